"""Publication at a time: decided now, done by the worker."""

import datetime

import pghistory
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Model

from claims.documents import seal_of
from claims.models import STEPS, Claim, ScheduledPublication, ScheduleState, Task

from .base import acting, lock, locked, write
from .publication import publish_claim, require_seen, sayable
from .queue import enqueue


def schedule_publication(
    claim: Claim,
    *,
    at: datetime.datetime,
    revision: int,
    by: User,
    note: str = "",
    seal: str = "",
) -> ScheduledPublication:
    """Have the worker publish the claim as it stands, as ``by``, once ``at`` has come.

    Locks the claim. Raises ``ValidationError`` and ``ConflictError`` for what
    ``publish_claim`` would refuse now, and ``ValidationError`` for a time that has
    passed by the database's clock, and while another waits.
    """
    with acting(by, STEPS["schedule_publication"].permission, reason=note):
        fresh = lock(claim, revision)
        _, content = sayable("publish_claim", fresh)
        require_seen(content, seal)
        if at <= _database_time():
            raise ValidationError({"at": "Give a time that is yet to come."})
        scheduled = ScheduledPublication(
            claim=fresh, by=by, claim_revision=revision, seal=seal_of(content)
        )
        write(scheduled, at=at, note=note)
        enqueue(Task.PUBLISH, rows_of(scheduled), at=at)
    return scheduled


def cancel_publication(claim: Claim, *, by: User, reason: str = "") -> None:
    """Leave a claim unpublished at the time it waits for.

    Locks the claim. Raises ``ValidationError`` when none waits.
    """
    with acting(by, STEPS["cancel_publication"].permission, reason=reason):
        scheduled = locked(claim).scheduled_publications.waiting().first()
        if scheduled is None:
            raise ValidationError(
                "This claim does not wait for a time: it was published, refused or "
                "cancelled.",
                code="stage",
            )
        write(locked(scheduled), state=ScheduleState.CANCELLED)


def publish_scheduled(scheduled: ScheduledPublication) -> ScheduledPublication:
    """Publish a claim whose time has come, as the person who decided it; once.

    Locks the claim. Where ``publish_claim`` refuses, nothing is published and
    the reason is kept. One that no longer waits, or whose time has not come by
    the database's clock, is left as it is.
    """
    by = scheduled.by
    with (
        transaction.atomic(),
        pghistory.context(
            user=by.pk, username=by.get_username(), reason="Its time had come."
        ),
    ):
        claim = locked(scheduled.claim)
        fresh = locked(scheduled)
        if fresh.state != ScheduleState.WAITING or fresh.at > _database_time():
            return fresh
        try:
            with transaction.atomic():
                publish_claim(
                    claim,
                    revision=fresh.claim_revision,
                    by=by,
                    note=fresh.note,
                    seal=fresh.seal,
                )
        except (PermissionDenied, ValidationError) as error:
            words = getattr(error, "messages", [str(error)])
            write(fresh, state=ScheduleState.REFUSED, refusal=" ".join(words)[:2000])
        else:
            write(fresh, state=ScheduleState.PUBLISHED)
    return fresh


def catch_up_publications() -> int:
    """Ask for the publications that are due and that no job is there for.

    A job may have been cancelled by hand, or have failed to its last try.
    """
    late = ScheduledPublication.objects.due().select_related("claim")
    return sum(enqueue(Task.PUBLISH, rows_of(scheduled)) for scheduled in late)


def rows_of(scheduled: ScheduledPublication) -> dict[str, Model]:
    """Name the rows that a job of a scheduled publication is for."""
    return {"claim": scheduled.claim, "publication": scheduled}


def _database_time() -> datetime.datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        [now] = cursor.fetchone()
    return now
