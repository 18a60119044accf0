"""Sources: the documents that claims appear in and that evidence comes from."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q

from .agents import Agent
from .base import (
    DeskRow,
    Rule,
    clean_text,
    language_field,
    language_tag,
    matches,
    one_of,
    url_field,
    web_address,
)
from .dates import EdtfField
from .history import tracked
from .text import Line


class SourceKind(models.TextChoices):
    """What sort of document a source is."""

    ARTICLE = "article"
    REPORT = "report"
    DATASET = "dataset"
    STATEMENT = "statement"
    POST = "post", "social media post"
    INTERVIEW = "interview"


class Directness(models.TextChoices):
    """Whether a source counted or saw for itself."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


class Reliability(models.TextChoices):
    """The Admiralty grading of a source (NATO AJP-2.1)."""

    A = "A", "A: completely reliable"
    B = "B", "B: usually reliable"
    C = "C", "C: fairly reliable"
    D = "D", "D: not usually reliable"
    E = "E", "E: unreliable"
    F = "F", "F: reliability cannot be judged"


@tracked()
class Source(DeskRow):
    """One citable document.

    A withheld source is counted in public and never named, for the safety of
    those in it; the reason stays at the desk.
    """

    kind = models.CharField(max_length=20, choices=SourceKind.choices)
    title = Line(max_length=500)
    publisher = models.ForeignKey(
        Agent, models.PROTECT, null=True, blank=True, related_name="published_sources"
    )
    authors = models.ManyToManyField(Agent, blank=True, related_name="authored_sources")
    url = url_field("Where it stands, or stood.")
    published = EdtfField(help_text="When it came out, as EDTF: 2021-09, 2020-11-10.")
    published_range = DateRangeField(null=True, editable=False)
    accessed_on = models.DateField(null=True, blank=True, help_text="When it was read.")
    language = language_field("Of its text, such as en.", blank=True)
    archive_url = url_field("A lasting copy, such as a capture of the Wayback Machine.")
    archive_digest = Line(
        max_length=64, blank=True, help_text="SHA-256 of the copy, in hexadecimal."
    )
    directness = models.CharField(max_length=20, choices=Directness.choices, blank=True)
    reliability = models.CharField(
        max_length=1, choices=Reliability.choices, blank=True
    )
    repeats = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="repeated_by",
        help_text="The source it merely repeats: the two count as one origin.",
    )
    is_withheld = models.BooleanField(
        default=False, help_text="Count it in public, but do not name it."
    )
    withheld_reason = Line(max_length=500, blank=True)

    class Meta(DeskRow.Meta):
        ordering = ["title", "id"]
        constraints = [
            *clean_text("title", "url", "published", "archive_url", "withheld_reason"),
            one_of("kind", SourceKind),
            one_of("directness", Directness, blank=True),
            one_of("reliability", Reliability, blank=True),
            language_tag(),
            web_address("url"),
            web_address("archive_url"),
            matches("archive_digest", r"^[0-9a-f]{64}$", "Give 64 hexadecimal digits."),
            Rule(
                field="repeats",
                name="source_does_not_repeat_itself",
                condition=Q(repeats=None) | ~Q(repeats=F("id")),
                message="A source cannot repeat itself.",
            ),
            Rule(
                field="withheld_reason",
                name="source_withheld_needs_a_reason",
                condition=Q(is_withheld=True) ^ Q(withheld_reason=""),
                message="Say why the source is withheld, and only then.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked(obj_field=None)
class SourceAuthor(Source.authors.through):  # type: ignore[name-defined]
    """History of who is named as a source's author."""

    class Meta:
        proxy = True
