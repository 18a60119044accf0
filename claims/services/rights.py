"""What each database role may do: the owner grants it after every migration."""

from typing import Any

from django.apps import apps
from django.db import connections, transaction
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
    the owner, or no role of its own, is left alone. All of it at once, so that
    a site that is up meanwhile never lacks a right.
    """
    with transaction.atomic("owner"):
        _grant_rights()


def _grant_rights() -> None:
    owner, desk = role_of("owner"), role_of("default")
    readers = {
        role_of(alias)
        for alias in connections
        if alias.startswith(("record", "replica"))
    }
    _pin_triggers()
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


def _pin_triggers() -> None:
    """Have the triggers look for tables in the schema, and nowhere before it.

    A session's temporary table would else stand in a trigger's sight for the
    table of its name: the history, or the record that an entry continues.
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE prorettype = 'trigger'::regtype"
            " AND pronamespace = 'public'::regnamespace"
        )
        functions = [name for (name,) in cursor.fetchall()]
    for name in functions:
        _run("ALTER FUNCTION public.{}() SET search_path = public, pg_temp", name)


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
