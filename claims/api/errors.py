"""Errors as problem details (RFC 9457), from the API and around it."""

from collections.abc import Iterator
from http import HTTPStatus
from itertools import islice
from typing import Any

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    PermissionDenied,
    ValidationError,
)
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from rest_framework import exceptions, serializers
from rest_framework.exceptions import APIException
from rest_framework.permissions import SAFE_METHODS

from claims.services.base import ConflictError

from .bodies import MEDIA_TYPE, BodyError, child
from .parameters import ParameterError
from .problems import KINDS, OF_STATUS, address_of

CONTENT_TYPE = "application/problem+json"

# Where Google's shape stands, and all that goes through the API's own gate.
GOOGLE = "/v1alpha1/"
ROOTS = ("/api/", "/feeds/", GOOGLE)

# No answer lists more faults than people read.
MOST_FAULTS = 100

# How a client shows who it is (RFC 6750).
CHALLENGE = 'Bearer realm="Claimbook"'


class Fault(serializers.Serializer):
    """What is wrong with one parameter, or at one place of the body."""

    parameter = serializers.CharField(
        required=False, help_text="The parameter at fault."
    )
    pointer = serializers.CharField(
        required=False,
        help_text="The place in the body, as JSON Pointer (RFC 6901); empty is all.",
    )
    detail = serializers.CharField()


class Problem(serializers.Serializer):
    """Problem details, RFC 9457."""

    type = serializers.URLField(
        help_text="The kind of problem; what it means stands at this address."
    )
    title = serializers.CharField(help_text="The kind in words, always the same.")
    status = serializers.IntegerField(help_text="The HTTP status.")
    detail = serializers.CharField(help_text="What happened this time.")


class InvalidProblem(Problem):
    """A request that is not valid, with what is wrong with each part of it."""

    errors = Fault(many=True, required=False)


class QuotaProblem(Problem):
    """Too many requests, with the names of the policies that they were too many for."""

    def get_fields(self) -> dict[str, Any]:
        # No name that a class attribute could have.
        policies = serializers.ListField(child=serializers.CharField())
        return {**super().get_fields(), "violated-policies": policies}


def answer(code: int, detail: str, *, kind: str = "", **more: Any) -> HttpResponse:
    """Answer with a problem of a kind, or of the commonest that has the status.

    No cache keeps it, since it may be mended any moment.
    """
    kind = kind or OF_STATUS[code]
    body = {
        "type": address_of(kind),
        "title": KINDS[kind].title,
        "status": code,
        "detail": detail,
        **more,
    }
    return JsonResponse(
        body,
        status=code,
        content_type=CONTENT_TYPE,
        headers={"Cache-Control": "no-store"},
    )


def problem(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Turn an exception of a view into a problem; the rest is a server error.

    REST framework knows nothing of Django's own ``ValidationError`` and would
    answer 500 to it. What a service refuses was asked for by a body, and where
    nothing is changed there is none: there the names are those of parameters.
    """
    match error:
        case Http404():
            return answer(404, "There is nothing at this address.")
        case PermissionDenied():
            return answer(403, "You lack the permission to do this.")
        case ConflictError():
            return answer(409, " ".join(error.messages))
        case ParameterError():
            return invalid_parameters(error)
        case ValidationError():
            changes = context and context["request"].method not in SAFE_METHODS
            refuse = invalid_content if changes else invalid_parameters
            return refuse(error)
        case OperationalError() | InterfaceError():
            return no_database()
        case BodyError():
            fault = {"pointer": error.pointer, "detail": str(error.detail)}
            return answer(
                400, "The body cannot be taken.", kind="invalid-body", errors=[fault]
            )
        case exceptions.ValidationError():
            return invalid_content(error)
        case APIException():
            return refusal(error)
    return None


def refusal(error: APIException) -> HttpResponse:
    """Answer with what REST framework says, and the headers that go with it."""
    response = answer(error.status_code, str(error.detail))
    match error.status_code:
        case HTTPStatus.UNAUTHORIZED:
            response["WWW-Authenticate"] = CHALLENGE
        case HTTPStatus.UNSUPPORTED_MEDIA_TYPE:
            # What is taken instead (RFC 9110, 15.5.16).
            response["Accept"] = MEDIA_TYPE
            response["Accept-Encoding"] = "identity"
    return response


def invalid_parameters(error: ValidationError) -> HttpResponse:
    """Answer 400 and name each parameter."""
    by_name = error.message_dict if hasattr(error, "error_dict") else {}
    faults = [
        {"parameter": name, "detail": message}
        for name, messages in by_name.items()
        for message in messages
    ]
    return answer(
        400, "The request is not valid.", kind="invalid-parameter", errors=faults
    )


def invalid_content(
    error: ValidationError | exceptions.ValidationError,
) -> HttpResponse:
    """Answer 422 and name each place of the body."""
    if isinstance(error, exceptions.ValidationError):
        detail: Any = error.detail
    else:
        # What a rule says of no field is of the body as a whole.
        by_field = hasattr(error, "error_dict")
        detail = error.message_dict if by_field else error.messages
    faults = list(islice(faults_of(detail), MOST_FAULTS))
    return answer(422, "What was sent cannot be taken.", errors=faults)


def faults_of(detail: Any, pointer: str = "") -> Iterator[dict[str, str]]:
    """List what is wrong, each with its place; what is of no one field is of all."""
    match detail:
        case dict():
            for name, each in detail.items():
                own = name in (NON_FIELD_ERRORS, "non_field_errors")
                yield from faults_of(each, pointer if own else child(pointer, name))
        case list():
            for n, each in enumerate(detail):
                deeper = isinstance(each, dict | list)
                yield from faults_of(each, child(pointer, n) if deeper else pointer)
        case _:
            yield {"pointer": pointer, "detail": str(detail)}


def no_database() -> HttpResponse:
    """Answer 503 and say when to try again."""
    response = answer(503, "The database does not answer. Try again shortly.")
    response["Retry-After"] = "5"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 outside of a view, as a problem of the API."""
    if is_api(request):
        return answer(400, "The request cannot be read.")
    return defaults.bad_request(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 outside of a view, as a problem of the API."""
    if is_api(request):
        return answer(404, "There is nothing at this address.")
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, as a problem of the API; it says nothing of the cause."""
    if is_api(request):
        return answer(500, "Something went wrong on our side.")
    return defaults.server_error(request)


def is_api(request: HttpRequest) -> bool:
    """Tell whether a request is for the API, in whichever shape."""
    return request.path.startswith(ROOTS)


def is_google(request: HttpRequest) -> bool:
    """Tell whether a request is for the API in Google's shape."""
    return request.path.startswith(GOOGLE)
