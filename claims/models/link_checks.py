"""Link checks: whether a source still stands where it is cited from."""

import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Now

from .base import clean_text, new_id, one_of, url_field
from .citations import Citation
from .sources import Source
from .text import Prose
from .workflow import Stage


class LinkOutcome(models.TextChoices):
    """What a check of a link came to."""

    OK = "ok", "as it was"
    CHANGED = "changed"
    GONE = "gone"
    QUOTE_MISSING = "quote_missing", "quote missing"
    UNREACHABLE = "unreachable"


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    """The ways link checks are read."""

    def last_passed(self) -> "LinkCheck | None":
        """Give the newest check that found all as it was."""
        return self.filter(outcome=LinkOutcome.OK).order_by("-id").first()


class LinkCheck(models.Model):
    """One look at a source's address; its key tells when. It is never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="link_checks")
    outcome = models.CharField(max_length=20, choices=LinkOutcome.choices)
    status = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="HTTP status of the answer."
    )
    url = url_field("Where it led, after redirects.")
    words = Prose(max_length=2000, blank=True, help_text="What was found.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["source", "-id"], name="linkcheck_of_source")]
        constraints = [
            *clean_text("url"),
            *clean_text("words", lines=True),
            one_of("outcome", LinkOutcome),
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M} {self.get_outcome_display()}"


def sources_to_check(every: datetime.timedelta) -> models.QuerySet[Source]:
    """Give the sources of published claims not checked for so long, the longest first."""
    published = Citation.objects.filter(
        source=OuterRef("pk"), claim__stage=Stage.PUBLISHED
    )
    checks = LinkCheck.objects.filter(source=OuterRef("pk")).order_by("-id")
    return (
        Source.objects.exclude(url="")
        .filter(Exists(published))
        .annotate(last_check=Subquery(checks.values("created_at")[:1]))
        .filter(Q(last_check=None) | Q(last_check__lte=Now() - every))
        .order_by(F("last_check").asc(nulls_first=True), "id")
    )
