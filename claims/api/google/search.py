"""``/v1alpha1/claims:search``: published claims by their reviews, as Google tells them."""

import json
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import router
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from claims.api import pages
from claims.api.access import Access
from claims.api.parameters import ParameterError
from claims.api.stored import etag_of, stored
from claims.api.views import RecordView
from claims.documents.fact_checks import Chosen, fact_check
from claims.models import PublishedClaim, PublishedRow, Wanted
from claims.models.finding import Condition
from claims.models.words import public_query_of

from .errors import not_supported
from .parameters import (
    DEFAULT_SIZE,
    language,
    number,
    page_size,
    read_known,
    site,
    skipped,
)

# What may change from page to page: how many there are, and what is ignored here.
BOUND = ("query", "languageCode", "reviewPublisherSiteFilter", "maxAgeDays")
NEEDED = "Give this, or reviewPublisherSiteFilter."
NOT_SUPPORTED = (
    "Searching by image is not supported: claims here are text. Use claims:search."
)
# A day before which nothing is dated.
LONGEST = 500_000


class ClaimSearch(RecordView):
    """Published claims that have a review, newest publication first.

    Read from the record alone, as far as the caller may see it. “key” and every
    other parameter that is not named here is ignored, as Google's clients send it
    unasked: a key of ours is shown in the header “Authorization: Bearer …”.
    """

    schema = None

    def get(self, request: Request) -> HttpResponse:
        """Find claims by words, by a reviewer's site, by language and by age.

        Words are read as the list of claims reads “q”. Of each claim the reviews
        are told that are of the site and in the language that are asked for; its
        age is that of what is newest, the claim itself or any review.
        """
        access: Access = request.auth
        asked = {name: request.GET.get(name, "") for name in BOUND}
        bound = pages.bound_to(request.path, asked, access.partner_id, access.person_id)
        given = read_known(
            request,
            {
                "query": str,
                "languageCode": language,
                "reviewPublisherSiteFilter": site,
                "maxAgeDays": number,
                "pageSize": page_size,
                "pageToken": partial(pages.place_of, bound=bound),
                "offset": skipped,
            },
        )
        if not {"query", "reviewPublisherSiteFilter"} & given.keys():
            raise ParameterError({"query": NEEDED})
        size = given.get("pageSize", DEFAULT_SIZE)
        after, _ = given.get("pageToken", (None, 0))
        chosen = Chosen(
            given.get("reviewPublisherSiteFilter", ""), given.get("languageCode", "")
        )
        wanted = wanted_of(given, chosen)
        rows = wanted and PublishedClaim.objects.page(
            wanted,
            allowed=access.allowed,
            after=after,
            limit=size + 1,
            skip=0 if after else given.get("offset", 0),
        )
        body = json.dumps(answer(rows or [], size, bound, chosen)).encode()
        return stored(
            request,
            etag_of([body.decode()]),
            body,
            content_type="application/json; charset=UTF-8",
        )


class ImageSearch(RecordView):
    """What Google has and the record has not."""

    schema = None

    def get(self, request: Request) -> HttpResponse:
        """Say that there is no such search."""
        return not_supported(NOT_SUPPORTED)


def wanted_of(given: dict[str, Any], chosen: Chosen) -> Wanted | None:
    """Put what is asked for as what is wanted; ``None`` for words that find nothing."""
    where: list[Condition] = [("reviews > 0", ())]
    if "query" in given:
        words = public_query_of(given["query"], router.db_for_read(PublishedClaim))
        if not words:
            return None
        where.append(("words @@ %s::tsquery", (words,)))
    if given.get("maxAgeDays", LONGEST) < LONGEST:
        since = timezone.now().date() - timedelta(days=given["maxAgeDays"])
        where.append(("dated >= %s", (since,)))
    terms: dict[str, tuple[str, ...]] = {}
    if any(chosen):
        terms["review"] = (chosen.term,)
    return Wanted(terms=terms, where=tuple(where))


def answer(
    rows: Sequence[PublishedRow], size: int, bound: str, chosen: Chosen
) -> dict[str, Any]:
    """Tell a page; without a hit it is empty, and at the end no token leads on."""
    told: dict[str, Any] = {}
    if rows:
        told["claims"] = [
            fact_check(json.loads(row.document), chosen) for row in rows[:size]
        ]
    if len(rows) > size:
        told["nextPageToken"] = pages.cursor_of(rows[size - 1].place, bound)
    return told
