"""The change feed: the log in commit order, as somebody may see it."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connections, router
from django.db.backends.utils import CursorWrapper
from psycopg.pq import Format

from .allowed import Allowed
from .record import Entry

# How much of the log one question looks through for somebody who may see a part.
WINDOW = 10_000


class FeedEntry(NamedTuple):
    """An entry as somebody may see it; without a document it is no longer for them."""

    sequence: int
    event: str
    claim_id: uuid.UUID
    version: int
    digest: str
    note: str
    at: datetime
    document: bytes | None


class Stretch(NamedTuple):
    """A stretch of the log: what of it may be seen, and where it ends.

    ``more`` says that the log goes on; without it this was all there is so far.
    """

    rows: Sequence[FeedEntry]
    reached: int
    more: bool


COLUMNS = "sequence, event, claim_id, version, digest, note, at"

EVERY = f"""
    SELECT {COLUMNS}, document FROM claims_entry
    WHERE sequence > %s ORDER BY sequence LIMIT %s
"""  # noqa: S608 - columns of ours

LAST = "SELECT coalesce(max(sequence), 0) FROM claims_entry"

# What a claim is about stands in the projection, a row a version; a withdrawal has
# none, and counts as what it withdrew.
SEEN = f"""
    WITH stretch AS (
        SELECT entry.*, published.entry_id IS NULL AS withdrawn,
            (%(all_topics)s OR published.topic_id = ANY(%(topics)s::uuid[]))
                AND (%(all_languages)s OR published.language = ANY(%(languages)s::text[]))
                AND published.entry_id IS NOT NULL AS is_seen,
            (%(all_topics)s OR earlier.topic_id = ANY(%(topics)s::uuid[]))
                AND (%(all_languages)s OR earlier.language = ANY(%(languages)s::text[]))
                AND earlier.entry_id IS NOT NULL AS was_seen
        FROM claims_entry AS entry
        LEFT JOIN claims_publishedclaim AS published
            ON published.entry_id = entry.sequence
        LEFT JOIN claims_entry AS before
            ON before.claim_id = entry.claim_id AND before.version = entry.version - 1
        LEFT JOIN claims_publishedclaim AS earlier ON earlier.entry_id = before.sequence
        WHERE entry.sequence > %(after)s AND entry.sequence <= %(upto)s
    )
    SELECT {COLUMNS}, CASE WHEN is_seen OR withdrawn THEN document END
    FROM stretch WHERE is_seen OR was_seen ORDER BY sequence LIMIT %(limit)s
"""  # noqa: S608 - columns of ours


def feed_after(after: int, *, limit: int, allowed: Allowed) -> Stretch:
    """Read up to ``limit`` entries that may be seen, in the order of their commits.

    Numbers are dense and given in commit order, so nothing can yet appear behind
    the one that was reached. Who may see a part gets an entry of a claim that left
    it once more, without a document; what they never saw is passed over.
    """
    with connections[router.db_for_read(Entry)].cursor() as cursor:
        cursor.cursor.format = Format.BINARY
        if allowed.is_all:
            return every_change(cursor, after, limit)
        return seen_changes(cursor, after, limit, allowed)


def every_change(cursor: CursorWrapper, after: int, limit: int) -> Stretch:
    """Read the log as it is."""
    cursor.execute(EVERY, [after, limit + 1])
    rows = [FeedEntry(*row) for row in cursor.fetchall()]
    more = len(rows) > limit
    rows = rows[:limit]
    return Stretch(rows, rows[-1].sequence if rows else after, more)


def seen_changes(
    cursor: CursorWrapper, after: int, limit: int, allowed: Allowed
) -> Stretch:
    """Read what may be seen of a stretch of the log, of which all is committed."""
    cursor.execute(LAST)
    [last] = cursor.fetchone()
    upto = max(after, min(last, after + WINDOW))
    cursor.execute(
        SEEN,
        {
            "all_topics": not allowed.topics,
            "topics": list(allowed.topics),
            "all_languages": not allowed.languages,
            "languages": list(allowed.languages),
            "after": after,
            "upto": upto,
            "limit": limit,
        },
    )
    rows = [FeedEntry(*row) for row in cursor.fetchall()]
    reached = rows[-1].sequence if len(rows) == limit else upto
    return Stretch(rows, reached, reached < last)
