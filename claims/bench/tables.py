"""Statements of the benchmark, run as the owner."""

from typing import Any

from django.db import connections


def run(sql: str, *parameters: Any) -> None:
    """Run a statement as the owner."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, parameters)
