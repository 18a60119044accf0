"""How many rows a list has: counted where few, estimated where many."""

from typing import Any, NamedTuple

from django.db import connections, models

# Up to here rows are counted one by one.
EXACT = 10_000
# An estimate from here on is believed: counting could read that many rows.
CERTAIN = 10 * EXACT


class Size(NamedTuple):
    """A number of rows, and what it is: exact, a lower bound, or an estimate."""

    number: int
    is_exact: bool = True
    is_estimate: bool = False

    def __str__(self) -> str:
        if self.is_exact:
            return f"{self.number:,}"
        if self.is_estimate:
            return f"about {rounded(self.number):,}"
        return f"more than {self.number:,}"


def rounded(number: int) -> int:
    """Keep the two digits of an estimate that say something."""
    return int(float(f"{number:.2g}"))


def size_of(rows: models.QuerySet[Any, Any]) -> Size:
    """Tell how many rows a query has without reading a large table.

    A query that PostgreSQL plans with many rows is not run; of any other at most
    ``EXACT`` rows and one are read.
    """
    planned = planned_rows(rows)
    if planned > CERTAIN:
        return Size(planned, is_exact=False, is_estimate=True)
    number = counted(rows)
    if number <= EXACT:
        return Size(number)
    if rows.query.where != rows.model._default_manager.get_queryset().query.where:
        return Size(EXACT, is_exact=False)
    return Size(max(planned, EXACT), is_exact=False, is_estimate=True)


def counted(rows: models.QuerySet[Any, Any]) -> int:
    """Count at most one row more than ``EXACT``, along the order of the keys."""
    return rows.order_by("-pk").values("pk")[: EXACT + 1].count()


def planned_rows(rows: models.QuerySet[Any, Any]) -> int:
    """Ask PostgreSQL with how many rows it plans; the query is not run."""
    query = rows.order_by().values("pk").query
    if query.is_empty():
        return 0
    sql, parameters = query.sql_with_params()
    with connections[rows.db].cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", parameters)
        [[[plan]]] = cursor.fetchall()
    return int(plan["Plan"]["Plan Rows"])
