"""Quotas: how much may be asked of the API in a window, and how much was, by day."""

import itertools
import re
import threading
import time
import uuid
from datetime import date
from typing import Any, NamedTuple
from weakref import WeakSet

import psycopg
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone
from psycopg.pq import ExecStatus

# The length of a window, in seconds.
WINDOW = 60

# One statement reads, decides and counts, so that of any number of requests at once
# as many are let through as the limit says, whichever process they come to. What is
# refused is counted no further than one above the limit.
SPEND = """
    INSERT INTO claims_quota AS quota (spender, ends_at, used)
    VALUES (
        %s, statement_timestamp() + %s::int * interval '1 second', 1
    )
    ON CONFLICT (spender) DO UPDATE SET
        used = CASE WHEN quota.ends_at > statement_timestamp()
            THEN least(quota.used, %s::int) + 1 ELSE 1 END,
        ends_at = CASE WHEN quota.ends_at > statement_timestamp()
            THEN quota.ends_at ELSE excluded.ends_at END
    RETURNING used, ceil(extract(epoch FROM ends_at - statement_timestamp()))::int
"""
LOOK = """
    SELECT used, ceil(extract(epoch FROM ends_at - statement_timestamp()))::int
    FROM claims_quota
    WHERE spender = %s AND ends_at > statement_timestamp()
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


# What the statements are prepared as, and the answer where there is no row.
NAMES = {SPEND: b"claims_spend", LOOK: b"claims_look"}
NOTHING = (0, 0)


def spend(purse: Purse) -> Standing:
    """Take a request out of a purse; it is not open where none was left."""
    used, resets_in = _ask(SPEND, [purse.spender, str(purse.window), str(purse.limit)])
    return Standing(used <= purse.limit, max(purse.limit - used, 0), resets_in)


def look(purse: Purse) -> Standing:
    """See how a purse stands, and take nothing out of it."""
    used, resets_in = _ask(LOOK, [purse.spender])
    if resets_in == 0:
        resets_in = purse.window
    return Standing(used < purse.limit, max(purse.limit - used, 0), resets_in)


# The connections on which the two are prepared.
prepared: WeakSet[psycopg.Connection[Any]] = WeakSet()


def _ask(statement: str, values: list[str]) -> tuple[int, int]:
    """Send a statement on this thread's connection, once more where that had died.

    It goes straight to libpq, prepared: the way through two cursors costs eight times
    as much, at the web process and at PostgreSQL. Within a transaction, and where
    something is amiss (a pool in between that knows no prepared statement, an error
    to be told), it goes the ordinary way.
    """
    if not connection.in_atomic_block:
        connection.ensure_connection()
        with connection.wrap_database_errors:
            answer = _ask_prepared(connection.connection, statement, values)
        if answer is not None:
            return answer
        connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone() or NOTHING


def _ask_prepared(
    link: "psycopg.Connection[Any]", statement: str, values: list[str]
) -> tuple[int, int] | None:
    if link not in prepared:
        for each in (SPEND, LOOK):
            link.pgconn.prepare(NAMES[each], _numbered(each), None)
        prepared.add(link)
    result = link.pgconn.exec_prepared(
        NAMES[statement], [value.encode() for value in values]
    )
    if result.status != ExecStatus.TUPLES_OK:
        return None
    if result.ntuples == 0:
        return NOTHING
    used, resets_in = result.get_value(0, 0), result.get_value(0, 1)
    return int(used or 0), int(resets_in or 0)


def _numbered(statement: str) -> bytes:
    """Write a statement's parameters as the server takes them."""
    numbers = itertools.count(1)
    return re.sub("%s", lambda found: f"${next(numbers)}", statement).encode()


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
