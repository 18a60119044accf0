"""The queries that one page of the desk asks, and those that read a big table through."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, NamedTuple

from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from .server import HOST

# A table from here on is big: reading it through is felt.
BIG = 10_000


class Asked(NamedTuple):
    """How many queries a page took, and which of them read a big table through."""

    queries: int
    scans: list[str]


def asked_by(path: str, cookies: dict[str, str]) -> Asked:
    """Ask for a page in this process and look at the plan of each of its queries."""
    client = Client(SERVER_NAME=HOST)
    client.cookies.load(cookies)
    client.get(path)
    with ExitStack() as stack:
        captured = [
            (alias, stack.enter_context(CaptureQueriesContext(connections[alias])))
            for alias in ("default", "record")
        ]
        client.get(path)
    queries = [(alias, query["sql"]) for alias, each in captured for query in each]
    scans = [
        f"{table}: {sql}" for alias, sql in queries for table in scanned(alias, sql)
    ]
    return Asked(len(queries), scans)


def scanned(alias: str, sql: str) -> Iterator[str]:
    """Name the big tables that a query reads from their first row to their last."""
    if not sql.lstrip("( \n").upper().startswith(("SELECT", "WITH")):
        return
    with connections[alias].cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        [[[plan]]] = cursor.fetchall()
        for table in sequential(plan["Plan"]):
            cursor.execute(
                "SELECT reltuples FROM pg_class WHERE oid = to_regclass(%s)",
                [f'"{table}"'],
            )
            [rows] = cursor.fetchone()
            if rows > BIG:
                yield table


def sequential(node: dict[str, Any]) -> Iterator[str]:
    """Name the tables that a plan scans sequentially."""
    if node["Node Type"] == "Seq Scan":
        yield node["Relation Name"]
    for below in node.get("Plans", []):
        yield from sequential(below)
