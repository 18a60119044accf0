"""Sending: one signed message, what came of it, and when it is tried again."""

import email.utils
import random
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from claims.documents.messages import in_bytes
from claims.fetching import Fetcher, FetchError
from claims.fetching.fetcher import PORTS
from claims.models import FIRST_BYTES, Webhook

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
