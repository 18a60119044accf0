"""Submissions: statements that partners ask the newsroom to check."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from claims.text import NOTE_LENGTH

from .base import (
    DeskRow,
    Rule,
    clean_text,
    language_field,
    language_tag,
    one_of,
    url_field,
    web_address,
)
from .claims import Claim
from .dates import EdtfField
from .history import tracked
from .merging import refers_to_what_stands
from .partners import Partner
from .text import Line, Prose
from .workflow import follows_the_table


class SubmissionState(models.TextChoices):
    """What the desk has decided about a submission."""

    RECEIVED = "received", "waiting"
    TAKEN = "taken", "in work"
    JOINED = "joined", "already on record"
    DECLINED = "declined"


REFERENCE_GIVEN = "You have submitted something by this reference already."

# Those in which the claim that came of it says how it goes on.
WITH_CLAIM = [SubmissionState.TAKEN, SubmissionState.JOINED]


class OneReference(models.UniqueConstraint):
    """The uniqueness of a partner's own reference, with its message at that field."""

    def validate(self, *args: Any, **kwargs: Any) -> None:
        try:
            super().validate(*args, **kwargs)
        except ValidationError as error:
            raise ValidationError({"reference": error}) from error

    def deconstruct(self) -> Any:
        _, args, kwargs = super().deconstruct()
        return "django.db.models.UniqueConstraint", args, kwargs


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """The ways submissions are read."""

    def waiting(self) -> "SubmissionQuerySet":
        """Keep those that nobody has decided about, the oldest first."""
        return self.filter(state=SubmissionState.RECEIVED).order_by("id")

    def of_partner(self, partner_id: uuid.UUID) -> "SubmissionQuerySet":
        """Keep one partner's, the newest first."""
        return self.filter(partner_id=partner_id).order_by("-id")


@tracked()
class Submission(DeskRow):
    """What a partner sent: a statement to check, and where it was seen.

    It waits at the desk until somebody takes it into work as a draft claim, says
    which claim has it already, or declines it. How the work goes on is read from
    that claim, never kept here.
    """

    partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        editable=False,
        related_name="submissions",
        db_index=False,
    )
    statement = Prose(max_length=2000, help_text="What is claimed, in one statement.")
    language = language_field("Of the statement, such as en.", blank=True)
    seen_url = url_field("Where it was seen.")
    seen = EdtfField(help_text="When it was seen, as EDTF: 2026-11-24.")
    seen_range = DateRangeField(null=True, editable=False)
    note = Prose(max_length=2000, blank=True, help_text="A word to the newsroom.")
    reference = Line(
        max_length=200, blank=True, help_text="What the partner itself calls it."
    )
    state = models.CharField(
        max_length=20,
        choices=SubmissionState.choices,
        default=SubmissionState.RECEIVED,
        editable=False,
    )
    claim = models.ForeignKey(
        Claim,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="submissions",
        help_text="The claim that has it.",
    )
    decline_reason = Prose(
        max_length=NOTE_LENGTH,
        blank=True,
        editable=False,
        help_text="Why it is not taken; the partner reads it.",
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="decided_submissions",
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta(DeskRow.Meta):
        ordering = ["-id"]
        default_permissions = ("view",)
        permissions = [
            ("take_submission", "Can take a submission into work"),
            ("decline_submission", "Can decline a submission"),
        ]
        indexes = [
            models.Index(fields=["partner", "-id"], name="submission_of_partner"),
            models.Index(
                fields=["id"], condition=Q(state="received"), name="submission_waiting"
            ),
        ]
        constraints = [
            *clean_text("seen_url", "seen", "reference"),
            *clean_text("statement", "note", "decline_reason", lines=True),
            one_of("state", SubmissionState),
            language_tag(),
            web_address("seen_url"),
            Rule(
                field="claim",
                name="submission_has_a_claim_once_it_is_in_work",
                condition=Q(state__in=WITH_CLAIM) ^ Q(claim=None),
                message="What is taken or on record has a claim, and only that.",
            ),
            Rule(
                field="decline_reason",
                name="submission_declined_says_why",
                condition=Q(state="declined") ^ Q(decline_reason=""),
                message="Say why it is declined, and only then.",
            ),
            Rule(
                field="decided_by",
                name="submission_decided_at_and_by_go_together",
                condition=Q(decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                message="Who decided and when go together.",
            ),
            Rule(
                field="state",
                name="submission_is_decided_by_somebody",
                condition=Q(state="received") ^ Q(decided_at__isnull=False),
                message="Somebody decides, once, at some time.",
            ),
            OneReference(
                fields=["partner", "reference"],
                condition=~Q(reference=""),
                name="submission_reference_is_given_once",
                violation_error_message=REFERENCE_GIVEN,
            ),
        ]
        triggers = [
            *DeskRow.Meta.triggers,
            follows_the_table(
                "state",
                [
                    (SubmissionState.RECEIVED.value, state.value)
                    for state in SubmissionState
                    if state != SubmissionState.RECEIVED
                ],
            ),
            refers_to_what_stands(claim_id="claims_claim"),
        ]

    def __str__(self) -> str:
        words = self.statement
        return words if len(words) <= 80 else f"{words[:79]}…"
