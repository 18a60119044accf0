"""What the views share that partners write by: their contract, and a purse of their own."""

import functools
from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
)
from rest_framework.request import Request

from claims.services.quotas import Purse, spend

from . import errors, idempotency
from .access import Access
from .gate import too_many
from .views import (
    FORBIDDEN,
    HEADERS,
    INVALID,
    NOT_ACCEPTABLE,
    TOO_MANY,
    UNAVAILABLE,
    UNKNOWN,
    KeyScheme,
)

LOCATION = OpenApiParameter(
    "Location",
    str,
    OpenApiParameter.HEADER,
    response=[201],
    description="The permanent address of what was made.",
)

NOT_TAKEN = (
    "A field is unknown, missing or not as it has to be; or the Idempotency-Key was "
    "used with another body."
)
OTHERS = "Any other error, such as 413 for a body of more than 1 MB."

# For an operation that needs a key, also where reading needs none.
keyed = extend_schema(auth=[{KeyScheme.name: []}])  # type: ignore[list-item]


def writes(
    operation_id: str, sent: Any, made: Any, *, examples: Sequence[OpenApiExample] = ()
) -> Callable[[Any], Any]:
    """Describe an idempotent POST in the contract, with all that may come back."""
    problems: dict[int | str, tuple[Any, str]] = {
        400: (errors.InvalidProblem, INVALID),
        401: (errors.Problem, UNKNOWN),
        403: (errors.Problem, FORBIDDEN),
        406: (errors.Problem, NOT_ACCEPTABLE),
        409: (errors.Problem, idempotency.IN_USE),
        415: (errors.Problem, "The body is not JSON in UTF-8."),
        422: (errors.InvalidProblem, NOT_TAKEN),
        429: (errors.QuotaProblem, TOO_MANY),
        503: (errors.Problem, UNAVAILABLE),
        "default": (errors.Problem, OTHERS),
    }
    told = [each for each in HEADERS if each.name not in ("If-None-Match", "ETag")]
    return extend_schema(
        operation_id=operation_id,
        auth=[{KeyScheme.name: []}],  # type: ignore[list-item]
        request=sent,
        parameters=[*idempotency.PARAMETERS, LOCATION, *told],
        responses={
            201: made,
            **{
                (code, errors.CONTENT_TYPE): OpenApiResponse(shape, description)
                for code, (shape, description) in problems.items()
            },
        },
        examples=list(examples),
    )


def sparingly(post: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a partner do something so often a minute, beside all else that it asks.

    It stands outside of what is done once: a request that is refused keeps no
    answer, and no transaction holds the count.
    """

    @functools.wraps(post)
    def counted(view: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        access: Access = request.auth
        purse = Purse(
            f"submit:{access.partner_id}", "submissions", settings.API_SUBMISSION_LIMIT
        )
        standing = spend(purse)
        if not standing.is_open:
            return too_many(purse, standing)
        return post(view, request, *args, **kwargs)

    return counted
