"""Measures: what a figure counts."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from .base import DeskRow, clean_text
from .dates import EdtfField
from .history import tracked
from .text import Line
from .topics import Topic


@tracked()
class Measure(DeskRow):
    """What a figure counts about one topic: “people killed”, and who is included.

    Two figures can only agree or conflict when they are about one measure.
    """

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="measures")
    name = Line(max_length=200, help_text="Such as “people killed”.")
    unit = Line(max_length=50, help_text="Such as people, USD, %.")
    scope = Line(
        max_length=500,
        blank=True,
        help_text="Who or what is included, and what is not.",
    )
    period = EdtfField(help_text="The time it covers, as EDTF: 1988/1994.")
    period_range = DateRangeField(null=True, editable=False)
    counts_from = Line(
        max_length=300,
        blank=True,
        help_text="Where the counting starts, where sources differ in it.",
    )

    class Meta(DeskRow.Meta):
        ordering = ["name", "id"]
        constraints = [
            *clean_text("name", "unit", "scope", "period", "counts_from"),
            models.UniqueConstraint(
                fields=["topic", "name", "scope", "period"],
                name="measure_is_defined_once",
                violation_error_message="This measure exists already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.topic})"
