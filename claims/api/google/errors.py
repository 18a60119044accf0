"""Errors as Google's APIs tell them, made of the problems that our own are."""

import json
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse

from claims.api.errors import CONTENT_TYPE, is_google

# What Google calls each status (google.rpc.Code); others go by their class.
CODES = {
    HTTPStatus.UNAUTHORIZED: "UNAUTHENTICATED",
    HTTPStatus.FORBIDDEN: "PERMISSION_DENIED",
    HTTPStatus.NOT_FOUND: "NOT_FOUND",
    HTTPStatus.CONFLICT: "ABORTED",
    HTTPStatus.PRECONDITION_FAILED: "FAILED_PRECONDITION",
    HTTPStatus.TOO_MANY_REQUESTS: "RESOURCE_EXHAUSTED",
    HTTPStatus.INTERNAL_SERVER_ERROR: "INTERNAL",
    HTTPStatus.SERVICE_UNAVAILABLE: "UNAVAILABLE",
}


class GoogleErrorsMiddleware:
    """Tell problems in Google's shape to those who ask in it.

    Wherever they come from, the gate, a view or around them; status and headers
    stay.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_google(request) and response.get("Content-Type") == CONTENT_TYPE:
            return retold(response)
        return response


def retold(response: HttpResponse) -> HttpResponse:
    """Tell a problem in Google's shape."""
    problem = json.loads(response.content)
    faults = [
        f"{each.get('parameter') or each['pointer']}: {each['detail']}"
        for each in problem.get("errors", ())
    ]
    code = response.status_code
    if code == HTTPStatus.UNPROCESSABLE_ENTITY:
        # Google knows the request that is not valid alone.
        code = HTTPStatus.BAD_REQUEST
    answer = refusal(code, " ".join([problem["detail"], *faults]))
    for name in response.headers.keys() - {"Content-Type", "Content-Length"}:
        answer.headers[name] = response.headers[name]
    return answer


def not_supported(message: str) -> HttpResponse:
    """Refuse what Google has and the record has not.

    Not as 501, which clients try again, and which is no fault of ours.
    """
    return refusal(HTTPStatus.BAD_REQUEST, message, "FAILED_PRECONDITION")


def refusal(code: int, message: str, status: str = "") -> HttpResponse:
    """Refuse in Google's shape."""
    status = status or CODES.get(HTTPStatus(code), "INVALID_ARGUMENT")
    return JsonResponse(
        {"error": {"code": code, "message": message, "status": status}},
        status=code,
        headers={"Cache-Control": "no-store"},
    )
