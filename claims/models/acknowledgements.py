"""Acknowledgements: which version of a claim each webhook's partner has."""

from django.db import models

from .base import new_id
from .claims import Claim
from .record import Entry
from .webhooks import Webhook


class AcknowledgementQuerySet(models.QuerySet["Acknowledgement"]):
    """The ways acknowledgements are read."""

    def with_current(self) -> "AcknowledgementQuerySet":
        """Say with each which version of the claim is the newest."""
        newest = Entry.objects.filter(claim=models.OuterRef("claim")).order_by(
            "-version"
        )
        return self.annotate(
            current=models.Subquery(newest.values("version")[:1]),
            current_event=models.Subquery(newest.values("event")[:1]),
        )

    def outdated(self) -> "AcknowledgementQuerySet":
        """Keep those of an earlier version than the claim's newest."""
        later = Entry.objects.filter(
            claim=models.OuterRef("claim"), sequence__gt=models.OuterRef("entry")
        )
        return self.filter(models.Exists(later))


class Acknowledgement(models.Model):
    """The newest entry of a claim that an endpoint has acknowledged."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    webhook = models.ForeignKey(
        Webhook, models.PROTECT, related_name="acknowledgements", db_index=False
    )
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="acknowledgements")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="acknowledgements")
    at = models.DateTimeField()

    objects = AcknowledgementQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["-at", "-id"], name="acknowledgement_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "claim"],
                name="acknowledgement_is_one_a_claim",
                violation_error_message="This claim was acknowledged already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.webhook_id} has {self.entry_id}"
