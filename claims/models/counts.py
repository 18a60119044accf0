"""Counting without reading a large table: exact where few, estimated where many."""

from collections.abc import Sequence

from django.db import connections, models

from .sizes import EXACT, Size, rounded

ESTIMATES = """
    SELECT given.value, given.share * pg_class.reltuples
    FROM pg_stats
    JOIN pg_class ON pg_class.oid = to_regclass(%s) AND reltuples > 0
    CROSS JOIN unnest(most_common_vals::text::text[], most_common_freqs)
        AS given (value, share)
    WHERE schemaname = 'public' AND tablename = %s AND attname = %s
"""
COUNTS = """
    SELECT wanted.one, (
        SELECT count(*) FROM (
            SELECT FROM {table} WHERE {column} = wanted.one LIMIT %s
        ) AS counted
    )
    FROM unnest(%s::text[]) AS wanted (one)
"""


def counts_of(
    model: type[models.Model], column: str, values: Sequence[str]
) -> dict[str, Size]:
    """Tell how many rows have each of the values that an indexed column may have.

    A value with more than ``EXACT`` rows is told from the statistics that
    PostgreSQL keeps of a table, so the question costs the same at any size.
    """
    sizes = {
        value: Size(rounded(round(estimate)), is_exact=False, is_estimate=True)
        for value, estimate in _estimates(model, column).items()
        if estimate > EXACT
    }
    counted = _counted(model, column, [each for each in values if each not in sizes])
    sizes |= {
        value: Size(min(number, EXACT), is_exact=number <= EXACT)
        for value, number in counted.items()
    }
    return {value: sizes[value] for value in values}


def _estimates(model: type[models.Model], column: str) -> dict[str, float]:
    table = model._meta.db_table
    with connections["default"].cursor() as cursor:
        cursor.execute(ESTIMATES, [table, table, column])
        return dict(cursor.fetchall())


def _counted(
    model: type[models.Model], column: str, values: Sequence[str]
) -> dict[str, int]:
    sql = COUNTS.format(table=f'"{model._meta.db_table}"', column=f'"{column}"')
    with connections["default"].cursor() as cursor:
        cursor.execute(sql, [EXACT + 1, list(values)])
        return dict(cursor.fetchall())
