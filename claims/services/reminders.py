"""Reminders: the day has come to look at a claim again."""

import datetime
from typing import cast

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse

from claims.models import Claim, RecheckReminder, claims_to_remind_of

AT_A_TIME = 200


def remind_to_recheck() -> int:
    """Write to each assignee whose claim is to be checked again, once a day named.

    A letter that cannot be sent is tried again the next time.
    """
    claims = list(claims_to_remind_of()[:AT_A_TIME])
    for claim in claims:
        remind_of(claim)
    return len(claims)


@transaction.atomic
def remind_of(claim: Claim) -> None:
    """Write to a claim's assignee; the row is kept only where the letter went."""
    day, person = cast(datetime.date, claim.recheck_on), cast(User, claim.assignee)
    reminder = RecheckReminder(claim=claim, recheck_on=day, to=person)
    reminder.full_clean()
    reminder.save()
    page = reverse("admin:claims_claim_change", args=[claim.pk])
    send_mail(
        f"To check again: {str(claim).splitlines()[0]}",
        f"{claim.text}\n\nThis claim was to be checked again on {day}.\n"
        f"{settings.PUBLIC_BASE_URL}{page}\n",
        None,
        [person.email],
    )
