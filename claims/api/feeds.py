"""``/feeds/``: all that is public at once, in the forms that other tools gather."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from rest_framework.request import Request

from claims.documents.claim_reviews import CONTEXT, feed_item
from claims.models import (
    Allowed,
    Entry,
    Moment,
    PublishedClaim,
    PublishedRow,
    Wanted,
)

from . import errors
from .access import Access
from .parameters import read_parameters
from .stored import SHORT, etag_of
from .streams import streamed
from .v1.filters import BEFORE_ALL
from .views import RecordView

REVIEWED = Wanted(where=(("reviews > 0", ()),))


class ClaimReviewFeed(RecordView):
    """The reviews of all published claims as a DataFeed of ClaimReviews."""

    schema = None

    def get(self, request: Request) -> HttpResponseBase:
        """Stream the feed as the record stood when it was asked for.

        An item a claim, in the form of Data Commons, the newest claim first. Its
        ETag changes with every publication.
        """
        read_parameters(request)
        access: Access = request.auth
        # One database is asked for both: another may not have come as far.
        claims = PublishedClaim.objects.using(PublishedClaim.objects.db)
        moment = Entry.objects.using(claims.db).last_moment() or BEFORE_ALL
        etag = etag_of(names_of(moment, access.allowed))
        modified = last_modified(moment)
        response: HttpResponseBase | None
        response = get_conditional_response(request, etag, modified)
        if response is None:
            wanted = replace(REVIEWED, as_of=moment)
            rows = claims.each(wanted, allowed=access.allowed)
            lines = feed(rows) if request.method == "GET" else iter(())
            response = streamed(lines, "application/json")
        elif response.status_code == HTTPStatus.PRECONDITION_FAILED:
            return errors.answer(412, "What is at this address now has changed.")
        response["ETag"] = etag
        response["Cache-Control"] = SHORT
        if modified is not None:
            response["Last-Modified"] = http_date(modified)
        return response


def names_of(moment: Moment, allowed: Allowed) -> Iterable[str]:
    """Name all that the bytes of the feed depend on."""
    yield str(moment.sequence)
    yield settings.NEWSROOM_NAME
    yield settings.PUBLIC_BASE_URL
    yield from sorted(map(str, allowed.topics))
    yield from sorted(allowed.languages)


def last_modified(moment: Moment) -> int | None:
    """Give the second of the last entry, ``None`` while that may have more to come."""
    if moment == BEFORE_ALL or timezone.now() - moment.at < timedelta(seconds=2):
        return None
    return int(moment.at.timestamp())


def feed(rows: Iterator[PublishedRow]) -> Iterator[bytes]:
    """Write the feed, an item a line."""
    newsroom = json.dumps(settings.NEWSROOM_NAME, ensure_ascii=False)
    yield (
        f'{{"@context":"{CONTEXT}","@type":"DataFeed","name":{newsroom},'
        '"dataFeedElement":['
    ).encode()
    mark = b"\n"
    for row in rows:
        item = feed_item(json.loads(row.document))
        yield mark + json.dumps(item, ensure_ascii=False).encode()
        mark = b",\n"
    yield b"\n]}\n"
