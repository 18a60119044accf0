"""Messages to webhooks: what a partner is told of an entry (Standard Webhooks)."""

import json
from datetime import datetime
from typing import Any

import rfc8785

from claims.models import PING, UNAVAILABLE, Entry, EventType

from .parts import address, timestamp


def thin_message(entry: Entry) -> dict[str, Any]:
    """Tell what happened, and where the claim stands; nothing of what it says."""
    return told(
        EventType.of(entry.event),
        entry,
        version=entry.version,
        digest=entry.digest,
        url=address(entry.claim_id),
    )


def full_message(entry: Entry, *, is_current: bool) -> dict[str, Any]:
    """Tell what happened with the document, or the tombstone.

    Of a version that another has replaced meanwhile the document is null, so that
    nothing withdrawn or corrected is told as if it stood.
    """
    message = thin_message(entry)
    document = json.loads(bytes(entry.document)) if is_current else None
    message["data"]["document"] = document
    return message


def leaving_message(entry: Entry, *, full: bool) -> dict[str, Any]:
    """Tell that a claim went where the partner does not see it; nothing of where."""
    message = told(
        UNAVAILABLE,
        entry,
        version=None,
        digest=None,
        url=address(entry.claim_id),
    )
    if full:
        message["data"]["document"] = None
    return message


def ping_message(at: datetime) -> dict[str, Any]:
    """Make the message of a test."""
    return {"type": PING, "timestamp": timestamp(at), "data": {}}


def told(type_: str, entry: Entry, **data: Any) -> dict[str, Any]:
    """Put together what every message of an entry has."""
    return {
        "type": str(type_),
        "timestamp": timestamp(entry.at),
        "data": {"id": str(entry.claim_id), "sequence": entry.sequence, **data},
    }


def in_bytes(message: dict[str, Any]) -> bytes:
    """Write a message as it is signed and sent, every time the same."""
    return rfc8785.dumps(message)
