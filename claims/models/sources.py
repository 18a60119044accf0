"""Sources: the documents that claims appear in and that evidence comes from."""

import pgtrigger
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import OpClass
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5, Left, Upper

from .addresses import CanonicalUrlField, OneAddress
from .agents import Agent
from .base import (
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
from .merging import MergeableRow, StandingManager, refers_to_what_stands
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


repeats_in_no_circle = pgtrigger.Trigger(
    name="repeats_in_no_circle",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("repeats_id"),
    func="""
        IF NEW.repeats_id IS NULL THEN
            RETURN NEW;
        END IF;
        -- One at a time: two that close a circle together would not see each other.
        PERFORM pg_advisory_xact_lock(hashtext('claims_source.repeats'));
        IF EXISTS (
            WITH RECURSIVE chain(id) AS (
                SELECT NEW.repeats_id
                UNION SELECT source.repeats_id FROM claims_source AS source
                    JOIN chain USING (id) WHERE source.repeats_id IS NOT NULL
            ) SELECT FROM chain WHERE id = NEW.id
        ) THEN
            RAISE EXCEPTION 'Sources cannot repeat one another in a circle'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    """,
)


# So much of an address is indexed to find the others of its host.
STARTS = 300


class SourceManager(StandingManager["Source"]):
    """The ways sources are read; merged ones are left out."""

    def at_address(self, key: str) -> models.QuerySet["Source"]:
        """Keep those at a canonical address, the oldest first."""
        hashed = self.alias(hashed=MD5("canonical_url"))
        found = hashed.filter(hashed=MD5(models.Value(key)), canonical_url=key)
        return found.exclude(canonical_url="").order_by("id")

    def on_host(self, host: str) -> models.QuerySet["Source"]:
        """Keep those whose address is on a host, as canonical addresses write it."""
        started = self.alias(start=Left("canonical_url", STARTS))
        return started.filter(start__startswith=f"https://{host}/")


@tracked()
class Source(MergeableRow):
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
    canonical_url = CanonicalUrlField(of="url")
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

    objects = SourceManager()

    class Meta(MergeableRow.Meta):
        abstract = False
        ordering = ["title", "id"]
        constraints = [
            *MergeableRow.Meta.constraints,
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
            OneAddress(
                MD5("canonical_url"),
                "archive_url",
                condition=Q(merged_into=None) & ~Q(canonical_url=""),
                name="source_has_its_address_alone",
                violation_error_message="There is a source of this address already: "
                "cite that one, or give the lasting copy that shows how this one differs.",
            ),
        ]
        indexes = [
            models.Index(MD5("canonical_url"), name="source_by_address"),
            models.Index(
                OpClass(Left("canonical_url", STARTS), "text_pattern_ops"),
                name="source_by_host",
            ),
            models.Index(Upper("title"), name="source_by_title"),
        ]
        triggers = [
            *MergeableRow.Meta.triggers,
            refers_to_what_stands(
                publisher_id="claims_agent", repeats_id="claims_source"
            ),
            repeats_in_no_circle,
        ]
        permissions = [("merge_source", "Can merge sources")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse sources that repeat one another in a circle."""
        super().clean()
        following, seen = self.repeats, {self.pk}
        while following is not None and following.pk not in seen:
            seen.add(following.pk)
            following = following.repeats
        # That it repeats itself at once is for a rule of the columns to say.
        if following is not None and following != self.repeats:
            raise ValidationError(
                {"repeats": f"“{self.repeats}” repeats this source itself."}
            )


@tracked(obj_field=None)
class SourceAuthor(Source.authors.through):  # type: ignore[name-defined]
    """History of who is named as a source's author."""

    class Meta:
        proxy = True
        triggers = [refers_to_what_stands(agent_id="claims_agent")]
