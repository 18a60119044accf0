"""Claims: self-contained public statements, often a figure."""

import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from .agents import Agent
from .base import DeskRow, Prose, Rule, language_field, language_tag, one_of
from .dates import EdtfField
from .figures import FigureRow
from .history import tracked
from .measures import Measure
from .tags import Tag
from .topics import Topic
from .verdicts import Status
from .workflow import Stage, claim_triggers

# Through what a claim's document shows a row that other claims may show too.
SHOWN = {
    "agent": (
        "claimant",
        "citations__source__publisher",
        "citations__source__authors",
        "reviews__publisher",
    ),
    "source": ("citations__source",),
    "topic": ("topic", "topic__parent", "measure__topic"),
    "measure": ("measure",),
    "tag": ("tags",),
    "verdict": ("reviews__verdict",),
}


UNFINISHED = [Stage.DRAFT, Stage.IN_REVIEW]


class ClaimQuerySet(models.QuerySet["Claim"]):
    """The ways claims are read at the desk."""

    def showing(self, row: DeskRow) -> "ClaimQuerySet":
        """Keep the claims whose documents tell of a topic, measure, agent, …."""
        ways = (
            self.model._base_manager.filter(**{path: row}).values("pk")
            for path in SHOWN[str(row._meta.model_name)]
        )
        first, *others = ways
        return self.filter(pk__in=first.union(*others))

    def unfinished(self) -> "ClaimQuerySet":
        """Keep the claims that are not public yet."""
        return self.filter(stage__in=UNFINISHED)

    def assigned_to(self, person: User) -> "ClaimQuerySet":
        """Keep a person's unfinished claims, what is due first at the top."""
        return self.unfinished().filter(assignee=person).order_by("due_on", "id")

    def overdue(self, today: datetime.date) -> "ClaimQuerySet":
        """Keep the unfinished claims whose day has passed, the oldest first."""
        return self.unfinished().filter(due_on__lt=today).order_by("due_on", "id")

    def to_recheck(self, today: datetime.date) -> "ClaimQuerySet":
        """Keep the claims to look at again by now, the oldest first."""
        return self.filter(recheck_on__lte=today).order_by("recheck_on", "id")

    def with_document(self) -> "ClaimQuerySet":
        """Fetch everything the public document of a claim is made of."""
        from .citations import Citation
        from .reviews import Review

        return self.select_related(
            "claimant", "topic__parent", "measure"
        ).prefetch_related(
            "tags",
            models.Prefetch("citations", Citation.objects.with_source()),
            models.Prefetch(
                "reviews", Review.objects.approved().with_verdict(), "approved_reviews"
            ),
        )


@tracked()
class Claim(FigureRow, DeskRow):
    """One public statement that stands on its own, and what is known of it.

    ``stage`` says where the work stands and ``status`` what was found; the two
    never mix. Editing a published claim leaves the public version as it is
    until the change is published.
    """

    text = Prose(max_length=2000, help_text="One statement, in our words.")
    language = language_field("Of the text, such as en.", default="en")
    claimant = models.ForeignKey(
        Agent,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        help_text="Who says so; empty where nobody is named.",
    )
    claimed = EdtfField(help_text="When it was said, as EDTF: 2022-05-22.")
    claimed_range = DateRangeField(null=True, editable=False)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="claims")
    measure = models.ForeignKey(
        Measure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        help_text="What the figure counts.",
    )
    as_of = EdtfField(help_text="The day the figure stands for, as EDTF.")
    as_of_range = DateRangeField(null=True, editable=False)
    period = EdtfField(help_text="The time the claim is about, as EDTF.")
    period_range = DateRangeField(null=True, editable=False)
    place = models.CharField(max_length=200, blank=True)
    tags = models.ManyToManyField(Tag, blank=True, related_name="claims")
    stage = models.CharField(
        max_length=20, choices=Stage.choices, default=Stage.DRAFT, editable=False
    )
    status = models.CharField(
        max_length=20, choices=Status.choices, default=Status.UNVERIFIED, editable=False
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assigned_claims",
        editable=False,
    )
    due_on = models.DateField(null=True, blank=True, editable=False)
    recheck_on = models.DateField(
        null=True,
        blank=True,
        editable=False,
        help_text="The day to look again whether the finding still holds.",
    )

    objects = ClaimQuerySet.as_manager()

    class Meta(DeskRow.Meta):
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["stage", "-id"]),
            models.Index(fields=["status", "-id"]),
            models.Index(
                fields=["assignee", "due_on", "id"],
                condition=Q(stage__in=UNFINISHED),
                name="claim_assigned",
            ),
            models.Index(
                fields=["due_on", "id"],
                condition=Q(stage__in=UNFINISHED, due_on__isnull=False),
                name="claim_due",
            ),
            models.Index(
                fields=["recheck_on", "id"],
                condition=Q(recheck_on__isnull=False),
                name="claim_recheck",
            ),
        ]
        constraints = [
            *FigureRow.Meta.constraints,
            one_of("stage", Stage),
            one_of("status", Status),
            language_tag(blank=False),
            Rule(
                field="measure",
                name="claim_figure_counts_something",
                condition=Q(value=None) | Q(measure__isnull=False),
                message="Say what the figure counts.",
            ),
        ]
        triggers = [*DeskRow.Meta.triggers, *claim_triggers]
        permissions = [
            ("assign_claim", "Can assign a claim"),
            ("publish_claim", "Can publish and correct a claim"),
            ("withdraw_claim", "Can withdraw a published claim"),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"


@tracked(obj_field=None)
class ClaimTag(Claim.tags.through):  # type: ignore[name-defined]
    """History of which tags a claim has."""

    class Meta:
        proxy = True
