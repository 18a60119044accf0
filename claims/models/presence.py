"""Presence: who has a claim open right now."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

from .claims import Claim

LASTS = timedelta(seconds=45)
"""How long a page counts as open after it last said so; it does every 20 seconds."""


class PresenceQuerySet(models.QuerySet["Presence"]):
    """The ways presence is read."""

    def lasting(self) -> "PresenceQuerySet":
        """Keep the pages that are open."""
        return self.filter(seen_at__gt=timezone.now() - LASTS)

    def past(self) -> "PresenceQuerySet":
        """Keep the rows that no longer say anything."""
        return self.filter(seen_at__lte=timezone.now() - LASTS)

    def others(self, claim: Claim, person: User) -> list[str]:
        """Name the people besides one who have a claim open."""
        rows = self.lasting().filter(claim=claim).exclude(person=person)
        return list(
            rows.order_by("person__username").values_list("person__username", flat=True)
        )


class Presence(models.Model):
    """When a person's page of a claim last said that it is open.

    Neither history nor content: rows are written over, and removed once they no
    longer say anything.
    """

    # Nobody has a claim open that is no more.
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="presence")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        indexes = [models.Index(fields=["seen_at"], name="presence_seen")]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "person"],
                name="presence_is_noted_once",
                violation_error_message="This page is noted as open already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.claim_id}"
