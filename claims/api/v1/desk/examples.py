"""Examples for the contract: a document and a body for each noun and step, and problems."""

import json
from pathlib import Path
from typing import Any

from claims.api.v1.diffs import changes_between
from claims.api.v1.examples import DOCUMENT
from claims.api.v1.problem_examples import problem
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


PROBLEMS = [problem(code, *words, ERRORS.get(code)) for code, words in DETAILS.items()]
