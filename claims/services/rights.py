"""What each database role may do: the owner grants it after every migration."""

from typing import Any

from django.apps import apps
from django.db import connections
from pghistory.models import Event
from psycopg import sql

from claims.models import RECORD_MODELS, Entry


def role_of(alias: str) -> str:
    """Name the role that a database alias logs in as."""
    return connections[alias].settings_dict["USER"]


def grant_rights() -> None:
    """Give the desk's role and the record's role their rights, and take all others.

    The desk's role may add to the record and to the history but not change
    them; the record's role may read the record and nothing else. A role that is
    the owner, or no role of its own, is left alone.
    """
    owner, desk = role_of("owner"), role_of("default")
    readers = {
        role_of(alias)
        for alias in connections
        if alias.startswith(("record", "replica"))
    }
    if desk != owner:
        _grant_desk(desk)
    for reader in readers - {owner, desk}:
        _grant_reader(reader)


def append_only_tables() -> list[str]:
    """List the tables that only grow: the record's log and the desk's history."""
    models = apps.get_models()
    return [
        model._meta.db_table
        for model in models
        if model is Entry or issubclass(model, Event)
    ]


def _grant_desk(role: str) -> None:
    _run(
        "REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC",
        connections["owner"].settings_dict["NAME"],
    )
    _run(
        "GRANT TEMPORARY ON DATABASE {} TO {}",
        connections["owner"].settings_dict["NAME"],
        role,
    )
    _run("GRANT USAGE ON SCHEMA public TO {}", role)
    _run("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}", role)
    _run(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
        role,
    )
    _run("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}", role)
    for table in append_only_tables():
        _run("REVOKE UPDATE, DELETE ON {} FROM {}", table, role)
    _run("REVOKE INSERT, UPDATE, DELETE ON {} FROM {}", "django_migrations", role)


def _grant_reader(role: str) -> None:
    _run("GRANT USAGE ON SCHEMA public TO {}", role)
    _run("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}", role)
    for model in RECORD_MODELS:
        _run("GRANT SELECT ON {} TO {}", model._meta.db_table, role)


def _run(statement: str, *names: Any) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
