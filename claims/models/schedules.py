"""Scheduled publication: a claim that is to go out at a time, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from .base import DeskRow, Rule, clean_text, matches, one_of
from .claims import Claim
from .history import tracked
from .text import Prose
from .workflow import follows_the_table


class ScheduleState(models.TextChoices):
    """What came of a scheduled publication."""

    WAITING = "waiting"
    PUBLISHED = "published"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class ScheduledPublicationQuerySet(models.QuerySet["ScheduledPublication"]):
    """The ways scheduled publications are read."""

    def waiting(self) -> "ScheduledPublicationQuerySet":
        """Give those whose time has not come, or that nobody has got to."""
        return self.filter(state=ScheduleState.WAITING)

    def due(self) -> "ScheduledPublicationQuerySet":
        """Give those whose time has come by the database's clock."""
        return self.waiting().filter(at__lte=Now())


@tracked()
class ScheduledPublication(DeskRow):
    """A person's decision to publish a claim, as it was then, at a later time.

    A claim that has changed since is not published, nor one of which a citation,
    a source or anything else it shows has: the decision was on another.
    """

    claim = models.ForeignKey(
        Claim, models.PROTECT, related_name="scheduled_publications"
    )
    at = models.DateTimeField(help_text="When it goes out; never before.")
    note = Prose(max_length=2000, blank=True, help_text="What readers are told.")
    claim_revision = models.PositiveIntegerField(
        help_text="The claim's revision that was decided on."
    )
    seal = models.CharField(
        max_length=64,
        blank=True,
        help_text="A digest of what was to go out; empty where it was not kept.",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="scheduled_publications"
    )
    state = models.CharField(
        max_length=20, choices=ScheduleState.choices, default=ScheduleState.WAITING
    )
    refusal = Prose(max_length=2000, blank=True, help_text="Why it was not published.")

    objects = ScheduledPublicationQuerySet.as_manager()

    class Meta(DeskRow.Meta):
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["at"],
                condition=Q(state="waiting"),
                name="scheduledpublication_waiting",
            )
        ]
        constraints = [
            *clean_text("note", "refusal", lines=True),
            one_of("state", ScheduleState),
            matches("seal", r"^[0-9a-f]{64}$", "Give 64 hexadecimal digits."),
            Rule(
                field="refusal",
                name="scheduledpublication_refused_says_why",
                condition=Q(state="refused") ^ Q(refusal=""),
                message="Say why it was refused, and only then.",
            ),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(state="waiting"),
                name="scheduledpublication_waits_once",
                violation_error_message="This claim waits for its time already.",
            ),
        ]
        triggers = [
            *DeskRow.Meta.triggers,
            follows_the_table(
                "state",
                [
                    (ScheduleState.WAITING.value, state.value)
                    for state in ScheduleState
                    if state != ScheduleState.WAITING
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} UTC: {self.get_state_display()}"
