"""``/sources/``: the documents that public claims cite."""

import uuid

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework import serializers
from rest_framework.request import Request

from claims.api.nouns import answer_one, answer_page, leads_on, told_by_key
from claims.api.streams import RENDERERS
from claims.api.views import PAGING, RecordView, reads
from claims.documents import MergedDocument
from claims.documents.parts import SourceDocument
from claims.models import NounKind

from .claims import answer_claims, lists
from .noun_examples import SOURCE_MERGED, SOURCE_TOLD, SOURCES


class SourceWithClaims(SourceDocument):
    """A source and how many public claims show it."""

    claims = serializers.IntegerField(help_text="Public claims that show it.")


class SourcePage(serializers.Serializer):
    """A page of sources, in a lasting order."""

    next = serializers.URLField(
        allow_null=True, help_text="The page after this one, null at the end."
    )
    results = SourceWithClaims(many=True)


class SourceList(RecordView):
    """The sources that public claims cite and name."""

    @reads(
        "sources_list", SourcePage, missing=False, parameters=PAGING, examples=[SOURCES]
    )
    def get(self, request: Request) -> HttpResponse:
        """List the sources that public claims cite and name, in a lasting order."""
        return answer_page(request, NounKind.SOURCE)


class SourceDetail(RecordView):
    """One source."""

    @reads(
        "sources_read",
        SourceWithClaims,
        moved=MergedDocument,
        examples=[SOURCE_TOLD, SOURCE_MERGED],
    )
    @leads_on(NounKind.SOURCE)
    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Read a source as the newest public claim that shows it tells it.

        One that was merged into another leads there by 301, once no public claim
        shows it.
        """
        return answer_one(request, told_by_key(request, NounKind.SOURCE, id))


class SourceClaims(RecordView):
    """The claims of one source."""

    renderer_classes = RENDERERS

    @lists(
        "sources_claims",
        of_noun=NounKind.SOURCE,
        moved=MergedDocument,
        examples=[SOURCE_MERGED],
    )
    @leads_on(NounKind.SOURCE, "claims/")
    def get(self, request: Request, id: uuid.UUID) -> HttpResponseBase:  # noqa: A002
        """List the public claims that cite a source, newest publication first."""
        told = told_by_key(request, NounKind.SOURCE, id)
        return answer_claims(request, NounKind.SOURCE, told)
