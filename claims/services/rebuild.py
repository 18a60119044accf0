"""Making the projections again from the log alone."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from django.db import connections, transaction
from django.db.models import Max

from claims.models import Entry, Event, PublishedClaim, PublishedNoun

from .nouns import FIGURES, NOUNS, SHARES, Version, tell_figures, tell_nouns
from .projection import CLAIMS, TERMS, project_entries
from .record import lock_record

CHUNK = 1000

# Which columns tell the rows of a projection apart that is made in SQL.
KEYS = {CLAIMS: "entry_id", TERMS: "term, entry_id"}
NOUN_KEYS = {NOUNS: "id", SHARES: "noun_id, topic_id, language", FIGURES: "id"}

DIFFERING = """
    CREATE TEMPORARY TABLE differing ON COMMIT DROP AS
    SELECT {key} FROM {made} AS made FULL JOIN {table} AS standing USING ({key})
    WHERE ROW(made.*) IS DISTINCT FROM ROW(standing.*)
"""
REMOVE = "DELETE FROM {table} WHERE ({key}) IN (TABLE differing)"
ADD = "INSERT INTO {table} SELECT * FROM {made} WHERE ({key}) IN (TABLE differing)"

Progress = Callable[[Iterable[int]], Iterable[int]]


def rebuild_record(progress: Progress = iter, *, alias: str = "default") -> int:
    """Make the projections from the log and return how many rows differed.

    Holds the record's advisory lock: nothing is published meanwhile, and what is
    public stays readable throughout. Interrupted, it leaves all as it was.
    """
    with transaction.atomic(alias), connections[alias].cursor() as cursor:
        # The role's own limit is for those that somebody waits for.
        cursor.execute("SET LOCAL statement_timeout = 0")
        lock_record(alias)
        return sum(
            [
                _settle_claims(progress, alias),
                _settle_nouns(alias),
            ]
        )


def fill_emptied_projections(*, alias: str) -> int:
    """Make the projections where a migration has made their tables or columns anew.

    Returns how many rows were missing. They are empty only then: beside a log with
    a version, since what was withdrawn has rows too, of when it stood; and beside a
    version that stands, since that tells of a topic. Reviews are counted in each row.
    """
    claims = PublishedClaim.objects.using(alias)
    nouns = PublishedNoun.objects.using(alias)
    versions = Entry.objects.using(alias).exclude(event=Event.WITHDRAWN)
    lacking = versions.exists() and not claims.exists()
    lacking = lacking or claims.filter(reviews=None).exists()
    if lacking or (claims.standing().exists() and not nouns.exists()):
        return rebuild_record(alias=alias)
    return 0


def _settle_claims(progress: Progress, alias: str) -> int:
    """Make the rows of all versions beside their tables, and write what differs."""
    with _made_beside(KEYS, "", alias) as made:
        last = Entry.objects.using(alias).aggregate(last=Max("sequence"))["last"] or 0
        for first in progress(range(1, last + 1, CHUNK)):
            project_entries(
                first,
                first + CHUNK - 1,
                alias=alias,
                claims=made + CLAIMS,
                terms=made + TERMS,
            )
        return _settle(KEYS, alias)


def _settle_nouns(alias: str) -> int:
    """Make nouns and figures of the versions that stand, and write what differs."""
    standing = PublishedClaim.objects.using(alias).standing().order_by("entry_id")
    columns = standing.values_list("entry_id", "claim_id", "entry__document")
    said = iter(columns.iterator(CHUNK))
    with _made_beside(NOUN_KEYS, "INCLUDING INDEXES", alias) as made:
        while part := list(islice(said, CHUNK)):
            versions = [
                Version(sequence, claim_id, json.loads(bytes(document)))
                for sequence, claim_id, document in part
            ]
            tell_nouns(versions, alias=alias, made=made)
            tell_figures(versions, alias=alias, made=made)
        return _settle(NOUN_KEYS, alias)


@contextmanager
def _made_beside(keys: Iterable[str], like: str, alias: str) -> Iterator[str]:
    """Have an empty table beside each, and give what stands before their names."""
    with connections[alias].cursor() as cursor:
        for table in keys:
            cursor.execute(
                f"CREATE TEMPORARY TABLE made_{table} (LIKE {table} {like}) ON COMMIT DROP"
            )
        yield "made_"
        for table in keys:
            cursor.execute(f"DROP TABLE made_{table}")


def _settle(keys: dict[str, str], alias: str) -> int:
    """Write what differs from what is made beside; say how many rows."""
    differed = 0
    with connections[alias].cursor() as cursor:
        for table, key in keys.items():
            names = {"table": table, "made": f"made_{table}", "key": key}
            cursor.execute(DIFFERING.format(**names))
            differed += cursor.rowcount
            cursor.execute(REMOVE.format(**names))
            cursor.execute(ADD.format(**names))
            cursor.execute("DROP TABLE differing")
    return differed
