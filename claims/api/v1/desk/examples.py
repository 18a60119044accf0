"""Examples for the contract: a document and a body for each noun and step, and problems."""

import json
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from drf_spectacular.utils import OpenApiExample

from claims.api import errors
from claims.api.v1.diffs import changes_between
from claims.api.v1.examples import DOCUMENT
from claims.documents import CONTENT, seal_of

_KEPT = json.loads(Path(__file__).with_name("examples.json").read_text())

EXAMPLES: dict[str, Any] = _KEPT["documents"]
SENT: dict[str, list[str]] = _KEPT["sent"]
STEP_WORDS: dict[str, Any] = _KEPT["steps"]

PREVIEW: dict[str, Any] = {
    "revision": EXAMPLES["claims"]["revision"],
    "seal": seal_of({name: DOCUMENT[name] for name in CONTENT}),
    "document": DOCUMENT,
    "changes": changes_between(None, DOCUMENT)[:1],
}

# The site of all examples.
SITE = "https://claims.example.org"

DETAILS = {
    400: ("A parameter that is not there", "The request is not valid."),
    401: ("No token", "Send a key: “Authorization: Bearer …”."),
    403: ("No right", "anna lacks the permission publish_claim."),
    404: ("No row", "There is nothing at this address."),
    409: (
        "The wrong stage",
        "You cannot withdraw claim while the claim is draft.",
    ),
    412: (
        "A stale revision",
        "Somebody changed this claim while you worked on it: it is at revision 4.",
    ),
    422: ("A member at fault", "What was sent cannot be taken."),
    428: ("No revision", "Send If-Match with the ETag of the row as you saw it."),
}
ERRORS = {
    400: [
        {
            "parameter": "stag",
            "detail": "There is no such parameter. Known here: cursor, page_size, q, stage.",
        }
    ],
    422: [{"pointer": "/upper", "detail": "The upper bound is below the lower one."}],
}


def problem(code: int, name: str, detail: str) -> OpenApiExample:
    """Make the example of a problem."""
    more: Any = {"errors": ERRORS[code]} if code in ERRORS else {}
    if code == HTTPStatus.BAD_REQUEST:
        more["kind"] = "invalid-parameter"
    value = json.loads(errors.answer(code, detail, **more).content)
    value["type"] = value["type"].replace(settings.PUBLIC_BASE_URL, SITE)
    return OpenApiExample(
        name,
        value=value,
        response_only=True,
        status_codes=[str(code)],
        media_type=errors.CONTENT_TYPE,
    )


PROBLEMS = [problem(code, *words) for code, words in DETAILS.items()]
