"""``/claims/``: what is public now."""

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from claims.api import pages
from claims.api.parameters import read_parameters
from claims.api.stored import etag_of, stored
from claims.api.views import PAGING, RecordView, reads
from claims.documents import ClaimDocument
from claims.models import PublishedClaim


class ClaimPage(serializers.Serializer):
    """A page of published claims, newest publication first."""

    next = serializers.URLField(
        allow_null=True, help_text="The page after this one, null at the end."
    )
    results = ClaimDocument(many=True)


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
        )
