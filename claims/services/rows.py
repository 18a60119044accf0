"""Reference rows of the desk: topics, measures, agents, sources, tags, verdicts."""

from typing import Any, TypeVar

from django.contrib.auth.models import User

from claims.models import DeskRow

from .base import acting, edit, lock
from .changes import spread_change

Row = TypeVar("Row", bound=DeskRow)


def record_row(row: Row, *, by: User, reason: str = "", **values: Any) -> Row:
    """Add a new topic, measure, agent, source, tag or verdict."""
    with acting(by, f"add_{row._meta.model_name}", reason=reason):
        edit(row, **values)
    return row


def revise_row(
    row: Row, *, revision: int, by: User, reason: str = "", **values: Any
) -> Row:
    """Change a topic, measure, agent, source, tag or verdict.

    Raises ``ConflictError`` when the row is no longer at ``revision``.
    """
    with acting(by, f"change_{row._meta.model_name}", reason=reason):
        fresh = lock(row, revision)
        edit(fresh, **values)
        spread_change(fresh)
    return fresh
