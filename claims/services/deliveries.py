"""Deliveries: each endpoint is told what follows its cursor in the log, in order."""

import email.utils
import itertools
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pghistory
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from claims.documents.messages import in_bytes, ping_message
from claims.fetching import Fetcher, FetchError
from claims.fetching.fetcher import PORTS
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
    WebhookState,
    new_id,
)
from claims.models.webhooks import FIRST_BYTES
from claims.text import TextKind

from .audiences import Audience
from .base import locked, write
from .queue import enqueue
from .record import entries
from .sealing import UnreadableError
from .signing import signatures

AGENT = "Claimbook/1 (webhooks)"

# What the specification proposes: the pause before each try, 75 hours and 35 minutes
# in all. Each is longer by up to a tenth, so that what failed together is not tried
# together.
PAUSES = [
    timedelta(),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
]
JITTER = 0.1
LONGEST_PAUSE = timedelta(hours=24)

ANSWER_SECONDS = 15
SLOW_SECONDS = 3

# For how long one endpoint may keep a thread before another has its turn.
TURN_SECONDS = 5
AT_A_TIME = 100

SHOWN = TextKind(lines=True)


@dataclass(frozen=True)
class Outcome:
    """What came of sending a message; without a status nobody answered."""

    status: int | None
    seconds: float
    error: str = ""
    response: bytes = b""
    retry_after: str = ""

    @property
    def is_delivered(self) -> bool:
        """Whether it was acknowledged; a redirect is no acknowledgement."""
        return self.status is not None and 200 <= self.status < 300


def fetcher() -> Fetcher:
    """Give what messages are sent with: it reaches nothing private that is not named."""
    named = settings.WEBHOOK_PRIVATE_RECEIVERS
    return Fetcher(
        ports=PORTS | {port for _, port in named},
        allowing=frozenset(named),
        seconds=ANSWER_SECONDS,
    )


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
    lane = SLOW_DELIVERIES if webhook.cursor.is_slow else DELIVERIES
    return enqueue(Task.DELIVER, {"webhook": webhook}, at=at, lane=lane, anew=True)


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
        deliver_next(fresh)


def due(webhook: Webhook) -> Webhook | None:
    """Read an endpoint as it stands, if there is something to tell it now."""
    behind = Webhook.objects.behind(newest_sequence()).filter(pk=webhook.pk)
    return behind.select_related("partner", "cursor").first()


def deliver_next(webhook: Webhook) -> None:
    """Send the next entry that an endpoint is told of, passing over the others."""
    audience = Audience.of(webhook)
    for batch in batches(webhook.cursor.delivered_through):
        for entry in batch:
            if message := audience.message(entry):
                tries = webhook.cursor.tries + 1
                outcome = send(webhook, message_id(webhook, entry), message)
                settle(webhook, entry, message, outcome, tries)
                return
        if not move_on(webhook.cursor, batch[-1].sequence):
            return


def batches(through: int) -> Iterator[list[Entry]]:
    """Read the log after an entry: the next one, which mostly is it, then many."""
    for size in itertools.chain([1], itertools.repeat(AT_A_TIME)):
        following = entries.filter(sequence__gt=through).order_by("sequence")
        batch = list(following[:size])
        if not batch:
            return
        yield batch
        through = batch[-1].sequence


def move_on(cursor: WebhookCursor, sequence: int, *, is_slow: bool = False) -> bool:
    """Move a cursor on to an entry, if nobody has moved it meanwhile."""
    moved = WebhookCursor.objects.filter(
        pk=cursor.pk, delivered_through=cursor.delivered_through
    ).update(
        delivered_through=sequence, tries=0, next_try_at=None, is_slow=is_slow
    )
    cursor.delivered_through = sequence
    return bool(moved)


def message_id(webhook: Webhook, entry: Entry) -> str:
    """Name a message: every try to tell an endpoint of an entry has this name."""
    return f"msg_{webhook.pk.hex}_{entry.sequence}"


def send(webhook: Webhook, name: str, message: dict[str, Any]) -> Outcome:
    """Send a signed message once, and say what came of it."""
    body, at = in_bytes(message), timezone.now()
    began = time.monotonic()
    try:
        headers = {
            "Content-Type": "application/json",
            "User-Agent": AGENT,
            "webhook-id": name,
            "webhook-timestamp": f"{int(at.timestamp())}",
            "webhook-signature": signatures(webhook, name, at, body),
        }
        answer = fetcher().ask(
            "POST", webhook.url, headers=headers, content=body, first=FIRST_BYTES
        )
    except (FetchError, UnreadableError) as error:
        return Outcome(None, time.monotonic() - began, error=str(error))
    return Outcome(
        answer.status,
        time.monotonic() - began,
        response=answer.body,
        retry_after=answer.headers.get("retry-after", ""),
    )


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
        disable(webhook, "It answered 410: it is gone.")
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
        ask_for(cursor.webhook, at=at)


def pause(number: int) -> timedelta:
    """Say how long after a failed try the next one is."""
    return PAUSES[number] * (1 + random.uniform(0, JITTER))  # noqa: S311


def asked_pause(retry_after: str) -> timedelta:
    """Read Retry-After, in seconds or as a date; nothing where it is no such thing."""
    if retry_after.isascii() and retry_after.isdigit():
        return min(timedelta(seconds=min(int(retry_after), 10**6)), LONGEST_PAUSE)
    try:
        at = email.utils.parsedate_to_datetime(retry_after)
    except ValueError:
        return timedelta()
    if timezone.is_naive(at):
        return timedelta()
    return max(timedelta(), min(at - timezone.now(), LONGEST_PAUSE))


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
    """Tell an endpoint nothing more until somebody enables it, and write to them."""
    with pghistory.context(username="worker", reason=reason[:500]):
        fresh = locked(webhook)
        if fresh.state == WebhookState.ACTIVE:
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


def ping(webhook: Webhook) -> None:
    """Send an endpoint a test, also one that is disabled."""
    message, name = ping_message(timezone.now()), f"msg_{PING}_{new_id().hex}"
    keep_attempt(webhook, name, message, send(webhook, name, message), 1)
