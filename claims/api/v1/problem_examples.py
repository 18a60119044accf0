"""Examples for the contract: a problem for each error that an operation may answer."""

import json
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiExample

from claims.api import errors, idempotency
from claims.api.gate import too_many
from claims.services.quotas import Purse, Standing

# The site of all examples.
SITE = "https://claims.example.org"

DETAILS = {
    400: ("A parameter that is not there", "The request is not valid."),
    401: ("No key", "Send a key: “Authorization: Bearer …”."),
    403: ("Another scope", "This key does not have the scope “read”."),
    404: ("Nothing there", "There is nothing at this address."),
    405: ("Another method", 'Method "PUT" not allowed.'),
    406: ("Another form", "Could not satisfy the request Accept header."),
    409: ("A request in work", idempotency.IN_USE),
    415: ("A body of another type", "Send application/json, in UTF-8."),
    422: ("A field at fault", "What was sent cannot be taken."),
    503: ("No database", "The database does not answer. Try again shortly."),
}
ERRORS = {
    400: [
        {
            "parameter": "curser",
            "detail": "There is no such parameter. Known here: cursor, page_size.",
        }
    ],
    422: [{"pointer": "/statement", "detail": "This field is required."}],
}


def problem(
    code: int, name: str, detail: str, faults: list[dict[str, str]] | None = None
) -> OpenApiExample:
    """Make the example of a problem."""
    more: Any = {"errors": faults} if faults else {}
    if code == HTTPStatus.BAD_REQUEST:
        more["kind"] = "invalid-parameter"
    return OpenApiExample(
        name,
        value=value_of(errors.answer(code, detail, **more)),
        response_only=True,
        status_codes=[str(code)],
        media_type=errors.CONTENT_TYPE,
    )


def value_of(answer: HttpResponse) -> dict[str, Any]:
    """Give what an answer says, of the site of all examples."""
    value: dict[str, Any] = json.loads(answer.content)
    value["type"] = value["type"].replace(settings.PUBLIC_BASE_URL, SITE)
    return value


def shown(status: str) -> dict[str, Any]:
    """Show the problem of a status; any other error is a method that is not there."""
    if status == str(int(HTTPStatus.TOO_MANY_REQUESTS)):
        refusal = too_many(Purse("", "anonymous", 120), Standing(False, 0, 24))
        return {"TooMany": {"value": value_of(refusal), "summary": "Too many"}}
    code = 405 if status == "default" else int(status)
    name, detail = DETAILS[code]
    example = problem(code, name, detail, ERRORS.get(code))
    return {name.title().replace(" ", ""): {"value": example.value, "summary": name}}


def show_problems(result: dict[str, Any], **context: Any) -> dict[str, Any]:
    """Show a problem of each error that shows none yet."""
    for operations in result["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                content = answer.get("content", {}).get(errors.CONTENT_TYPE, {})
                if content and "examples" not in content:
                    content["examples"] = shown(status)
    return result
