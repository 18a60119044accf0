"""Writing the record: append an entry, and keep the projections true to the log."""

import hashlib
import json
import uuid
from collections.abc import Sequence
from typing import Any

import rfc8785
from django.contrib.auth.models import User
from django.db import connections
from django.utils import timezone

from claims.documents import (
    CONTENT,
    ClaimContent,
    Noun,
    document_of,
    merged_nouns,
    nouns_of,
)
from claims.models import (
    Agent,
    Claim,
    Entry,
    Event,
    NounKind,
    PublishedClaim,
    Source,
    Stage,
)

from .copying import copy_rows, values_of
from .nouns import Version, canonical, project_nouns, tell_figures, tell_nouns
from .projection import project_entries, replace_version
from .waking import wake_webhooks

PUBLISH = """
    UPDATE claims_claim SET stage = 'published', revision = revision + 1
    WHERE id = ANY(%s)
"""

# The desk's own connection: a decision reads what its transaction wrote, which
# the record's role does not see yet.
entries = Entry.objects.using("default")
published_claims = PublishedClaim.objects.using("default")

# What may be found to be another of its kind.
MERGEABLE = {NounKind.AGENT: Agent, NounKind.SOURCE: Source}


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
    wake_webhooks()
    return entry


def append_first_entries(claims: Sequence[Claim], *, by: User) -> None:
    """Publish many claims that never were public, with one lock of the record.

    The caller holds the claims' locks and has fetched them ``with_document``.
    """
    for claim in claims:
        claim.stage = Stage.PUBLISHED
    contents = [dict(ClaimContent(claim).data) for claim in claims]
    lock_record()
    last = entries.order_by("sequence").last()
    now = timezone.now()
    first, at = (last.sequence + 1, max(now, last.at)) if last else (1, now)
    rows, versions = [], []
    for number, (claim, content) in enumerate(zip(claims, contents, strict=True)):
        entry = Entry(
            sequence=first + number,
            claim=claim,
            version=1,
            event=Event.PUBLISHED,
            at=at,
            by=by,
        )
        document = document_of(entry, content, published_at=at)
        entry.document = canonical(document)
        entry.digest = hashlib.sha256(entry.document).hexdigest()
        rows.append(values_of(entry))
        versions.append(Version(entry.sequence, claim.pk, document))
    copy_rows(Entry, rows)
    with connections["default"].cursor() as cursor:
        cursor.execute(PUBLISH, [[claim.pk for claim in claims]])
    project_entries(first, first + len(rows) - 1)
    tell_nouns(versions)
    tell_figures(versions)
    wake_webhooks()


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
    content = {**content, **merged_nouns(became(claim, before, content))}
    return entry, document_of(entry, content, published_at=published_at)


def became(
    claim: Claim, before: Entry | None, content: dict[str, Any]
) -> dict[uuid.UUID, Noun]:
    """Find the nouns a claim named last and now names as others, since they were merged.

    By the key of each that was merged; where the one that stands for it is not named,
    nothing is said of it.
    """
    named = nouns_of(content)
    if before is not None and before.event == Event.WITHDRAWN:
        before = entries.of_claim(claim.pk).exclude(event=Event.WITHDRAWN).first()
    if before is None or not named:
        return {}
    known, found = nouns_of(json.loads(bytes(before.document))), {}
    for kind, model in MERGEABLE.items():
        gone = [key for key in known.keys() - named.keys() if known[key].kind == kind]
        rows: Any = model.with_merged
        for row in rows.filter(pk__in=gone).exclude(merged_into=None):
            standing = rows.standing_for(row)
            if standing.pk in named:
                found[row.pk] = named[standing.pk]
    return found


def project_entry(entry: Entry, document: dict[str, Any]) -> None:
    """Carry a claim's newest entry into the projections."""
    standing = published_claims.standing().select_related("entry")
    old = standing.filter(claim_id=entry.claim_id).first()
    if old is not None:
        replace_version(old.pk, entry.sequence)
    project_entries(entry.sequence, entry.sequence)
    replaced = None
    if old is not None:
        said = json.loads(bytes(old.entry.document))
        replaced = Version(old.pk, entry.claim_id, said)
    project_nouns(Version(entry.sequence, entry.claim_id, document), replaced)
