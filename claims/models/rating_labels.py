"""Rating labels: what the labels of other publishers come to on our own scale."""

import re
import unicodedata
from typing import Any

from django.db import models

from claims.text import unstorable

from .agents import Agent
from .base import DeskRow, clean_text
from .dates import DerivingField
from .history import tracked
from .merging import refers_to_what_stands
from .text import Line
from .verdicts import Verdict

AROUND = re.compile(r"^[\W_]+|[\W_]+$")


def rating_key(label: str) -> str:
    """Give the form of a label that is the same however it is written.

    Case, width, spaces and the marks around it do not tell labels apart.
    """
    text = " ".join(unicodedata.normalize("NFKC", label).casefold().split())
    # Of marks alone nothing would be left to tell them apart.
    return AROUND.sub("", text) or text


class RatingKeyField(DerivingField, models.TextField):
    """The key of a row's label; set when the row is cleaned and when it is written."""

    def derive(self, row: Any) -> None:
        """Set the row's key."""
        # A label that cannot be stored is refused at its own field.
        row.key = "" if unstorable(row.label) else rating_key(row.label)


@tracked()
class RatingLabel(DeskRow):
    """A label of another publisher, or of any, and the verdict of ours it comes to.

    The label that a review was published with stays on the review. A mapping
    applies to what is imported from now on; ``apply_rating_label`` carries it to
    what was imported before.
    """

    publisher = models.ForeignKey(
        Agent,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rating_labels",
        help_text="Whose label; empty for the label of any publisher.",
    )
    label = Line(max_length=500, help_text="As published, such as “Pants on Fire!”.")
    key = RatingKeyField(editable=False)
    verdict = models.ForeignKey(
        Verdict,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rating_labels",
        help_text="What it comes to on our scale; empty where that cannot be said.",
    )

    class Meta(DeskRow.Meta):
        ordering = ["key", "id"]
        constraints = [
            *clean_text("label"),
            models.UniqueConstraint(
                fields=["publisher", "key"],
                nulls_distinct=False,
                name="rating_label_is_mapped_once",
                violation_error_message="This label is mapped already.",
            ),
        ]
        triggers = [
            *DeskRow.Meta.triggers,
            refers_to_what_stands(publisher_id="claims_agent"),
        ]

    def __str__(self) -> str:
        return self.label
