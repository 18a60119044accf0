"""``/claims/``: what is public now."""

import uuid

from django.http import Http404, HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from claims.api import errors, pages
from claims.api.parameters import read_parameters
from claims.api.stored import etag_of, stored
from claims.api.views import PAGING, RecordView, reads
from claims.documents import ClaimDocument, address
from claims.models import Entry, Event, Place, PublishedClaim

from .examples import CLAIM, WITHDRAWN


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
            last = Place(rows[size - 1].published_at, rows[size - 1].id)
            following = pages.next_link(request, pages.cursor_of(last))
        rows = rows[:size]
        return stored(
            request,
            etag_of([*(row.digest for row in rows), str(following)]),
            pages.page_body([row.document for row in rows], following),
        )


class ClaimDetail(RecordView):
    """One claim as it is public now."""

    @reads("claims_read", ClaimDocument, gone=Gone, examples=[CLAIM, WITHDRAWN])
    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Read a claim's current version; a withdrawn claim is 410 with its note."""
        read_parameters(request)
        current = Entry.objects.version(id)
        if current is None:
            raise Http404
        if current.event == Event.WITHDRAWN:
            return errors.answer(
                410,
                "This claim was withdrawn.",
                note=current.note,
                version=current.version,
                versions=address(id, "versions"),
            )
        return stored(request, f'"{current.digest}"', current.document)
