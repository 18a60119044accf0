"""``/problems/``: what each kind of problem means, at the address of its type."""

from typing import Any

import rfc8785
from django.http import Http404, HttpResponse
from drf_spectacular.utils import OpenApiExample
from rest_framework import serializers
from rest_framework.request import Request

from claims.api.parameters import read_parameters
from claims.api.problems import KINDS, address_of
from claims.api.stored import etag_of, stored
from claims.api.views import RecordView, reads


class ProblemKind(serializers.Serializer):
    """A kind of problem."""

    type = serializers.URLField(help_text="As it stands in the problem; this address.")
    title = serializers.CharField()
    status = serializers.IntegerField(help_text="The HTTP status it comes with.")
    means = serializers.CharField()
    remedy = serializers.CharField(help_text="What to do about it.")


class ProblemPage(serializers.Serializer):
    """Every kind of problem."""

    results = ProblemKind(many=True)


def document_of(name: str) -> dict[str, Any]:
    """Tell a kind of problem."""
    return {"type": address_of(name), **KINDS[name]._asdict()}


EXAMPLE = OpenApiExample(
    "A kind of problem",
    value={
        "type": "https://claims.example.org/api/v1/problems/gone/",
        **KINDS["gone"]._asdict(),
    },
    response_only=True,
    status_codes=["200"],
)


PAGE = OpenApiExample(
    "A list with one kind of problem",
    value={"results": [EXAMPLE.value]},
    response_only=True,
    status_codes=["200"],
)


class ProblemList(RecordView):
    """The kinds of problem."""

    scope = None

    @reads("problems_list", ProblemPage, missing=False, examples=[PAGE])
    def get(self, request: Request) -> HttpResponse:
        """List every kind of problem that an error may be."""
        read_parameters(request)
        body = rfc8785.dumps({"results": [document_of(name) for name in KINDS]})
        return stored(request, etag_of([body.decode()]), body)


class ProblemDetail(RecordView):
    """One kind of problem."""

    scope = None

    @reads("problems_read", ProblemKind, examples=[EXAMPLE])
    def get(self, request: Request, name: str) -> HttpResponse:
        """Read what a kind of problem means, and what to do about it."""
        read_parameters(request)
        if name not in KINDS:
            raise Http404
        body = rfc8785.dumps(document_of(name))
        return stored(request, etag_of([body.decode()]), body)
