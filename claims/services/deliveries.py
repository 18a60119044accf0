"""Deliveries: each endpoint is told what follows its cursor in the log, in order."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone

from claims.documents.messages import ping_message
from claims.models import (
    DELIVERIES,
    PING,
    SLOW_DELIVERIES,
    Acknowledgement,
    Entry,
    Task,
    Webhook,
    WebhookAttempt,
    WebhookCursor,
    WebhookSecret,
    WebhookState,
)
from claims.models.base import new_id
from claims.text import TextKind

from .audiences import Audience
from .base import locked, write
from .queue import call_off, enqueue
from .record import entries
from .sending import PAUSES, SLOW_SECONDS, Outcome, asked_pause, pause, send

# For how long one endpoint may keep a thread before another has its turn.
TURN_SECONDS = 5
AT_A_TIME = 100

# For how long it is kept what was sent, and what came back.
KEPT = timedelta(days=30)

SHOWN = TextKind(lines=True)

GONE = "It answered 410: it is gone."


def newest_sequence() -> int:
    """Give the sequence of the newest entry, 0 where there is none."""
    last = entries.order_by("-sequence").values_list("sequence", flat=True)[:1]
    return next(iter(last), 0)


def wake_all() -> int:
    """Ask for the deliveries that are due and not asked for; give their number."""
    behind = Webhook.objects.behind(newest_sequence()).select_related("cursor")
    return sum(ask_for(webhook) for webhook in behind)


def ask_for(webhook: Webhook, *, at: datetime | None = None) -> bool:
    """Have an endpoint told what follows its cursor, now or not before a time."""
    lane = lane_of(webhook.cursor)
    return enqueue(Task.DELIVER, {"webhook": webhook}, at=at, lane=lane, anew=True)


def ask_anew(webhook: Webhook, *, at: datetime | None = None) -> None:
    """Have an endpoint told now, or not before a time, whatever was asked before."""
    call_off(Task.DELIVER, {"webhook": webhook})
    ask_for(webhook, at=at)


def lane_of(cursor: WebhookCursor) -> str:
    """Say in which queue an endpoint waits: what lately hung waits with its like."""
    return SLOW_DELIVERIES if cursor.is_slow else DELIVERIES


def deliver(webhook: Webhook) -> None:
    """Tell an endpoint what it has not been told, one entry after the other.

    It ends where the endpoint does not acknowledge, and after some seconds, when
    others have their turn first.
    """
    ends_at = time.monotonic() + TURN_SECONDS
    while fresh := due(webhook):
        if time.monotonic() > ends_at:
            ask_for(fresh)
            return
        deliver_next(fresh, ends_at)


def due(webhook: Webhook) -> Webhook | None:
    """Read an endpoint as it stands, if there is something to tell it now."""
    behind = Webhook.objects.behind(newest_sequence()).filter(pk=webhook.pk)
    return behind.select_related("partner", "cursor").first()


def deliver_next(webhook: Webhook, ends_at: float) -> None:
    """Send the next entry that an endpoint is told of, passing over the others.

    What there is to pass over after ``ends_at`` is left for the next turn.
    """
    audience = Audience.of(webhook)
    for batch in batches(webhook.cursor.delivered_through):
        for entry in batch:
            if message := audience.message(entry):
                tries = webhook.cursor.tries + 1
                outcome = send(webhook, message_id(webhook, entry), message)
                settle(webhook, entry, message, outcome, tries)
                return
        moved = move_on(webhook.cursor, batch[-1].sequence)
        if not moved or time.monotonic() > ends_at:
            return


def batches(through: int) -> Iterator[list[Entry]]:
    """Read the log after an entry: the next one, which mostly is it, then many."""
    size, later = 1, entries.order_by("sequence")
    while batch := list(later.filter(sequence__gt=through)[:size]):
        yield batch
        through, size = batch[-1].sequence, AT_A_TIME


def move_on(cursor: WebhookCursor, sequence: int, *, is_slow: bool = False) -> bool:
    """Move a cursor on to an entry, if nobody has moved it meanwhile."""
    moved = WebhookCursor.objects.filter(
        pk=cursor.pk, delivered_through=cursor.delivered_through
    ).update(delivered_through=sequence, tries=0, next_try_at=None, is_slow=is_slow)
    cursor.delivered_through = sequence
    return bool(moved)


def message_id(webhook: Webhook, entry: Entry) -> str:
    """Name a message: every try to tell an endpoint of an entry has this name."""
    return f"msg_{webhook.pk.hex}_{entry.sequence}"


@transaction.atomic
def settle(
    webhook: Webhook,
    entry: Entry,
    message: dict[str, Any],
    outcome: Outcome,
    number: int,
) -> None:
    """Keep what came of telling an endpoint the entry after its cursor.

    Acknowledged, the cursor moves on. Otherwise it is tried again at its time,
    and after the last try, or where it answers 410, the endpoint is disabled.
    """
    keep_attempt(webhook, message_id(webhook, entry), message, outcome, number)
    if outcome.is_delivered:
        acknowledge(webhook, entry)
        is_slow = outcome.seconds > SLOW_SECONDS
        move_on(webhook.cursor, entry.sequence, is_slow=is_slow)
    elif outcome.status == 410:
        disable(webhook, GONE)
    elif number >= len(PAUSES):
        what = outcome.error or f"it answered {outcome.status}"
        disable(webhook, f"It failed {number} times for one message; the last: {what}")
    else:
        try_again(webhook.cursor, number, outcome)


def try_again(cursor: WebhookCursor, number: int, outcome: Outcome) -> None:
    """Have what failed tried again at its time, or when the receiver asked for."""
    at = timezone.now() + max(pause(number), asked_pause(outcome.retry_after))
    waits = WebhookCursor.objects.filter(
        pk=cursor.pk, delivered_through=cursor.delivered_through
    ).update(tries=number, next_try_at=at, is_slow=True)
    if waits:
        cursor.is_slow = True
        # A job that was asked for meanwhile would come too early, and be the only one.
        ask_anew(cursor.webhook, at=at)


def keep_attempt(
    webhook: Webhook,
    name: str,
    message: dict[str, Any],
    outcome: Outcome,
    number: int,
) -> None:
    """Write down what came of a try."""
    WebhookAttempt.objects.create(
        webhook=webhook,
        message_id=name,
        type=message["type"],
        sequence=message["data"].get("sequence"),
        number=number,
        is_delivered=outcome.is_delivered,
        status=outcome.status,
        milliseconds=round(outcome.seconds * 1000),
        error=TextKind().without_refused(outcome.error)[:500],
        response=SHOWN.without_refused(outcome.response.decode("utf-8", "replace")),
    )


def acknowledge(webhook: Webhook, entry: Entry) -> None:
    """Note that an endpoint has a claim as an entry says, unless it has a later one."""
    now = timezone.now()
    kept, is_first = Acknowledgement.objects.get_or_create(
        webhook=webhook, claim_id=entry.claim_id, defaults={"entry": entry, "at": now}
    )
    if not is_first:
        older = Acknowledgement.objects.filter(pk=kept.pk, entry__lt=entry.sequence)
        older.update(entry=entry, at=now)


def disable(webhook: Webhook, reason: str) -> None:
    """Tell an endpoint nothing more until somebody enables it, and write to them.

    Not one that was given another address meanwhile: the reason is of the old one.
    """
    with pghistory.context(username="worker", reason=reason[:500]):
        fresh = locked(webhook)
        if fresh.state == WebhookState.ACTIVE and fresh.url == webhook.url:
            write(fresh, state=WebhookState.DISABLED, reason=reason[:500])
            begin_anew(fresh)
            enqueue(Task.TELL_DISABLED, {"webhook": fresh})


def begin_anew(webhook: Webhook) -> None:
    """Forget the tries of the entry after an endpoint's cursor."""
    WebhookCursor.objects.filter(pk=webhook.pk).update(tries=0, next_try_at=None)


