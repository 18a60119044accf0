"""Reminders: whom the newsroom wrote to that a claim is to be checked again."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from .base import new_id
from .claims import Claim


class RecheckReminder(models.Model):
    """A letter to a claim's assignee on the day of its re-check; one a day named."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="recheck_reminders")
    recheck_on = models.DateField(help_text="The day that was reached.")
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="recheck_reminders"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "recheck_on"],
                name="recheckreminder_is_sent_once",
                violation_error_message="Somebody was reminded of this day already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.recheck_on}: {self.to}"


def claims_to_remind_of() -> models.QuerySet[Claim]:
    """Give the claims whose day has come and whose assignee has not been told."""
    told = RecheckReminder.objects.filter(
        claim=OuterRef("pk"), recheck_on=OuterRef("recheck_on")
    )
    return (
        Claim.objects.filter(
            ~Exists(told),
            recheck_on__lte=timezone.now().date(),
            assignee__is_active=True,
        )
        .exclude(assignee__email="")
        .select_related("assignee")
        .order_by("recheck_on", "id")
    )
