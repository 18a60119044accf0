"""Citations: what one source says of one claim, in its words and numbers."""

from django.contrib.postgres.fields import DateRangeField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5

from .base import DeskRow, Rule, clean_text, one_of
from .claims import Claim
from .dates import EdtfField
from .figures import FigureRow
from .history import tracked
from .merging import refers_to_what_stands
from .sources import Source
from .text import Line, Prose


class Role(models.TextChoices):
    """Why a source is cited."""

    APPEARANCE = "appearance", "the claim appears in it"
    EVIDENCE = "evidence"


class Stance(models.TextChoices):
    """What a source says of the claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    NEUTRAL = "neutral"


class CitationQuerySet(models.QuerySet["Citation"]):
    """The ways citations are read."""

    def with_source(self) -> "CitationQuerySet":
        """Fetch each citation's source with publisher and authors, in order."""
        return (
            self.select_related("source__publisher", "source__repeats")
            .prefetch_related("source__authors")
            .order_by("id")
        )


@tracked()
class Citation(FigureRow, DeskRow):
    """A claim in a source, with the figure this source gives.

    The quote is a text-quote selector of the W3C Web Annotation model: the exact
    words with those before and after, so that it can be found again.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations")
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.EVIDENCE)
    stance = models.CharField(
        max_length=20, choices=Stance.choices, default=Stance.NEUTRAL
    )
    quote = Prose(
        max_length=20_000, blank=True, quoted=True, help_text="The exact words."
    )
    quote_prefix = Prose(
        max_length=500, blank=True, quoted=True, help_text="The words before the quote."
    )
    quote_suffix = Prose(
        max_length=500, blank=True, quoted=True, help_text="The words after the quote."
    )
    locator = Line(
        max_length=200,
        blank=True,
        help_text="Where in the source: page, table, minute.",
    )
    scope = Line(
        max_length=500,
        blank=True,
        help_text="What this source counts, where it differs from the measure.",
    )
    as_of = EdtfField(help_text="The day its figure stands for, as EDTF.")
    as_of_range = DateRangeField(null=True, editable=False)
    credibility = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(6)],
        help_text="Admiralty grade of the information: 1 confirmed … 6 cannot be judged.",
    )

    objects = CitationQuerySet.as_manager()

    class Meta(DeskRow.Meta):
        ordering = ["id"]
        constraints = [
            *FigureRow.Meta.constraints,
            *clean_text("locator", "scope", "as_of"),
            *clean_text(
                "quote", "quote_prefix", "quote_suffix", lines=True, quoted=True
            ),
            one_of("role", Role),
            one_of("stance", Stance),
            Rule(
                field="credibility",
                name="citation_credibility_is_1_to_6",
                condition=Q(credibility=None) | Q(credibility__range=(1, 6)),
                message="Credibility is graded 1 to 6.",
            ),
            Rule(
                field="quote",
                name="citation_quote_context_needs_a_quote",
                condition=~Q(quote="") | Q(quote_prefix="", quote_suffix=""),
                message="Give the quote that these words stand around.",
            ),
            models.UniqueConstraint(
                "claim",
                "source",
                "role",
                "locator",
                MD5("quote"),
                name="citation_is_made_once",
                violation_error_message="This source is cited here already.",
            ),
        ]
        triggers = [
            *DeskRow.Meta.triggers,
            refers_to_what_stands(claim_id="claims_claim", source_id="claims_source"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.source}"
