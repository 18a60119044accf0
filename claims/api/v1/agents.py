"""``/agents/``: who claims, publishes and writes."""

import uuid

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework import serializers
from rest_framework.request import Request

from claims.api.nouns import answer_one, answer_page, leads_on, told_by_key
from claims.api.streams import RENDERERS
from claims.api.views import PAGING, RecordView, reads
from claims.documents import MergedDocument
from claims.documents.parts import AgentDocument
from claims.models import NounKind

from .claims import answer_claims, lists
from .noun_examples import AGENT, AGENT_MERGED, AGENTS


class AgentWithClaims(AgentDocument):
    """An agent and how many public claims show it."""

    claims = serializers.IntegerField(help_text="Public claims that show it.")


class AgentPage(serializers.Serializer):
    """A page of agents, in a lasting order."""

    next = serializers.URLField(
        allow_null=True, help_text="The page after this one, null at the end."
    )
    results = AgentWithClaims(many=True)


class AgentList(RecordView):
    """The people and organisations that public claims name."""

    @reads(
        "agents_list", AgentPage, missing=False, parameters=PAGING, examples=[AGENTS]
    )
    def get(self, request: Request) -> HttpResponse:
        """List the people and organisations that public claims name, in a lasting order."""
        return answer_page(request, NounKind.AGENT)


class AgentDetail(RecordView):
    """One agent."""

    @reads(
        "agents_read",
        AgentWithClaims,
        moved=MergedDocument,
        examples=[AGENT, AGENT_MERGED],
    )
    @leads_on(NounKind.AGENT)
    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Read a person or organisation as the newest public claim that shows it tells it.

        One that was merged into another leads there by 301, once no public claim
        shows it.
        """
        return answer_one(request, told_by_key(request, NounKind.AGENT, id))


class AgentClaims(RecordView):
    """The claims of one agent."""

    renderer_classes = RENDERERS

    @lists(
        "agents_claims",
        of_noun=NounKind.AGENT,
        moved=MergedDocument,
        examples=[AGENT_MERGED],
    )
    @leads_on(NounKind.AGENT, "claims/")
    def get(self, request: Request, id: uuid.UUID) -> HttpResponseBase:  # noqa: A002
        """List the public claims that show an agent, newest publication first.

        As claimant, as publisher or author of a source, or as publisher of a review.
        """
        told = told_by_key(request, NounKind.AGENT, id)
        return answer_claims(request, NounKind.AGENT, told)
