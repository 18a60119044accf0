"""``/claims/<id>/versions/``: everything that was ever said of a claim."""

import re
import uuid
from typing import Any

import rfc8785
from django.http import Http404, HttpResponse
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request

from claims.api import pages
from claims.api.access import allowed_to
from claims.api.parameters import read_parameters
from claims.api.stored import FOR_EVER, etag_of, stored
from claims.api.views import ADMITTED, PAGING, RecordView, reads
from claims.documents import VersionDocument, address, timestamp
from claims.models import Entry, Event, versions_of

from .examples import CLAIM, NOT_FOUND, VERSIONS
from .standing import names_hidden, numbered


class VersionLine(serializers.Serializer):
    """One line of a claim's history."""

    version = serializers.IntegerField()
    event = serializers.ChoiceField(choices=Event.choices)
    at = serializers.DateTimeField()
    note = serializers.CharField()
    digest = serializers.CharField(help_text="SHA-256 of the document, hexadecimal.")
    url = serializers.URLField()


class VersionPage(serializers.Serializer):
    """A page of the versions of a claim, newest first."""

    next = serializers.URLField(
        allow_null=True, help_text="The page after this one, null at the end."
    )
    results = VersionLine(many=True)


LATEST = OpenApiParameter(
    "Link",
    str,
    OpenApiParameter.HEADER,
    response=ADMITTED,
    description="The claim as it is public now, as “latest-version” (RFC 5829); and "
    "where the terms stand on which this is read, as “license”.",
)


def number_of(cursor: str) -> int:
    """Read the number of the version that a page starts after."""
    if re.fullmatch("[0-9]{1,9}", cursor):
        return int(cursor)
    raise ValueError(pages.NOT_OURS)


class VersionList(RecordView):
    """The history of one claim."""

    @reads(
        "versions_list",
        VersionPage,
        parameters=PAGING,
        examples=[VERSIONS, NOT_FOUND],
    )
    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """List a claim's versions, newest first, also of a withdrawn claim."""
        given = read_parameters(request, cursor=number_of, page_size=pages.page_size)
        size = given.get("page_size", pages.DEFAULT_SIZE)
        entries = versions_of(id, allowed_to(request)).defer("document")
        if "cursor" in given:
            entries = entries.filter(version__lt=given["cursor"])
        rows = list(entries[: size + 1])
        if not rows:
            raise Http404
        following = None
        if len(rows) > size:
            following = pages.next_link(request, str(rows[size - 1].version))
        shown = [row for row in rows[:size] if not names_hidden(request, row)]
        return stored(
            request,
            etag_of([*(row.digest for row in shown), str(following)]),
            rfc8785.dumps(
                {"next": following, "results": [line_of(row) for row in shown]}
            ),
            links=pages.page_links(request, following),
        )


def line_of(entry: Entry) -> dict[str, Any]:
    """Tell of a version in a line."""
    return {
        "version": entry.version,
        "event": entry.event,
        "at": timestamp(entry.at),
        "note": entry.note,
        "digest": entry.digest,
        "url": address(entry.claim_id, "versions", str(entry.version)),
    }


class VersionDetail(RecordView):
    """One version of a claim, for ever."""

    @reads(
        "versions_read",
        VersionDocument,
        parameters=[LATEST],
        examples=[CLAIM, NOT_FOUND],
    )
    def get(self, request: Request, id: uuid.UUID, version: int) -> HttpResponse:  # noqa: A002
        """Read a version as it went out; a withdrawal is a document with its note."""
        read_parameters(request)
        found = numbered(request, id, version)
        return stored(
            request,
            f'"{found.digest}"',
            found.document,
            cache=FOR_EVER,
            links=f'<{address(id)}>; rel="latest-version"',
        )
