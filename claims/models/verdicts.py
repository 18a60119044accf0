"""Verdicts: the newsroom's rating scale, each entry with its written definition."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from .base import DeskRow, Rule, clean_text, matches, one_of
from .history import tracked
from .text import Line, Prose


class Status(models.TextChoices):
    """Verification status of a claim: what is known, not where the work stands."""

    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    PARTLY_VERIFIED = "partly_verified", "partly verified"
    DISPUTED = "disputed"
    MISLEADING = "misleading"
    REFUTED = "refuted"
    UNVERIFIABLE = "unverifiable"
    SUPERSEDED = "superseded"


@tracked()
class Verdict(DeskRow):
    """An entry of the rating scale.

    A verdict off the scale, such as “unproven”, has no number: on schema.org's
    scale of 1 to 5 a 3 would read “half true”. The status of a verdict that a
    review gives never changes; a trigger sees to it.
    """

    label = Line(max_length=100, unique=True)
    definition = Prose(
        max_length=2000, help_text="When it is given, in words readers can check."
    )
    status = models.CharField(
        max_length=20,
        choices=Status.choices,
        help_text="The verification status it gives a claim.",
    )
    rating = models.SmallIntegerField(null=True, blank=True)
    best = models.SmallIntegerField(null=True, blank=True)
    worst = models.SmallIntegerField(null=True, blank=True)
    colour = Line(max_length=7, help_text="Such as #2e7d32.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Order in lists.")

    class Meta(DeskRow.Meta):
        ordering = ["position", "id"]
        triggers = [
            *DeskRow.Meta.triggers,
            pgtrigger.Trigger(
                name="meaning_is_kept_once_given",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("status"),
                func="""
                    IF NEW.status <> OLD.status AND EXISTS (
                        SELECT FROM claims_review WHERE verdict_id = NEW.id
                    ) THEN
                        RAISE EXCEPTION 'Reviews give this verdict: make another one'
                            USING ERRCODE = 'restrict_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]
        constraints = [
            *clean_text("label"),
            *clean_text("definition", lines=True),
            one_of("status", Status),
            matches(
                "colour",
                r"^#[0-9a-f]{6}$",
                "Give a colour such as #2e7d32.",
                blank=False,
            ),
            Rule(
                field="rating",
                name="verdict_is_on_the_scale_or_off_it",
                condition=Q(rating=None, best=None, worst=None)
                | Q(rating__isnull=False, best__isnull=False, worst__isnull=False),
                message="Give rating, best and worst together, or none of them.",
            ),
            Rule(
                field="rating",
                name="verdict_rating_is_between_worst_and_best",
                condition=Q(rating=None)
                | Q(
                    worst__gte=1,
                    worst__lt=F("best"),
                    rating__gte=F("worst"),
                    rating__lte=F("best"),
                ),
                message="The rating lies between worst (1 or more) and best.",
            ),
        ]

    def __str__(self) -> str:
        return self.label
