"""``/topics/``: what the public claims are about."""

from functools import partial

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework import serializers
from rest_framework.request import Request

from claims.api.nouns import answer_one, answer_page, told_by_slug
from claims.api.streams import RENDERERS
from claims.api.views import PAGING, RecordView, reads
from claims.documents import TopicDocument
from claims.models import NounKind

from .claims import answer_claims, lists
from .figures import FigurePage, answer_figures, of_topic
from .noun_examples import FIGURES, TOPIC, TOPICS


class TopicWithClaims(TopicDocument):
    """A topic and how many public claims are about it."""

    claims = serializers.IntegerField(help_text="Public claims about it.")


class TopicPage(serializers.Serializer):
    """A page of topics, in a lasting order."""

    next = serializers.URLField(
        allow_null=True, help_text="The page after this one, null at the end."
    )
    results = TopicWithClaims(many=True)


class TopicList(RecordView):
    """The topics that public claims are about."""

    @reads(
        "topics_list", TopicPage, missing=False, parameters=PAGING, examples=[TOPICS]
    )
    def get(self, request: Request) -> HttpResponse:
        """List the topics with public claims, in a lasting order."""
        return answer_page(request, NounKind.TOPIC)


class TopicDetail(RecordView):
    """One topic."""

    @reads("topics_read", TopicWithClaims, examples=[TOPIC])
    def get(self, request: Request, slug: str) -> HttpResponse:
        """Read a topic as the newest public claim about it tells it."""
        return answer_one(request, told_by_slug(request, slug))


class TopicClaims(RecordView):
    """The claims of one topic."""

    renderer_classes = RENDERERS

    @lists("topics_claims", of_noun=NounKind.TOPIC)
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        """List the public claims about a topic, newest publication first."""
        told = told_by_slug(request, slug)
        return answer_claims(request, NounKind.TOPIC, told)


class TopicFigures(RecordView):
    """The figures of one topic."""

    @reads("topics_figures", FigurePage, parameters=PAGING, examples=[FIGURES])
    def get(self, request: Request, slug: str) -> HttpResponse:
        """Compare every source's figure, measure by measure.

        Figures that have a number in common agree. Where they have none, another
        scope or as-of date is the likely reason; without one they are in conflict.
        """
        tell = partial(told_by_slug, request, slug)
        return answer_figures(request, tell, of_topic)
