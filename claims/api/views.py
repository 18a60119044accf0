"""What the views of the record share: how they answer OPTIONS, and their contract."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from drf_spectacular.extensions import OpenApiAuthenticationExtension
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
        "cursor",
        {"type": "string", "minLength": 1},
        description="Where the page starts: take it from “next”.",
    ),
    OpenApiParameter(
        "page_size",
        {"type": "integer", "minimum": 1, "maximum": 200, "default": 50},
        description="Results a page.",
    ),
)

# The answers of which it is known who asked; 304 is free.
ADMITTED = [200, 201, 301, 304, 400, 401, 403, 404, 406, 409, 410, 415, 422, 429]

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
        response=[429, 503],
        description="Seconds to wait.",
    ),
    OpenApiParameter(
        "WWW-Authenticate",
        str,
        OpenApiParameter.HEADER,
        response=[401],
        description="How to show who asks (RFC 6750).",
    ),
    *(
        OpenApiParameter(
            name, str, OpenApiParameter.HEADER, response=ADMITTED, description=told
        )
        for name, told in {
            "RateLimit-Policy": "How many requests are let through in a window "
            "(draft-ietf-httpapi-ratelimit-headers-11).",
            "RateLimit": "How many are left, and for how many seconds.",
            "Link": "Where the terms stand on which this is read, as “license”.",
        }.items()
    ),
)

LOCATION = OpenApiParameter(
    "Location",
    str,
    OpenApiParameter.HEADER,
    response=[301],
    description="The same address of what stands for this.",
)

JSON = "application/json"
LINES = "application/x-ndjson"

INVALID = "A parameter is unknown, given twice or not readable."
UNKNOWN = "The key is unknown, expired or revoked, or there is none and one is needed."
FORBIDDEN = "The key does not have the scope."
TOO_MANY = "All that may be asked in this window was asked."
NOT_FOUND = "There is nothing public at this address, and there never was."
NOT_ACCEPTABLE = "The client takes no JSON."
UNAVAILABLE = "The database does not answer."
OTHERS = "Any other error, such as 405 for a method other than GET, HEAD and OPTIONS."


class KeyScheme(OpenApiAuthenticationExtension):
    """How the contract says that a key is shown."""

    target_class = "claims.api.access.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A key of a partner, or a token of a person at the desk.",
        }


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
    streams: Mapping[str, Any] | None = None,
    parameters: Sequence[OpenApiParameter] = (),
    examples: Sequence[OpenApiExample] = (),
) -> Callable[[Any], Any]:
    """Describe a reading method in the contract, with all that may come back.

    ``missing`` says that 404 may, ``gone`` what comes with 410, ``moved`` with 301;
    ``streams`` what comes with 200 as other media types than JSON.
    """
    problems: dict[int | str, tuple[Any, str]] = {
        400: (errors.InvalidProblem, INVALID),
        401: (errors.Problem, UNKNOWN),
        403: (errors.Problem, FORBIDDEN),
    }
    if missing:
        problems[404] = (errors.Problem, NOT_FOUND)
    problems[406] = (errors.Problem, NOT_ACCEPTABLE)
    if gone:
        problems[410] = (gone, "The claim was withdrawn.")
    problems[429] = (errors.QuotaProblem, TOO_MANY)
    problems[503] = (errors.Problem, UNAVAILABLE)
    problems["default"] = (errors.Problem, OTHERS)
    leads_on = (
        {
            (301, "application/json"): OpenApiResponse(
                moved, "It was merged into another."
            )
        }
        if moved
        else {}
    )
    return extend_schema(
        operation_id=operation_id,
        auth=[{}, {KeyScheme.name: []}],  # type: ignore[list-item]
        # What an endpoint says of a header of its own comes last and counts.
        parameters=[*HEADERS, *parameters, *([LOCATION] if moved else [])],
        responses={
            **(
                {
                    (200, media_type): shape
                    for media_type, shape in {
                        "application/json": body,
                        **streams,
                    }.items()
                }
                if streams
                else {200: body}
            ),
            **leads_on,
            304: OpenApiResponse(description="What the client has still stands."),
            **{
                (code, errors.CONTENT_TYPE): OpenApiResponse(shape, description)
                for code, (shape, description) in problems.items()
            },
        },
        examples=list(examples),
    )
