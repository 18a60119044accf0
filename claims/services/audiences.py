"""Audiences: what of an entry an endpoint is told, if anything."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from claims.documents import key_at
from claims.documents.messages import full_message, leaving_message, thin_message
from claims.models import (
    UNAVAILABLE,
    Allowed,
    Entry,
    Event,
    EventType,
    Payload,
    Webhook,
)

from .record import entries


@dataclass(frozen=True)
class Audience:
    """What an endpoint sees: what its partner may, and of that what it asks for."""

    allowed: Allowed
    chosen: Allowed
    event_types: frozenset[str]
    full: bool

    @classmethod
    def of(cls, webhook: Webhook) -> "Audience":
        """Read what an endpoint sees now."""
        return cls(
            webhook.partner.allowed(),
            webhook.chosen(),
            frozenset(webhook.event_types),
            webhook.payload == Payload.FULL,
        )

    def message(self, entry: Entry) -> dict[str, Any] | None:
        """Say what it is told of an entry; ``None`` where it is told nothing.

        A claim that goes where it is not seen is told as unavailable, once, and
        without a word of where it went.
        """
        message = self._message(entry)
        if message is None:
            return None
        kind = message["type"]
        asked = EventType.WITHDRAWN if kind == UNAVAILABLE else kind
        return message if asked in self.event_types else None

    def _message(self, entry: Entry) -> dict[str, Any] | None:
        if self.sees(entry) or (is_tombstone(entry) and self.saw_before(entry)):
            if self.full:
                return full_message(entry, is_current=self.may_be_told_whole(entry))
            return thin_message(entry)
        if self.saw_before(entry):
            return leaving_message(entry, full=self.full)
        return None

    def sees(self, entry: Entry) -> bool:
        """Tell whether an entry is of a claim that it sees; a withdrawal says not."""
        if is_tombstone(entry):
            return False
        if self.allowed.is_all and self.chosen.is_all:
            return True
        document = json.loads(bytes(entry.document))
        topic, language = uuid.UUID(document["topic"]["id"]), document["language"]
        return self.allowed.lets(topic, language) and self.chosen.lets(topic, language)

    def saw_before(self, entry: Entry) -> bool:
        """Tell whether it saw the version of the claim that an entry follows."""
        before = entries.of_claim(entry.claim_id).filter(version=entry.version - 1)
        return any(self.sees(each) for each in before)

    def may_be_told_whole(self, entry: Entry) -> bool:
        """Tell whether a document still stands, and leads to nothing that is not seen."""
        if entries.of_claim(entry.claim_id).values_list("pk", flat=True)[0] != entry.pk:
            return False
        if not is_tombstone(entry):
            return True
        to = json.loads(bytes(entry.document)).get("merged_into")
        return to is None or self.sees_address(to)

    def sees_address(self, address: str) -> bool:
        """Tell whether it sees the claim at an address of ours."""
        newest = entries.of_claim(key_at(address)).first()
        return newest is not None and self.sees(newest)


def is_tombstone(entry: Entry) -> bool:
    """Tell whether an entry says that its claim was withdrawn."""
    return entry.event == Event.WITHDRAWN
