"""What partners submit, and what the desk makes of it."""

from typing import Any

import pghistory
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.models import Claim, Partner, Submission, SubmissionState, Topic
from claims.models.submissions import REFERENCE_GIVEN

from .base import acting, edit, lock, write
from .claims import record_claim


def submit(partner: Partner, **values: Any) -> Submission:
    """Write down what a partner asks the newsroom to check.

    No person has a hand in it: the history names the partner. Raises
    ``ValidationError`` keyed by field, also for a reference given before.
    """
    submission = Submission(partner=partner)
    with (
        transaction.atomic(),
        pghistory.context(user=None, username=str(partner), reason=""),
    ):
        try:
            with transaction.atomic():
                edit(submission, **values)
        except IntegrityError as error:
            # Another one was written between the check and this.
            raise ValidationError({"reference": REFERENCE_GIVEN}) from error
    return submission


def take_submission(
    submission: Submission, *, topic: Topic, language: str, revision: int, by: User
) -> Claim:
    """Take a submission into work: it becomes a draft claim of whoever takes it.

    Locks the submission. Raises ``ValidationError`` once it is decided, and
    ``ConflictError`` when it is no longer at ``revision``.
    """
    with acting(by, "take_submission"):
        fresh = _waiting(submission, revision)
        claim = record_claim(
            by=by,
            reason=f"Submitted by {fresh.partner}.",
            text=fresh.statement,
            language=language,
            topic=topic,
        )
        write(claim, assignee=by)
        _decide(fresh, by, state=SubmissionState.TAKEN, claim=claim)
    return claim


def join_submission(
    submission: Submission, *, claim: Claim, revision: int, by: User
) -> Submission:
    """Say which claim has it already, public or not: what becomes of that is its fate.

    Otherwise as ``take_submission``.
    """
    with acting(by, "take_submission"):
        fresh = _waiting(submission, revision)
        _decide(fresh, by, state=SubmissionState.JOINED, claim=claim)
    return fresh


def decline_submission(
    submission: Submission, *, reason: str, revision: int, by: User
) -> Submission:
    """Leave a submission unchecked, for a reason that the partner reads.

    Otherwise as ``take_submission``.
    """
    with acting(by, "decline_submission", reason=reason):
        fresh = _waiting(submission, revision)
        if not reason.strip():
            raise ValidationError({"reason": "Tell the partner why."})
        _decide(fresh, by, state=SubmissionState.DECLINED, decline_reason=reason)
    return fresh


def _waiting(submission: Submission, revision: int) -> Submission:
    fresh = lock(submission, revision)
    if fresh.state != SubmissionState.RECEIVED:
        raise ValidationError(
            f"This submission is decided: it is {fresh.get_state_display()}.",
            code="state",
        )
    return fresh


def _decide(submission: Submission, by: User, **values: Any) -> None:
    write(submission, decided_at=timezone.now(), decided_by=by, **values)
