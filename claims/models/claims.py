"""Claims: self-contained public statements, often a figure."""

import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import connections, models
from django.db.models import F, Q

from .agents import Agent
from .base import (
    DeskRow,
    Rule,
    clean_text,
    language_field,
    language_tag,
    one_of,
)
from .dates import EdtfField
from .figures import FigureRow
from .history import tracked
from .measures import Measure
from .merging import MergeableRow, StandingManager, refers_to_what_stands
from .tags import Tag
from .text import Line, Prose
from .topics import Topic
from .verdicts import Status
from .words import Found, query_of, words_column
from .workflow import Stage, claim_triggers

# The stages in which a claim is still to be done.
UNFINISHED = [Stage.DRAFT, Stage.IN_REVIEW]

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

LANGUAGES = """
    WITH RECURSIVE found (language) AS (
        (SELECT language FROM claims_claim ORDER BY language LIMIT 1)
        UNION ALL
        SELECT (
            SELECT language FROM claims_claim WHERE language > found.language
            ORDER BY language LIMIT 1
        ) FROM found WHERE found.language IS NOT NULL
    )
    SELECT language FROM found WHERE language IS NOT NULL
"""


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

    def matching(self, asked: str) -> "ClaimQuerySet":
        """Keep the claims that have the words somebody asked for, in web-search syntax.

        Text, figure, wording and place are searched, and the names of topic and
        claimant; 6500 finds 6,500. Without a word that can be found there is none.
        """
        if not asked.strip():
            return self
        query = query_of(asked)
        if not query:
            return self.none()
        return self.filter(Found("words", query))

    def languages(self) -> list[str]:
        """List the languages that claims are in, from one to the next by index."""
        with connections[self.db].cursor() as cursor:
            cursor.execute(LANGUAGES)
            return [tag for (tag,) in cursor.fetchall()]

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

    def in_conflict(self) -> "ClaimQuerySet":
        """Keep the claims with evidence whose figure conflicts with theirs.

        Says in SQL what ``claims.figures.compare`` says: the intervals do not
        meet, and neither another scope nor another day may be the reason.
        """
        from .citations import Citation, Role

        conflicting = Citation.objects.filter(
            ~Q(interval__overlap=models.OuterRef("interval")),
            claim=models.OuterRef("pk"),
            role=Role.EVIDENCE,
            value__isnull=False,
            scope__regex=r"^\s*$",
        )
        same_day = conflicting.filter(
            Q(as_of_range=None) | Q(as_of_range__overlap=models.OuterRef("as_of_range"))
        )
        return self.filter(
            Q(models.Exists(same_day))
            | Q(models.Exists(conflicting), as_of_range=None),
            value__isnull=False,
        )

    def with_names(self) -> "ClaimQuerySet":
        """Fetch the rows that a claim's own columns refer to."""
        return self.select_related("claimant", "topic", "measure__topic", "assignee")

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
class Claim(FigureRow, MergeableRow):
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
        db_index=False,
        help_text="Who says so; empty where nobody is named.",
    )
    claimed = EdtfField(help_text="When it was said, as EDTF: 2022-05-22.")
    claimed_range = DateRangeField(null=True, editable=False)
    topic = models.ForeignKey(
        Topic, models.PROTECT, related_name="claims", db_index=False
    )
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
    place = Line(max_length=200, blank=True)
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
        db_index=False,
        editable=False,
    )
    due_on = models.DateField(null=True, blank=True, editable=False)
    recheck_on = models.DateField(
        null=True,
        blank=True,
        editable=False,
        help_text="The day to look again whether the finding still holds.",
    )

    words = words_column()

    objects = StandingManager.from_queryset(ClaimQuerySet)()

    class Meta(MergeableRow.Meta):
        abstract = False
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
            models.Index(fields=["topic", "-id"]),
            models.Index(fields=["claimant", "-id"]),
            models.Index(fields=["assignee", "-id"]),
            models.Index(fields=["language", "-id"]),
            GinIndex(fields=["words"], name="claim_words"),
            GistIndex(fields=["claimed_range"], name="claim_claimed"),
            # Both ways of each date by which the list is sorted, the claims that
            # have none at the end.
            *(
                models.Index(order, F("id").desc(), name=f"claim_{name}")
                for date in ("due_on", "recheck_on")
                for name, order in (
                    (f"{date}_first", F(date).asc(nulls_last=True)),
                    (f"{date}_last", F(date).desc(nulls_last=True)),
                )
            ),
        ]
        constraints = [
            *MergeableRow.Meta.constraints,
            *FigureRow.Meta.constraints,
            *clean_text("claimed", "as_of", "period", "place"),
            *clean_text("text", lines=True),
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
        triggers = [
            *MergeableRow.Meta.triggers,
            *claim_triggers,
            refers_to_what_stands(claimant_id="claims_agent"),
        ]
        permissions = [
            ("assign_claim", "Can assign a claim"),
            ("publish_claim", "Can publish and correct a claim"),
            ("withdraw_claim", "Can withdraw a published claim"),
            ("merge_claim", "Can merge claims"),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"


@tracked(obj_field=None)
class ClaimTag(Claim.tags.through):  # type: ignore[name-defined]
    """History of which tags a claim has."""

    class Meta:
        proxy = True
