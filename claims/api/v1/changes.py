"""``/changes/``: everything that was ever said, in order, for whoever follows."""

import json
import re
from collections.abc import Callable
from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer
from rest_framework import serializers
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from claims.api.access import Access
from claims.api.parameters import read_parameters
from claims.api.stored import etag_of, stored
from claims.api.views import LINES, RecordView, reads
from claims.api.waiting import wait_for_changes
from claims.documents import ClaimDocument, TombstoneDocument, timestamp
from claims.models import Event, FeedEntry, Stretch, feed_after

from .examples import CHANGE_LINE, CHANGES
from .standing import names_hidden

DEFAULT_LIMIT = 100
MAX_LIMIT = 1000
MAX_WAIT = 30
RETRY_AFTER = "5"
MAX_SEQUENCE = 2**63 - 1

UNAVAILABLE = "unavailable"

# A stretch of the log that is followed by more never changes; its end does any moment,
# and so does what a key opens of it.
WHOLE = "public, max-age=86400"
END = "public, no-cache"


class ChangeLine(serializers.Serializer):
    """One entry of the record, or word that a claim is no longer there for you."""

    sequence = serializers.IntegerField(help_text="Grows by commit order.")
    event = serializers.ChoiceField(
        choices=[*Event.values, UNAVAILABLE],
        help_text="unavailable: the claim went on to a topic or a language that your "
        "key does not open, or became one with a claim there. Drop what you hold of it.",
    )
    claim = serializers.UUIDField()
    version = serializers.IntegerField(allow_null=True)
    digest = serializers.CharField(
        allow_null=True, help_text="SHA-256 of the document, hexadecimal."
    )
    note = serializers.CharField(help_text="What changed and why, for readers.")
    at = serializers.DateTimeField()
    document = PolymorphicProxySerializer(
        component_name="VersionDocument",
        serializers=[ClaimDocument, TombstoneDocument],
        resource_type_field_name=None,
        allow_null=True,
        help_text="As /claims/{id}/versions/{n}/ gives it; of a withdrawal its note.",
    )


class ChangePage(serializers.Serializer):
    """A stretch of the record, oldest first."""

    next = serializers.URLField(
        help_text="What to ask next: always there, so that you can go on for ever."
    )
    more = serializers.BooleanField(
        help_text="Whether there is more already; without it you hold everything."
    )
    results = ChangeLine(many=True)


class Lines(BaseRenderer):
    """Newline-delimited JSON: what is asked next stands in the Link header."""

    media_type = LINES
    format = "ndjson"


PARAMETERS = (
    OpenApiParameter(
        "after",
        {"type": "integer", "minimum": 0, "maximum": MAX_SEQUENCE, "default": 0},
        description="The last sequence you have; 0 for everything.",
    ),
    OpenApiParameter(
        "limit",
        {
            "type": "integer",
            "minimum": 1,
            "maximum": MAX_LIMIT,
            "default": DEFAULT_LIMIT,
        },
        description="Lines an answer.",
    ),
    OpenApiParameter(
        "wait",
        {"type": "integer", "minimum": 0, "maximum": MAX_WAIT, "default": 0},
        description="Seconds to wait where there is nothing yet. Where many wait "
        "already, the answer comes at once, with Retry-After.",
    ),
    OpenApiParameter(
        "Link",
        str,
        OpenApiParameter.HEADER,
        response=[200, 304],
        description="What to ask next, as “next” (RFC 8288).",
    ),
)


class ChangeList(RecordView):
    """The record from its first entry on."""

    renderer_classes = [JSONRenderer, Lines]

    @reads(
        "changes_list",
        ChangePage,
        streams={LINES: ChangeLine},
        missing=False,
        parameters=PARAMETERS,
        examples=[CHANGES, CHANGE_LINE],
    )
    def get(self, request: Request) -> HttpResponse:
        """Follow the record: what was published, updated, corrected and withdrawn.

        Keep each document by its claim and forget it at a tombstone: who begins at 0
        and asks “next” for ever holds exactly the record, as their key opens it.
        """
        given = read_parameters(
            request,
            after=whole_number(0, MAX_SEQUENCE),
            limit=whole_number(1, MAX_LIMIT),
            wait=whole_number(0, MAX_WAIT),
        )
        limit, access = given.get("limit", DEFAULT_LIMIT), cast(Access, request.auth)

        def read(after: int) -> Stretch:
            found = feed_after(after, limit=limit, allowed=access.allowed)
            return found._replace(rows=[seen_by(request, row) for row in found.rows])

        found = read(given.get("after", 0))
        waited = wait_for_changes(read, found, given.get("wait", 0))
        response = page_of(request, waited or found)
        if waited is None:
            response["Retry-After"] = RETRY_AFTER
        return response


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Make a reader of whole numbers between two bounds."""

    def read(text: str) -> int:
        if re.fullmatch("[0-9]{1,19}", text) and least <= int(text) <= most:
            return int(text)
        raise ValueError(f"Give a whole number from {least} to {most}.")

    return read


def seen_by(request: Request, entry: FeedEntry) -> FeedEntry:
    """Take away what leads to a claim that the caller may not see."""
    return entry._replace(document=None) if names_hidden(request, entry) else entry


def page_of(request: Request, found: Stretch) -> HttpResponse:
    """Splice stored documents into an answer without reading them."""
    query = {**request.GET.dict(), "after": found.reached}
    following = f"{settings.PUBLIC_BASE_URL}{request.path}?{urlencode(query)}"
    lines = [line_of(entry) for entry in found.rows]
    media_type = request.accepted_renderer.media_type
    if media_type == LINES:
        body = b"".join(line + b"\n" for line in lines)
    else:
        body = b'{"more":%b,"next":"%b","results":[%b]}' % (
            b"true" if found.more else b"false",
            following.encode(),
            b",".join(lines),
        )
    # Of what is not for the reader no digest is told, here neither.
    parts = [
        f"{each.sequence}{each.digest if each.document else UNAVAILABLE}"
        for each in found.rows
    ]
    access = cast(Access, request.auth)
    return stored(
        request,
        etag_of([media_type, following, str(found.more), *parts]),
        body,
        cache=WHOLE if found.more and access.is_anonymous else END,
        content_type=media_type,
        links=f'<{following}>; rel="next"',
    )


def line_of(entry: FeedEntry) -> bytes:
    """Write down an entry; of one that is not for the reader nothing but that."""
    seen = entry.document is not None
    head = {
        "at": timestamp(entry.at),
        "claim": str(entry.claim_id),
        "digest": entry.digest if seen else None,
        "event": entry.event if seen else UNAVAILABLE,
        "note": entry.note if seen else "",
        "sequence": entry.sequence,
        "version": entry.version if seen else None,
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    return b'%b,"document":%b}' % (text[:-1].encode(), entry.document or b"null")
