"""Checking the record against itself: every number, digest and link of the chain."""

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from claims.documents import timestamp
from claims.models import Entry, Event

from .record import entries

CHUNK = 1000

Progress = Callable[[Iterable[Entry]], Iterable[Entry]]


class Fault(NamedTuple):
    """What is wrong, and where."""

    where: str
    what: str


def verify_record(progress: Progress = iter) -> Fault | None:
    """Re-compute every digest and chain link; name the first bad entry.

    Reads the log once in order and keeps one digest a claim in memory.
    """
    return next(record_faults(progress), None)


def record_faults(progress: Progress = iter) -> Iterator[Fault]:
    """Name every entry that does not follow from the ones before it."""
    last_sequence, last_at = 0, None
    chains: dict[uuid.UUID, tuple[int, str]] = {}
    for entry in progress(entries.order_by("sequence").iterator(CHUNK)):
        where = f"entry {entry.sequence}"
        version, digest = chains.get(entry.claim_id, (0, ""))
        if entry.sequence != last_sequence + 1:
            yield Fault(where, f"follows entry {last_sequence}: one is missing")
        if last_at is not None and entry.at < last_at:
            yield Fault(where, "is older than the one before it")
        if entry.version != version + 1:
            yield Fault(where, f"is version {entry.version} after version {version}")
        if entry.previous != digest:
            yield Fault(where, "does not name the digest of the version before")
        found = hashlib.sha256(entry.document).hexdigest()
        if entry.digest != found:
            yield Fault(where, f"has a document of digest {found}, not {entry.digest}")
        yield from (Fault(where, what) for what in document_faults(entry))
        last_sequence, last_at = entry.sequence, entry.at
        chains[entry.claim_id] = entry.version, found


def document_faults(entry: Entry) -> Iterator[str]:
    """Say where a document contradicts the columns beside it."""
    try:
        document = json.loads(bytes(entry.document))
    except ValueError:
        document = None
    if not isinstance(document, dict):
        yield "has a document that is not a JSON object"
        return
    said = {
        "id": str(entry.claim_id),
        "version": entry.version,
        "event": entry.event,
        "note": entry.note,
        "previous_digest": entry.previous,
        "updated_at": timestamp(entry.at),
    }
    for name, value in said.items():
        if document.get(name) != value:
            yield f"has a document whose {name} is not {value!r}"
    if (entry.event == Event.WITHDRAWN) != ("text" not in document):
        yield "has a document that does not go with its event"
