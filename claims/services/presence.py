"""Saying that a claim is open on somebody's screen."""

from django.contrib.auth.models import User
from django.utils import timezone

from claims.models import Claim, Presence

from .base import acting


def be_present(claim: Claim, *, by: User) -> list[str]:
    """Note that a person has a claim open now, and name the others who have.

    Removes what no longer says anything, whatever claim it is of, but for rows
    that somebody else is at. Changes neither the claim's revision nor its history.
    """
    with acting(by, "view_claim"):
        # Whoever meets somebody else's clearing leaves it to them.
        gone = Presence.objects.past().select_for_update(skip_locked=True)
        Presence.objects.filter(pk__in=gone.values("pk")).delete()
        Presence.objects.bulk_create(
            [Presence(claim=claim, person=by, seen_at=timezone.now())],
            update_conflicts=True,
            unique_fields=["claim", "person"],
            update_fields=["seen_at"],
        )
        return Presence.objects.others(claim, by)
