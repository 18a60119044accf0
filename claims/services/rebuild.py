"""Making the projections again from the log alone."""

from collections.abc import Callable, Iterable, Iterator

from django.db import connections, models, transaction
from django.db.models import Count, Max

from claims.models import Entry, Event, PublishedClaim, PublishedTopic

from .projection import CLAIMS, TERMS, project_entries
from .record import lock_record, topic_row

CHUNK = 1000

# Which columns tell the rows of a projection apart that is made in SQL.
KEYS = {CLAIMS: "entry_id", TERMS: "entry_id, term"}

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
                _replace(PublishedTopic, topic_rows(alias), alias),
            ]
        )


def fill_emptied_projections(*, alias: str) -> int:
    """Make the projections where a migration has made their tables anew.

    Returns how many rows were missing. They are empty beside a log with a version
    only then: what was withdrawn since has rows too, of when it stood.
    """
    versions = Entry.objects.using(alias).exclude(event=Event.WITHDRAWN)
    if PublishedClaim.objects.using(alias).exists() or not versions.exists():
        return 0
    return rebuild_record(alias=alias)


def topic_rows(alias: str = "default") -> Iterator[models.Model]:
    """Make the row of each topic from the newest public claim about it."""
    topics = (
        PublishedClaim.objects.using(alias)
        .standing()
        .values("topic_id")
        .annotate(newest=Max("entry_id"), claims=Count("entry_id"))
        .order_by("topic_id")
    )
    for topic in topics.iterator(CHUNK):
        entry = Entry.objects.using(alias).get(pk=topic["newest"])
        yield topic_row(entry, claims=topic["claims"])


def _settle_claims(progress: Progress, alias: str) -> int:
    """Make the rows of all versions beside their tables, and write what differs."""
    made = {table: f"made_{table}" for table in KEYS}
    with connections[alias].cursor() as cursor:
        for table, beside in made.items():
            cursor.execute(
                f"CREATE TEMPORARY TABLE {beside} (LIKE {table}) ON COMMIT DROP"
            )
        last = Entry.objects.using(alias).aggregate(last=Max("sequence"))["last"] or 0
        for first in progress(range(1, last + 1, CHUNK)):
            project_entries(
                first,
                first + CHUNK - 1,
                alias=alias,
                claims=made[CLAIMS],
                terms=made[TERMS],
            )
        differed = 0
        for table, beside in made.items():
            names = {"table": table, "made": beside, "key": KEYS[table]}
            cursor.execute(DIFFERING.format(**names))
            differed += cursor.rowcount
            cursor.execute(REMOVE.format(**names))
            cursor.execute(ADD.format(**names))
            cursor.execute(f"DROP TABLE differing, {beside}")
    return differed


def _replace(
    model: type[models.Model], rows: Iterator[models.Model], alias: str
) -> int:
    """Put ``rows`` in the table's place; count rows changed, missing and too many."""
    table = connections[alias].ops.quote_name(model._meta.db_table)
    with connections[alias].cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE before ON COMMIT DROP AS TABLE {table}")
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - a table of ours
        _insert(model, rows, alias)
        cursor.execute(
            f"SELECT count(*) FROM before FULL JOIN {table} AS after USING (id)"  # noqa: S608
            " WHERE to_jsonb(before) IS DISTINCT FROM to_jsonb(after)"
        )
        [differed] = cursor.fetchone()
        cursor.execute("DROP TABLE before")
    return differed


def _insert(
    model: type[models.Model], rows: Iterator[models.Model], alias: str
) -> None:
    chunk: list[models.Model] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            model._default_manager.using(alias).bulk_create(chunk)
            chunk.clear()
    model._default_manager.using(alias).bulk_create(chunk)
