"""Writing the record: append an entry, and keep the projections true to the log."""

import hashlib
import json
import uuid
from typing import Any

import rfc8785
from django.contrib.auth.models import User
from django.db import connections
from django.db.models import F
from django.utils import timezone

from claims.documents import CONTENT, document_of
from claims.models import Claim, Entry, Event, PublishedClaim, PublishedTopic

from .projection import project_entries, replace_version

# The desk's own connection: a decision reads what its transaction wrote, which
# the record's role does not see yet.
entries = Entry.objects.using("default")
published_claims = PublishedClaim.objects.using("default")
published_topics = PublishedTopic.objects.using("default")


def lock_record(alias: str = "default") -> None:
    """Take the record's advisory lock until the transaction ends."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('claims_entry'))")


def differs(claim: Claim, content: dict[str, Any]) -> bool:
    """Tell whether ``content`` is not what the claim's public version says."""
    standing = published_claims.standing().select_related("entry")
    current = standing.filter(claim_id=claim.pk).first()
    if current is None:
        return True
    public = json.loads(bytes(current.entry.document))
    return content != {name: public.get(name) for name in CONTENT}


def append_entry(
    claim: Claim, *, event: Event, content: dict[str, Any], note: str, by: User
) -> Entry:
    """Append what a claim says, or that it is withdrawn, and project it.

    Takes the record's advisory lock until the transaction ends: keep what
    follows short. The caller holds the claim's lock.
    """
    first, before = ends_of(claim)
    lock_record()
    entry, document = next_entry(claim, first, before, event, content, note)
    entry.by = by
    entry.document = rfc8785.dumps(document)
    entry.digest = hashlib.sha256(entry.document).hexdigest()
    entry.save(force_insert=True)
    project_entry(entry, document)
    return entry


def ends_of(claim: Claim) -> tuple[Entry | None, Entry | None]:
    """Read a claim's first entry and its newest."""
    return entries.of_claim(claim.pk).last(), entries.of_claim(claim.pk).first()


def next_entry(
    claim: Claim,
    first: Entry | None,
    before: Entry | None,
    event: Event,
    content: dict[str, Any],
    note: str,
) -> tuple[Entry, dict[str, Any]]:
    """Make the entry that follows a claim's newest, and its document; append neither."""
    last = entries.order_by("sequence").last()
    entry = Entry(
        sequence=last.sequence + 1 if last else 1,
        claim=claim,
        version=before.version + 1 if before else 1,
        event=event,
        previous=before.digest if before else "",
        note=note,
        # A clock set back must not put an entry before the one it follows.
        at=max(timezone.now(), last.at) if last else timezone.now(),
    )
    published_at = first.at if first else entry.at
    return entry, document_of(entry, content, published_at=published_at)


def project_entry(entry: Entry, document: dict[str, Any]) -> None:
    """Carry a claim's newest entry into the projections."""
    old = published_claims.standing().filter(claim_id=entry.claim_id).first()
    if old is not None:
        replace_version(old.pk, entry.sequence)
    project_entries(entry.sequence, entry.sequence)
    before = {old.topic_id} if old else set()
    withdrawn = entry.event == Event.WITHDRAWN
    after = set() if withdrawn else {uuid.UUID(document["topic"]["id"])}
    for topic_id in before | after:
        project_topic(topic_id, (topic_id in after) - (topic_id in before))


def project_topic(topic_id: uuid.UUID, change: int) -> None:
    """Tell a topic as its newest public claim does; ``change`` is the claims added."""
    newest = (
        published_claims.standing()
        .select_related("entry")
        .filter(topic_id=topic_id)
        .order_by("-entry_id")
        .first()
    )
    if newest is None:
        published_topics.filter(pk=topic_id).delete()
        return
    told = topic_row(newest.entry, claims=change)
    values = {"slug": told.slug, "entry": told.entry, "document": told.document}
    if not published_topics.filter(pk=topic_id).update(
        claims=F("claims") + change, **values
    ):
        told.save(using="default", force_insert=True)


def topic_row(entry: Entry, *, claims: int) -> PublishedTopic:
    """Make a topic's row of the projection from an entry about it."""
    topic = json.loads(bytes(entry.document))["topic"]
    return PublishedTopic(
        id=uuid.UUID(topic["id"]),
        slug=topic["slug"],
        entry=entry,
        document=rfc8785.dumps(topic),
        claims=claims,
    )
