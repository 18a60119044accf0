"""Quotas: how much may be asked of the API in a window, and how much was, by day."""

import threading
import time
import uuid
from datetime import date
from typing import Any, NamedTuple

import psycopg
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

# The length of a window, in seconds.
WINDOW = 60

# One statement reads, decides and counts, so that of any number of requests at once
# as many are let through as the limit says, whichever process they come to. What is
# refused is counted no further than one above the limit.
SPEND = """
    INSERT INTO claims_quota AS quota (spender, ends_at, used)
    VALUES (
        %(spender)s, statement_timestamp() + %(window)s * interval '1 second', 1
    )
    ON CONFLICT (spender) DO UPDATE SET
        used = CASE WHEN quota.ends_at > statement_timestamp()
            THEN least(quota.used, %(limit)s) + 1 ELSE 1 END,
        ends_at = CASE WHEN quota.ends_at > statement_timestamp()
            THEN quota.ends_at ELSE excluded.ends_at END
    RETURNING used, ceil(extract(epoch FROM ends_at - statement_timestamp()))::int
"""
LOOK = """
    SELECT used, ceil(extract(epoch FROM ends_at - statement_timestamp()))::int
    FROM claims_quota
    WHERE spender = %(spender)s AND ends_at > statement_timestamp()
"""
# Locked rows are being written, so they are not of the past.
FORGET = """
    DELETE FROM claims_quota WHERE spender IN (
        SELECT spender FROM claims_quota
        WHERE ends_at < statement_timestamp() - interval '1 minute'
        FOR UPDATE SKIP LOCKED
    )
"""
ADD_UP = """
    INSERT INTO claims_dailyuse AS use (key_id, day, served, refused, last_at)
    SELECT * FROM unnest(
        %s::uuid[], %s::date[], %s::bigint[], %s::bigint[], %s::timestamptz[]
    ) AS counted (key_id, day, served, refused, last_at)
    ORDER BY counted.key_id, counted.day
    ON CONFLICT (key_id, day) DO UPDATE SET
        served = use.served + excluded.served,
        refused = use.refused + excluded.refused,
        last_at = greatest(use.last_at, excluded.last_at)
"""


class Purse(NamedTuple):
    """Whose requests are counted together, as which policy, and how many they may be."""

    spender: str
    policy: str
    limit: int
    window: int = WINDOW


class Standing(NamedTuple):
    """How a purse stands: what is left in it, and for how many seconds."""

    is_open: bool
    remaining: int
    resets_in: int


def spend(purse: Purse) -> Standing:
    """Take a request out of a purse; it is not open where none was left."""
    used, resets_in = _ask(SPEND, purse)
    return Standing(used <= purse.limit, max(purse.limit - used, 0), resets_in)


def look(purse: Purse) -> Standing:
    """See how a purse stands, and take nothing out of it."""
    used, resets_in = _ask(LOOK, purse) or (0, purse.window)
    return Standing(used < purse.limit, max(purse.limit - used, 0), resets_in)


def _ask(statement: str, purse: Purse) -> Any:
    """Send a statement on this thread's connection, once more where that had died.

    Spares the question whether the connection lives, which Django asks before the
    first statement of each request, and has the statement planned but once.
    """
    try:
        return _send(statement, purse)
    except OperationalError:
        if connection.in_atomic_block:
            raise
        connection.close()
        return _send(statement, purse)


def _send(statement: str, purse: Purse) -> Any:
    connection.ensure_connection()
    with connection.wrap_database_errors:
        cursor = psycopg.Cursor(connection.connection)
        cursor.execute(statement, purse._asdict(), prepare=True)
        return cursor.fetchone()


Counts = dict[tuple[uuid.UUID | None, date], list[Any]]


class Tally:
    """What this process has counted and not yet added up in the database.

    A request that comes when the last adding up is some seconds past adds up, so a
    lone one is seen at once and many cost one statement. What a database that does
    not answer was not told is added up the next time.
    """

    EVERY = 10

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.counts: Counts = {}
        self.next_at = 0.0

    def count(self, key: uuid.UUID | None, *, served: bool) -> None:
        """Count a request with a key, or without one."""
        now = timezone.now()
        with self.lock:
            self._add((key, now.date()), [served, not served, now])
            if time.monotonic() < self.next_at:
                return
            self.next_at = time.monotonic() + self.EVERY
            counts, self.counts = self.counts, {}
        try:
            add_up(counts)
        except (OperationalError, InterfaceError):
            with self.lock:
                for which, line in counts.items():
                    self._add(which, line)

    def _add(self, which: tuple[uuid.UUID | None, date], line: list[Any]) -> None:
        served, refused, last_at = self.counts.get(which, (0, 0, line[2]))
        self.counts[which] = [
            served + line[0],
            refused + line[1],
            max(last_at, line[2]),
        ]


def add_up(counts: Counts) -> None:
    """Add counts to those in the database, and forget the windows of the past."""
    rows = [(*which, *numbers) for which, numbers in counts.items()]
    with connection.cursor() as cursor:
        cursor.execute(ADD_UP, [list(column) for column in zip(*rows, strict=True)])
        cursor.execute(FORGET)


tally = Tally()
