"""One broken row for each named constraint of submissions."""

from typing import Any

from claims.models.base import new_id
from tests.factories import SubmissionFactory
from tests.models.broken import AGAIN, Broken


def declined(**values: Any) -> Any:
    return SubmissionFactory(declined=True, **values)


def referred(**values: Any) -> Any:
    return SubmissionFactory(**{"reference": new_id().hex, **values})


WHY = "submission_declined_says_why"
DECIDED = "submission_is_decided_by_somebody"
OPEN = {"state": "received", "decline_reason": ""}

BROKEN_SUBMISSIONS = [
    Broken(
        "submission_state_is_known",
        declined,
        {"state": "x", "decline_reason": ""},
        "state",
    ),
    Broken(
        "submission_language_is_well_formed",
        SubmissionFactory,
        {"language": "E"},
        "language",
    ),
    Broken(
        "submission_seen_url_is_well_formed",
        SubmissionFactory,
        {"seen_url": "a.example"},
        "seen_url",
    ),
    Broken(
        "submission_has_a_claim_once_it_is_in_work",
        declined,
        {"state": "taken", "decline_reason": ""},
        "claim",
    ),
    Broken(WHY, declined, {"decline_reason": ""}, "decline_reason"),
    Broken(WHY, SubmissionFactory, {"decline_reason": "An opinion."}, "decline_reason"),
    Broken(DECIDED, declined, OPEN, "state"),
    Broken(DECIDED, declined, {"decided_at": None, "decided_by": None}, "state"),
    Broken(
        "submission_reference_is_given_once",
        referred,
        {AGAIN: ["partner", "reference"]},
        "reference",
    ),
]
