"""What the views of the record share: how they answer OPTIONS, and their contract."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
)
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api import errors
from claims.models import Scope

PAGING = (
    OpenApiParameter(
        "cursor", str, description="Where the page starts: take it from “next”."
    ),
    OpenApiParameter(
        "page_size",
        {"type": "integer", "minimum": 1, "maximum": 200, "default": 50},
        description="Results a page.",
    ),
)

HEADERS = (
    OpenApiParameter(
        "If-None-Match",
        str,
        OpenApiParameter.HEADER,
        description="ETags of answers the client has: 304 when one still stands.",
    ),
    OpenApiParameter(
        "ETag",
        str,
        OpenApiParameter.HEADER,
        response=[200, 304],
        description="Changes when a byte of the answer does.",
    ),
    OpenApiParameter(
        "Cache-Control",
        str,
        OpenApiParameter.HEADER,
        response=True,
        description="How long the answer may be kept; errors are not to be.",
    ),
    OpenApiParameter(
        "Retry-After",
        int,
        OpenApiParameter.HEADER,
        response=[503],
        description="Seconds to wait.",
    ),
)

LOCATION = OpenApiParameter(
    "Location",
    str,
    OpenApiParameter.HEADER,
    response=[301],
    description="The permanent address of the claim that stands for this one.",
)

INVALID = "A parameter is unknown, given twice or not readable."
NOT_FOUND = "There is nothing public at this address, and there never was."
NOT_ACCEPTABLE = "The client takes no JSON."
UNAVAILABLE = "The database does not answer."
OTHERS = "Any other error, such as 405 for a method other than GET, HEAD and OPTIONS."


class RecordView(APIView):
    """A view that can only be read.

    ``scope`` is what a key must open, ``None`` where nobody needs one. What may be
    seen of the record is ``request.auth.allowed``.
    """

    scope: Scope | None = Scope.READ

    def options(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        """Answer with the methods allowed, in the header that every answer has."""
        return HttpResponse(status=204)


def reads(
    operation_id: str,
    body: Any,
    *,
    missing: bool = True,
    gone: Any = None,
    moved: Any = None,
    parameters: Sequence[OpenApiParameter] = (),
    examples: Sequence[OpenApiExample] = (),
) -> Callable[[Any], Any]:
    """Describe a reading method in the contract, with all that may come back.

    ``missing`` says that 404 may, ``gone`` what comes with 410, ``moved`` with 301.
    """
    problems: dict[int | str, tuple[Any, str]] = {400: (errors.InvalidProblem, INVALID)}
    if missing:
        problems[404] = (errors.Problem, NOT_FOUND)
    problems[406] = (errors.Problem, NOT_ACCEPTABLE)
    if gone:
        problems[410] = (gone, "The claim was withdrawn.")
    problems[503] = (errors.Problem, UNAVAILABLE)
    problems["default"] = (errors.Problem, OTHERS)
    leads_on = (
        {301: OpenApiResponse(moved, "The claim was merged into another.")}
        if moved
        else {}
    )
    return extend_schema(
        operation_id=operation_id,
        parameters=[*parameters, *HEADERS, *([LOCATION] if moved else [])],
        responses={
            200: body,
            **leads_on,
            304: OpenApiResponse(description="What the client has still stands."),
            **{
                (code, errors.CONTENT_TYPE): OpenApiResponse(shape, description)
                for code, (shape, description) in problems.items()
            },
        },
        examples=list(examples),
    )
