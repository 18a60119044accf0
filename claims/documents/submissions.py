"""The document of a submission: what a partner sent, and how far it has come."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import models
from rest_framework import serializers

from claims.models import Allowed, PublishedClaim, Said, Submission, SubmissionState

from .parts import EdtfDocumentField, address, timestamp


class Fate(models.TextChoices):
    """How far a submission has come, as its partner is told."""

    RECEIVED = "received", "nobody has decided about it yet"
    IN_WORK = "in_work", "a claim that is not public"
    PUBLISHED = "published", "a public claim"
    WITHDRAWN = "withdrawn", "a claim that was public"
    DECLINED = "declined", "not to be checked"


class SubmissionDocument(serializers.Serializer):
    """What was submitted, and what has become of it."""

    id = serializers.UUIDField()
    url = serializers.URLField()
    statement = serializers.CharField()
    language = serializers.CharField(help_text="Empty where it was not said.")
    seen_url = serializers.CharField()
    seen = EdtfDocumentField()
    note = serializers.CharField()
    reference = serializers.CharField()
    received_at = serializers.DateTimeField()
    state = serializers.ChoiceField(
        choices=Fate.choices, help_text="How far it has come, as of now."
    )
    claim = serializers.URLField(
        allow_null=True,
        help_text="The public claim that came of it; null while there is none.",
    )
    reason = serializers.CharField(
        help_text="Why it was declined; empty where it was not."
    )


def submission_address(key: object) -> str:
    """Give a submission's permanent address."""
    return f"{settings.PUBLIC_BASE_URL}/api/v1/submissions/{key}/"


def submission_documents(
    submissions: Sequence[Submission], allowed: Allowed
) -> list[dict[str, Any]]:
    """Tell submissions to a partner, as the desk and the record stand now.

    What became of a claim is read from the record alone and through what the
    partner may see of it: a claim that it may not see is in work for ever.
    """
    keys = {each.claim_id for each in submissions if each.claim_id}
    said = PublishedClaim.objects.last_said(keys)
    return [
        submission_document(
            each, said.get(each.claim_id) if each.claim_id else None, allowed
        )
        for each in submissions
    ]


def submission_document(
    submission: Submission, said: Said | None, allowed: Allowed
) -> dict[str, Any]:
    """Tell one submission; ``said`` is what the record says of its claim."""
    fate = fate_of(submission, said, allowed)
    is_known = fate in (Fate.PUBLISHED, Fate.WITHDRAWN)
    return {
        "id": str(submission.pk),
        "url": submission_address(submission.pk),
        "statement": submission.statement,
        "language": submission.language,
        "seen_url": submission.seen_url,
        "seen": EdtfDocumentField().to_representation(submission.seen),
        "note": submission.note,
        "reference": submission.reference,
        "received_at": timestamp(submission.created_at),
        "state": fate.value,
        "claim": address(submission.claim_id) if is_known else None,
        "reason": submission.decline_reason,
    }


def fate_of(submission: Submission, said: Said | None, allowed: Allowed) -> Fate:
    """Tell how far a submission has come."""
    if submission.state == SubmissionState.RECEIVED:
        return Fate.RECEIVED
    if submission.state == SubmissionState.DECLINED:
        return Fate.DECLINED
    if said is None or not allowed.lets(said.topic_id, said.language):
        return Fate.IN_WORK
    return Fate.WITHDRAWN if said.is_withdrawn else Fate.PUBLISHED
