"""Reviews: what fact-checkers found, ours and other publishers'."""

import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5

from claims.text import NOTE_LENGTH

from .agents import Agent
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
from .figures import amount_field
from .history import tracked
from .merging import refers_to_what_stands
from .text import Prose
from .verdicts import Verdict
from .workflow import ReviewState, review_triggers

OURS = Q(publisher=None)
DECIDED = Q(state__in=[ReviewState.APPROVED, ReviewState.SUPERSEDED])
OPEN = Q(state__in=[ReviewState.DRAFT, ReviewState.SUBMITTED, ReviewState.RETURNED])


def pair(name: str) -> Rule:
    """Hold ``<name>_at`` and ``<name>_by`` together: both or neither."""
    return Rule(
        field=f"{name}_by",
        name=f"review_{name}_at_and_by_go_together",
        condition=Q(**{f"{name}_at": None, f"{name}_by": None})
        | Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False}),
        message="Who and when are kept together.",
    )


class ReviewQuerySet(models.QuerySet["Review"]):
    """The ways reviews are read."""

    def approved(self) -> "ReviewQuerySet":
        """Keep the reviews that stand: our approved one and other publishers'."""
        return self.filter(state=ReviewState.APPROVED)

    def ours(self) -> "ReviewQuerySet":
        """Keep the newsroom's own reviews."""
        return self.filter(OURS)

    def open(self) -> "ReviewQuerySet":
        """Keep the reviews still being worked on."""
        return self.filter(OPEN)

    def waiting_for(self, person: User) -> "ReviewQuerySet":
        """Keep the submitted reviews a person did not write, the oldest first."""
        submitted = self.ours().filter(state=ReviewState.SUBMITTED)
        return submitted.exclude(author=person).order_by("submitted_at", "id")

    def returned_to(self, person: User) -> "ReviewQuerySet":
        """Keep a person's reviews that came back, the oldest first."""
        returned = self.ours().filter(state=ReviewState.RETURNED, author=person)
        return returned.order_by("returned_at", "id")

    def approved_since(self, moment: datetime.datetime) -> "ReviewQuerySet":
        """Keep our reviews approved since a moment, the newest first."""
        approved = self.filter(approved_at__gte=moment)
        return approved.order_by("-approved_at")

    def with_verdict(self) -> "ReviewQuerySet":
        """Fetch each review's verdict and publisher, ours first."""
        return self.select_related("verdict", "publisher").order_by(
            F("publisher_id").asc(nulls_first=True), "id"
        )


