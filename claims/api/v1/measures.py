"""``/measures/``: what public claims count."""

import uuid
from functools import partial

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework import serializers
from rest_framework.request import Request

from claims.api.nouns import answer_one, answer_page, told_by_key
from claims.api.streams import RENDERERS
from claims.api.views import PAGING, RecordView, reads
from claims.documents.parts import MeasureDocument
from claims.models import NounKind

from .claims import answer_claims, lists
from .figures import FigurePage, answer_figures, of_measure
from .noun_examples import FIGURES, MEASURE, MEASURES


class MeasureWithClaims(MeasureDocument):
    """A measure and how many public claims show it."""

    claims = serializers.IntegerField(help_text="Public claims that show it.")


class MeasurePage(serializers.Serializer):
    """A page of measures, in a lasting order."""

    next = serializers.URLField(
        allow_null=True, help_text="The page after this one, null at the end."
    )
    results = MeasureWithClaims(many=True)


class MeasureList(RecordView):
    """The measures of public claims."""

    @reads(
        "measures_list",
        MeasurePage,
        missing=False,
        parameters=PAGING,
        examples=[MEASURES],
    )
    def get(self, request: Request) -> HttpResponse:
        """List the measures of public claims, in a lasting order."""
        return answer_page(request, NounKind.MEASURE)


class MeasureDetail(RecordView):
    """One measure."""

    @reads("measures_read", MeasureWithClaims, examples=[MEASURE])
    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Read a measure as the newest public claim that shows it tells it."""
        return answer_one(request, told_by_key(request, NounKind.MEASURE, id))


class MeasureClaims(RecordView):
    """The claims of one measure."""

    renderer_classes = RENDERERS

    @lists("measures_claims", of_noun=NounKind.MEASURE)
    def get(self, request: Request, id: uuid.UUID) -> HttpResponseBase:  # noqa: A002
        """List the public claims on a measure, newest publication first."""
        told = told_by_key(request, NounKind.MEASURE, id)
        return answer_claims(request, NounKind.MEASURE, told)


class MeasureFigureList(RecordView):
    """The figures on one measure."""

    @reads("measures_figures", FigurePage, parameters=PAGING, examples=[FIGURES])
    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Compare every source's figure on a measure.

        Figures that have a number in common agree. Where they have none, another
        scope or as-of date is the likely reason; without one they are in conflict.
        """
        tell = partial(told_by_key, request, NounKind.MEASURE, id)
        return answer_figures(request, tell, of_measure)
