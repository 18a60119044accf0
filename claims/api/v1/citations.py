"""``/claims/<id>/citations/``: what the sources of one claim say."""

import base64
import json
import struct
import uuid
from typing import NamedTuple

import rfc8785
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from claims.api import pages
from claims.api.parameters import read_parameters
from claims.api.stored import etag_of, stored
from claims.api.views import PAGING, RecordView, reads
from claims.documents import CitationDocument, TombstoneDocument
from claims.models import Version

from .examples import CITATIONS, MERGED, NOT_FOUND, WITHDRAWN
from .standing import Gone, if_it_stands, numbered


class CitationPage(serializers.Serializer):
    """A page of the citations of one version, in the order of its document."""

    next = serializers.URLField(
        allow_null=True, help_text="The page after this one, null at the end."
    )
    version = serializers.IntegerField(
        help_text="The version they stand in; a walk stays with the one it began on."
    )
    results = CitationDocument(many=True)


class Spot(NamedTuple):
    """Where a page starts: in which version, after how many citations."""

    version: int
    offset: int


SPOT = struct.Struct(">II")


def cursor_of(spot: Spot) -> str:
    """Write down where a page starts."""
    return base64.urlsafe_b64encode(SPOT.pack(*spot)).decode()


def spot_of(cursor: str) -> Spot:
    """Read where a page starts."""
    try:
        return Spot(
            *SPOT.unpack(base64.b64decode(cursor, altchars=b"-_", validate=True))
        )
    except (ValueError, struct.error) as error:
        raise ValueError(pages.NOT_OURS) from error


class CitationList(RecordView):
    """The citations of one claim."""

    @reads(
        "claims_citations_list",
        CitationPage,
        gone=Gone,
        moved=TombstoneDocument,
        parameters=PAGING,
        examples=[CITATIONS, MERGED, NOT_FOUND, WITHDRAWN],
    )
    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """List the citations of a claim's current version.

        Pages that are followed all come from the version that the first came from,
        so that none is left out and none comes twice while the claim changes.
        """
        given = read_parameters(request, cursor=spot_of, page_size=pages.page_size)

        def answer(current: Version) -> HttpResponse:
            spot = given.get("cursor") or Spot(current.version, 0)
            version = current
            if spot.version != current.version:
                version = walked(request, id, spot)
            return page_of(request, version, spot.offset, given.get("page_size"))

        return if_it_stands(request, id, answer, below="citations/")


def walked(request: Request, claim_id: uuid.UUID, spot: Spot) -> Version:
    """Read the version that a walk began on; ``ValidationError`` where none can have."""
    try:
        return numbered(request, claim_id, spot.version)
    except Http404 as error:
        raise ValidationError({"cursor": pages.NOT_OURS}) from error


def page_of(
    request: Request, version: Version, start: int, size: int | None
) -> HttpResponse:
    """Answer with the citations of a version from a place in them on."""
    end = start + (size or pages.DEFAULT_SIZE)
    citations = json.loads(bytes(version.document)).get("citations", [])
    following = None
    if end < len(citations):
        following = pages.next_link(request, cursor_of(Spot(version.version, end)))
    body = rfc8785.dumps(
        {
            "next": following,
            "version": version.version,
            "results": citations[start:end],
        }
    )
    links = pages.page_links(request, following)
    return stored(request, etag_of([body.decode()]), body, links=links)