@tracked()
class Review(DeskRow):
    """One assessment of a claim.

    A review without ``publisher`` is ours: author and approver differ, and once
    submitted its words are frozen, by trigger; to change one that was approved,
    draft another, which takes its place. A review of another publisher keeps
    that publisher's own words for the rating in ``label``.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="reviews")
    publisher = models.ForeignKey(
        Agent,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reviews",
        help_text="Empty for a review of ours.",
    )
    verdict = models.ForeignKey(
        Verdict, models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    label = Prose(
        max_length=4000,
        blank=True,
        help_text="Another publisher's rating in its own words.",
    )
    summary = Prose(
        max_length=1000, blank=True, help_text="The finding in a sentence or two."
    )
    text = Prose(max_length=50_000, blank=True, help_text="How it was found.")
    language = language_field("Of the review, such as en.", default="en")
    url = url_field("Where the review is published.")
    reviewed = EdtfField(help_text="When it was checked, as EDTF.")
    reviewed_range = DateRangeField(null=True, editable=False)
    finding_low = amount_field("The lowest figure the evidence allows.")
    finding_best = amount_field("The best estimate.")
    finding_high = amount_field("The highest figure the evidence allows.")
    state = models.CharField(
        max_length=20,
        choices=ReviewState.choices,
        default=ReviewState.DRAFT,
        editable=False,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="authored_reviews",
        editable=False,
    )
    submitted_at = models.DateTimeField(null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    returned_at = models.DateTimeField(null=True, editable=False)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    return_reason = Prose(max_length=NOTE_LENGTH, blank=True, editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )

    objects = ReviewQuerySet.as_manager()

    class Meta(DeskRow.Meta):
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["submitted_at", "id"],
                condition=OURS & Q(state=ReviewState.SUBMITTED),
                name="review_submitted",
            ),
            models.Index(
                fields=["author", "returned_at", "id"],
                condition=OURS & Q(state=ReviewState.RETURNED),
                name="review_returned",
            ),
            models.Index(
                fields=["state", "-id"], condition=OPEN, name="review_open_by_state"
            ),
            models.Index(
                fields=["-approved_at"],
                condition=Q(approved_at__isnull=False),
                name="review_approved",
            ),
            models.Index(
                MD5("url"), condition=~OURS, name="review_of_others_by_address"
            ),
        ]
        constraints = [
            *clean_text("url", "reviewed"),
            *clean_text("label", "summary", "text", "return_reason", lines=True),
            one_of("state", ReviewState),
            language_tag(blank=False),
            web_address("url"),
            pair("submitted"),
            pair("returned"),
            pair("approved"),
            Rule(
                field="finding_best",
                name="review_finding_low_best_high_are_in_order",
                condition=(
                    Q(finding_low=None)
                    | Q(finding_best=None)
                    | Q(finding_low__lte=F("finding_best"))
                )
                & (
                    Q(finding_best=None)
                    | Q(finding_high=None)
                    | Q(finding_best__lte=F("finding_high"))
                )
                & (
                    Q(finding_low=None)
                    | Q(finding_high=None)
                    | Q(finding_low__lte=F("finding_high"))
                ),
                message="Give the finding in order: low, best, high.",
            ),
            Rule(
                field="publisher",
                name="review_of_others_names_rating_and_address",
                condition=(OURS & Q(label="")) | (~OURS & ~Q(label="") & ~Q(url="")),
                message="A review of another publisher has its rating and its address; ours has a verdict.",
            ),
            Rule(
                field="publisher",
                name="review_of_others_is_not_worked_on",
                condition=OURS | Q(state=ReviewState.APPROVED),
                message="Another publisher's review is recorded as it stands, not drafted.",
            ),
            Rule(
                field="verdict",
                name="review_submitted_has_verdict_and_summary",
                condition=~OURS
                | Q(state__in=[ReviewState.DRAFT, ReviewState.RETURNED])
                | (Q(verdict__isnull=False) & ~Q(summary="")),
                message="Give a verdict and a summary before the review is submitted.",
            ),
            Rule(
                field="approved_by",
                name="review_of_ours_has_four_eyes",
                condition=~OURS
                | ~DECIDED
                | (Q(approved_by__isnull=False) & ~Q(author=F("approved_by"))),
                message="Somebody other than the author approves a review.",
            ),
            Rule(
                field="return_reason",
                name="review_returned_says_why",
                condition=~Q(state=ReviewState.RETURNED) | ~Q(return_reason=""),
                message="Say why the review goes back.",
            ),
            models.UniqueConstraint(
                fields=["claim"],
                condition=OURS & Q(state=ReviewState.APPROVED),
                name="review_of_ours_stands_alone",
                violation_error_message="This claim has an approved review of ours.",
            ),
            models.UniqueConstraint(
                fields=["claim"],
                condition=OURS & OPEN,
                name="review_of_ours_is_open_once",
                violation_error_message="A review of this claim is being worked on already.",
            ),
            models.UniqueConstraint(
                fields=["claim", "publisher", "url"],
                condition=~OURS,
                name="review_of_others_is_recorded_once",
                violation_error_message="This review is recorded already.",
            ),
        ]
        triggers = [
            *DeskRow.Meta.triggers,
            *review_triggers,
            refers_to_what_stands(claim_id="claims_claim", publisher_id="claims_agent"),
        ]
        permissions = [
            ("submit_review", "Can submit a review"),
            ("approve_review", "Can approve and return reviews"),
        ]

    def __str__(self) -> str:
        if self.publisher:
            return f"{self.publisher}: {self.label[:60]}"
        return str(self.verdict or "no verdict yet")
