"""A figure as columns: what was said, as words and as a number with its interval."""

from typing import Any

from django.contrib.postgres.fields import DecimalRangeField
from django.db import models
from django.db.models import F, Q

from claims import figures

from .base import Rule, clean_text
from .text import Line


class Comparator(models.TextChoices):
    """How a number is meant; what interval each gives is said in claims.figures."""

    EXACTLY = figures.Comparator.EXACTLY.value, figures.Comparator.EXACTLY.label
    ABOUT = figures.Comparator.ABOUT.value, figures.Comparator.ABOUT.label
    AT_LEAST = figures.Comparator.AT_LEAST.value, figures.Comparator.AT_LEAST.label
    MORE_THAN = figures.Comparator.MORE_THAN.value, figures.Comparator.MORE_THAN.label
    AT_MOST = figures.Comparator.AT_MOST.value, figures.Comparator.AT_MOST.label
    LESS_THAN = figures.Comparator.LESS_THAN.value, figures.Comparator.LESS_THAN.label
    BETWEEN = figures.Comparator.BETWEEN.value, figures.Comparator.BETWEEN.label


def amount_field(help_text: str, **kwargs: Any) -> models.DecimalField:
    """Make a column for an amount, of the digits a figure may have."""
    return models.DecimalField(
        max_digits=figures.MAX_DIGITS,
        decimal_places=figures.DECIMAL_PLACES,
        null=True,
        blank=True,
        help_text=help_text,
        **kwargs,
    )


class FigureRow(models.Model):
    """A row that may carry a figure; the words as published are never overwritten."""

    comparator = models.CharField(
        max_length=20,
        choices=Comparator.choices,
        blank=True,
        help_text="How the number is meant: more than, about, between …",
    )
    value = amount_field("The number; with “between”, the lower bound.")
    upper = amount_field("Only with “between”: the upper bound.")
    wording = Line(
        max_length=300,
        blank=True,
        quoted=True,
        help_text="The figure in the words it was given in, such as “around 30,000”.",
    )
    interval = models.GeneratedField(
        expression=models.Func(
            "comparator", "value", "upper", function="figure_interval"
        ),
        output_field=DecimalRangeField(),
        db_persist=True,
        editable=False,
    )

    class Meta:
        abstract = True
        constraints = [
            *clean_text("wording", quoted=True),
            Rule(
                field="comparator",
                name="%(class)s_figure_has_comparator_and_value",
                condition=Q(comparator="", value=None)
                | Q(comparator__in=Comparator.values, value__isnull=False),
                message="A figure needs both a comparator and a value.",
            ),
            Rule(
                field="upper",
                name="%(class)s_only_between_has_two_bounds",
                condition=Q(comparator=Comparator.BETWEEN, upper__isnull=False)
                | (~Q(comparator=Comparator.BETWEEN) & Q(upper=None)),
                message="“Between” needs an upper bound, and nothing else has one.",
            ),
            Rule(
                field="upper",
                name="%(class)s_lower_bound_is_not_above_upper",
                condition=Q(upper=None) | Q(value__lte=F("upper")),
                message="The upper bound is below the lower one.",
            ),
        ]

    @property
    def figure(self) -> figures.Figure | None:
        """The figure as a value, ``None`` where the row carries no number."""
        if self.value is None:
            return None
        return figures.Figure(
            figures.Comparator(self.comparator), self.value, self.upper
        )
