"""Making the projections again from the log alone."""

import json
from collections.abc import Callable, Iterable, Iterator

from django.db import connection, models, transaction

from claims.models import Entry, PublishedClaim

from .record import entries, lock_record, published_row

CHUNK = 1000

Progress = Callable[[Iterable[Entry]], Iterable[Entry]]


def rebuild_record(progress: Progress = iter) -> int:
    """Make the projections from the log and return how many rows differed.

    Holds the record's advisory lock: nothing is published meanwhile, and what is
    public stays readable throughout. Interrupted, it leaves all as it was.
    """
    with transaction.atomic():
        lock_record()
        return sum(
            [
                _replace(PublishedClaim, claim_rows(progress)),
            ]
        )


def claim_rows(progress: Progress) -> Iterator[models.Model]:
    """Make the row of each claim whose newest entry is no withdrawal."""
    newest = entries.order_by("claim_id", "-version").distinct("claim_id")
    for entry in progress(newest.iterator(CHUNK)):
        row = published_row(entry, json.loads(bytes(entry.document)))
        if row is not None:
            yield row


def _replace(model: type[models.Model], rows: Iterator[models.Model]) -> int:
    """Put ``rows`` in the table's place; count rows changed, missing and too many."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE before ON COMMIT DROP AS TABLE {table}")
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - a table of ours
        _insert(model, rows)
        cursor.execute(
            f"SELECT count(*) FROM before FULL JOIN {table} AS after USING (id)"  # noqa: S608
            " WHERE to_jsonb(before) IS DISTINCT FROM to_jsonb(after)"
        )
        [differed] = cursor.fetchone()
        cursor.execute("DROP TABLE before")
    return differed


def _insert(model: type[models.Model], rows: Iterator[models.Model]) -> None:
    chunk: list[models.Model] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            model._default_manager.bulk_create(chunk)
            chunk.clear()
    model._default_manager.bulk_create(chunk)
