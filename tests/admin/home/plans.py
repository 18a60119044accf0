"""What PostgreSQL plans for the questions of a page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def explained() -> Iterator[list[tuple[str, dict[str, Any]]]]:
    """Collect each question asked on the desk's connection, with its plan."""
    plans: list[tuple[str, dict[str, Any]]] = []

    def explain(execute: Callable, sql: str, params: Any, many: bool, context: Any):
        if sql.lstrip().startswith("SELECT"):
            with connection.connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
                [plan] = cursor.fetchone()
            plans.append((sql, plan[0]["Plan"]))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        yield plans


def read_whole(plan: dict[str, Any]) -> set[str]:
    """Name the tables that a plan reads from end to end."""
    below = [read_whole(each) for each in plan.get("Plans", [])]
    own = {plan["Relation Name"]} if plan["Node Type"] == "Seq Scan" else set()
    return own.union(*below)


def tables(plans: list[tuple[str, dict[str, Any]]]) -> set[str]:
    """Name the tables that some question reads from end to end."""
    return set().union(*(read_whole(plan) for _, plan in plans))
