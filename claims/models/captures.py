"""Captures: what a source said when somebody looked."""

from django.conf import settings
from django.db import models

from .base import clean_text, matches, new_id, one_of, url_field, web_address
from .history import tracked
from .merging import refers_to_what_stands
from .sources import Source
from .text import Line, Prose


class CaptureKind(models.TextChoices):
    """How a copy of a source was come by."""

    FETCHED = "fetched"
    PASTED = "pasted"


class CaptureQuerySet(models.QuerySet["Capture"]):
    """The ways captures are read."""

    def kept_of(self, source: Source) -> "CaptureQuerySet":
        """Keep the copies of a source and of those that were merged into it."""
        return self.filter(source__in=Source.with_merged.becoming([source.pk]))

    def newest(self) -> "Capture | None":
        """Give the copy taken last."""
        return self.order_by("-id").first()


@tracked()
class Capture(models.Model):
    """A copy of a source, taken at one moment and never changed.

    ``text`` is the main text that quotes are looked for in; ``digest`` the
    SHA-256 of the bytes that came (of the text in UTF-8 where it was pasted).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="captures")
    kind = models.CharField(max_length=20, choices=CaptureKind.choices)
    url = url_field("Where the bytes came from, after redirects.")
    media_type = Line(max_length=200, blank=True)
    title = Line(max_length=500, blank=True, quoted=True)
    text = Prose(max_length=1_000_000, blank=True, quoted=True)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="Of what came, in bytes.")
    archive_url = url_field("Its copy in the Wayback Machine.")
    archive_failure = Prose(
        max_length=2000,
        blank=True,
        help_text="Why the Wayback Machine was asked for a copy and has none.",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="captures"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CaptureQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        default_permissions = ("view",)
        constraints = [
            one_of("kind", CaptureKind),
            *clean_text("url", "media_type", "archive_url"),
            *clean_text("title", quoted=True),
            *clean_text("text", lines=True, quoted=True),
            *clean_text("archive_failure", lines=True),
            web_address("url"),
            web_address("archive_url"),
            matches(
                "digest",
                r"^[0-9a-f]{64}$",
                "Give 64 hexadecimal digits.",
                blank=False,
            ),
        ]
        triggers = [refers_to_what_stands(source_id="claims_source")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.created_at:%Y-%m-%d}"
