"""Errors as problem details (RFC 9457), from the API and around it."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from rest_framework import serializers
from rest_framework.exceptions import APIException

from .bodies import BodyError

CONTENT_TYPE = "application/problem+json"

# How a client shows who it is (RFC 6750).
CHALLENGE = 'Bearer realm="Claimbook"'


class ParameterError(serializers.Serializer):
    """What is wrong with one parameter."""

    parameter = serializers.CharField(help_text="The parameter at fault.")
    detail = serializers.CharField()


class Problem(serializers.Serializer):
    """Problem details, RFC 9457; ``type`` is always about:blank."""

    type = serializers.CharField()
    title = serializers.CharField(help_text="The HTTP status in words.")
    status = serializers.IntegerField(help_text="The HTTP status.")
    detail = serializers.CharField(help_text="What happened this time.")


class InvalidProblem(Problem):
    """A request that is not valid, with what is wrong with each parameter."""

    errors = ParameterError(many=True, required=False)


class QuotaProblem(Problem):
    """Too many requests, with the names of the policies that they were too many for."""

    def get_fields(self) -> dict[str, Any]:
        # No name that a class attribute could have.
        policies = serializers.ListField(child=serializers.CharField())
        return {**super().get_fields(), "violated-policies": policies}


def answer(code: int, detail: str, **more: Any) -> HttpResponse:
    """Answer with a problem; no cache keeps it, since it may be mended any moment."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(code).phrase,
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
    answer 500 to it.
    """
    match error:
        case Http404():
            return answer(404, "There is nothing at this address.")
        case ValidationError():
            return answer(400, "The request is not valid.", errors=errors_of(error))
        case OperationalError() | InterfaceError():
            return no_database()
        case BodyError():
            fault = {"pointer": error.pointer, "detail": str(error.detail)}
            return answer(400, "The body cannot be taken.", errors=[fault])
        case APIException():
            response = answer(error.status_code, str(error.detail))
            if error.status_code == HTTPStatus.UNAUTHORIZED:
                response["WWW-Authenticate"] = CHALLENGE
            return response
    return None


def no_database() -> HttpResponse:
    """Answer 503 and say when to try again."""
    response = answer(503, "The database does not answer. Try again shortly.")
    response["Retry-After"] = "5"
    return response


def errors_of(error: ValidationError) -> list[dict[str, str]]:
    """List what is wrong, a line each, with the parameter it is about."""
    return [
        {"parameter": name, "detail": message}
        for name, messages in error.message_dict.items()
        for message in messages
    ]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 outside of a view, as a problem under ``/api/``."""
    if is_api(request):
        return answer(400, "The request cannot be read.")
    return defaults.bad_request(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 outside of a view, as a problem under ``/api/``."""
    if is_api(request):
        return answer(404, "There is nothing at this address.")
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, as a problem under ``/api/``; it says nothing of the cause."""
    if is_api(request):
        return answer(500, "Something went wrong on our side.")
    return defaults.server_error(request)


def is_api(request: HttpRequest) -> bool:
    """Tell whether a request is for the API."""
    return request.path.startswith("/api/")
