"""``/claims/``: what is public now."""

import json
import uuid

from django.http import Http404, HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from claims.api import errors, pages
from claims.api.parameters import read_parameters
from claims.api.stored import SHORT, etag_of, stored
from claims.api.views import PAGING, RecordView, reads
from claims.documents import ClaimDocument, TombstoneDocument, address
from claims.models import Entry, Event, PublishedClaim, Version

from .examples import CLAIM, MERGED, WITHDRAWN


class ClaimPage(serializers.Serializer):
    """A page of published claims, newest publication first."""

    next = serializers.URLField(
        allow_null=True, help_text="The page after this one, null at the end."
    )
    results = ClaimDocument(many=True)


class Gone(errors.Problem):
    """What is left of a withdrawn claim: its note, and where its versions stand."""

    note = serializers.CharField(help_text="Why it was withdrawn, for readers.")
    version = serializers.IntegerField()
    versions = serializers.URLField(help_text="Every version it ever had.")


class ClaimList(RecordView):
    """The claims that are public now."""

    @reads("claims_list", ClaimPage, missing=False, parameters=PAGING)
    def get(self, request: Request) -> HttpResponse:
        """List the public claims, newest publication first."""
        given = read_parameters(
            request, cursor=pages.place_of, page_size=pages.page_size
        )
        size = given.get("page_size", pages.DEFAULT_SIZE)
        rows = PublishedClaim.objects.page(after=given.get("cursor"), limit=size + 1)
        following = None
        if len(rows) > size:
            following = pages.next_link(request, pages.cursor_of(rows[size - 1].place))
        rows = rows[:size]
        return stored(
            request,
            etag_of([*(row.digest for row in rows), str(following)]),
            pages.page_body([row.document for row in rows], following),
            links=pages.page_links(request, following),
        )


class ClaimDetail(RecordView):
    """One claim as it is public now."""

    @reads(
        "claims_read",
        ClaimDocument,
        gone=Gone,
        moved=TombstoneDocument,
        examples=[CLAIM, MERGED, WITHDRAWN],
    )
    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Read a claim's current version; a withdrawn claim is 410 with its note.

        A claim that was merged into another leads there by 301: a client that
        follows gets the document of the other, under the other's id.
        """
        read_parameters(request)
        current = Entry.objects.version(id)
        if current is None:
            raise Http404
        if current.event == Event.WITHDRAWN:
            return withdrawn(id, current)
        return stored(request, f'"{current.digest}"', current.document)


def withdrawn(claim_id: uuid.UUID, last: Version) -> HttpResponse:
    """Lead on from a merged claim to the one that stands; of others say why they went."""
    document = bytes(last.document)
    if to := json.loads(document).get("merged_into"):
        return HttpResponse(
            document,
            "application/json",
            status=301,
            headers={"Location": to, "Cache-Control": SHORT},
        )
    return errors.answer(
        410,
        "This claim was withdrawn.",
        note=last.note,
        version=last.version,
        versions=address(claim_id, "versions"),
    )
