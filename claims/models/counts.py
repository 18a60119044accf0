"""How many rows have each value of a column: counted where few, estimated where many."""

from collections.abc import Sequence
from typing import Any

from django.db import connections, models

from .sizes import EXACT, Size, rounded

# What the statistics say of a value is asked first: one that they give many rows is
# not counted.
COUNTS = """
    SELECT wanted.value, known.estimate, CASE
        WHEN known.estimate > %(exact)s THEN NULL
        ELSE (
            SELECT count(*) FROM (
                SELECT FROM {table} WHERE {column} = wanted.value
                LIMIT %(exact)s + 1
            ) AS counted
        )
    END
    FROM unnest(%(values)s::text[]) AS wanted (value)
    LEFT JOIN (
        SELECT given.value, given.share * pg_class.reltuples AS estimate
        FROM pg_stats
        JOIN pg_class ON pg_class.oid = %(table)s::regclass AND reltuples > 0
        CROSS JOIN unnest(most_common_vals::text::text[], most_common_freqs)
            AS given (value, share)
        WHERE schemaname = 'public' AND tablename = %(table)s
            AND attname = %(column)s
    ) AS known ON known.value = wanted.value
"""


def counts_of(
    model: type[models.Model], column: str, values: Sequence[str]
) -> dict[str, Size]:
    """Tell how many rows have each of the values that an indexed column may have.

    A value with more than ``EXACT`` rows is told from the statistics that
    PostgreSQL keeps of a table, so the question costs the same at any size.
    """
    table = model._meta.db_table
    sql = COUNTS.format(table=f'"{table}"', column=f'"{table}"."{column}"')
    given: dict[str, Any] = {
        "exact": EXACT,
        "values": list(values),
        "table": table,
        "column": column,
    }
    with connections["default"].cursor() as cursor:
        cursor.execute(sql, given)
        found = {value: (estimate, number) for value, estimate, number in cursor}
    return {value: _size(*found[value]) for value in values}


def _size(estimate: float | None, number: int | None) -> Size:
    if number is None:
        return Size(rounded(round(estimate or 0)), is_exact=False, is_estimate=True)
    return Size(min(number, EXACT), is_exact=number <= EXACT)
