"""Attempts: what was sent to webhooks, and what came back."""

from django.db import models
from django.db.models import Q

from .base import Rule, clean_text, new_id
from .text import Line, Prose
from .webhooks import Webhook

# What is kept of an answer, for who looks for what went wrong.
FIRST_BYTES = 1000


class WebhookAttempt(models.Model):
    """One message sent to an endpoint, and what came of it; kept for 30 days.

    All tries of an entry have the same ``message_id``. ``response`` is the
    beginning of what came back, without what cannot be shown.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    webhook = models.ForeignKey(
        Webhook, models.CASCADE, related_name="attempts", db_index=False
    )
    message_id = models.CharField(max_length=100)
    type = models.CharField(max_length=20)
    sequence = models.BigIntegerField(
        null=True, help_text="The entry it tells of; a ping tells of none."
    )
    number = models.PositiveSmallIntegerField(help_text="Which try of it this was.")
    is_delivered = models.BooleanField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    milliseconds = models.PositiveIntegerField()
    error = Line(max_length=500, blank=True, quoted=True)
    response = Prose(max_length=FIRST_BYTES, blank=True, quoted=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["webhook", "-id"], name="webhookattempt_newest"),
            models.Index(
                fields=["webhook", "-id"],
                condition=Q(is_delivered=False),
                name="webhookattempt_failed",
            ),
            models.Index(fields=["message_id"], name="webhookattempt_of_message"),
            models.Index(fields=["created_at"], name="webhookattempt_old"),
        ]
        constraints = [
            *clean_text("error", quoted=True),
            *clean_text("response", lines=True, quoted=True),
            Rule(
                field="is_delivered",
                name="webhookattempt_delivered_is_2xx",
                condition=Q(is_delivered=False)
                | Q(status__isnull=False, status__gte=200, status__lt=300),
                message="Only an answer of 200 to 299 acknowledges.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.sequence or ''}: {self.status or self.error}"