def resend(webhook: Webhook, entry: Entry) -> None:
    """Tell an endpoint once more of an entry, whatever it was told since."""
    fresh = Webhook.objects.told().select_related("partner").filter(pk=webhook.pk)
    for each in fresh:
        message = Audience.of(each).message(entry)
        if message:
            name = message_id(each, entry)
            outcome = send(each, name, message)
            with transaction.atomic():
                number = each.attempts.filter(message_id=name).count() + 1
                keep_attempt(each, name, message, outcome, number)
                if outcome.is_delivered:
                    acknowledge(each, entry)
                if outcome.status == 410:
                    disable(each, GONE)


def ping(webhook: Webhook) -> None:
    """Send an endpoint a test, also one that is disabled; not one that was removed."""
    if webhook.state == WebhookState.REMOVED:
        return
    message, name = ping_message(timezone.now()), f"msg_{PING}_{new_id().hex}"
    outcome = send(webhook, name, message)
    with transaction.atomic():
        keep_attempt(webhook, name, message, outcome, 1)
        if outcome.status == 410:
            disable(webhook, GONE)


def tidy() -> None:
    """Remove attempts after 30 days, and secrets that nothing is signed with."""
    WebhookAttempt.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    WebhookSecret.objects.filter(expires_at__lte=timezone.now()).delete()
