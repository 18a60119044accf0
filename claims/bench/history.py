"""The history of many rows at once, as the row triggers would write it.

A statement a batch instead of a trigger a row: half the time of seeding went there.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import models
from pghistory.models import Event

from .tables import run

ROW_TRIGGERS = ("insert_insert", "update_update")
ADDED = {
    "pgh_created_at": "clock_timestamp()",
    "pgh_label": "%s",
    "pgh_obj_id": "id",
    "pgh_context": "current_setting('pghistory.context_metadata')::jsonb",
    "pgh_context_id": "current_setting('pghistory.context_id')::uuid",
}


@contextlib.contextmanager
def in_sets(*tracked: type[models.Model]) -> Iterator[None]:
    """Put aside the triggers that write a history row a change; ``keep`` does it.

    All other triggers stay. The tables are locked against other writers until the
    transaction ends, and a rollback brings the triggers back.
    """
    tables = {model._meta.db_table for model in tracked}
    named = sorted(
        (model._meta.db_table, trigger.get_pgid(model))
        for model, trigger in pgtrigger.registered()
        if trigger.name in ROW_TRIGGERS and model._meta.db_table in tables
    )
    for table, trigger in named:
        run(f'ALTER TABLE "{table}" DISABLE TRIGGER "{trigger}"')
    yield
    # A table with foreign keys still to be checked cannot be altered.
    run("SET CONSTRAINTS ALL IMMEDIATE")
    for table, trigger in named:
        run(f'ALTER TABLE "{table}" ENABLE TRIGGER "{trigger}"')


def table_of(event: type[Event]) -> str:
    """Name the table that an event table keeps the history of."""
    tracked: type[models.Model] = event.pgh_tracked_model  # type: ignore[assignment]
    return tracked._meta.db_table


def keep(model: type[models.Model], label: str, column: str, keys: list[Any]) -> None:
    """Write the rows whose ``column`` is among ``keys`` to their history as they are."""
    table = model._meta.db_table
    event = next(
        each
        for each in apps.get_app_config("claims").get_models()
        if issubclass(each, Event) and table_of(each) == table
    )
    columns = [
        str(field.column)
        for field in event._meta.concrete_fields
        if field.column != "pgh_id"
    ]
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(ADDED.get(name, f'"{name}"') for name in columns)
    run(
        f'INSERT INTO "{event._meta.db_table}" ({names})'  # noqa: S608 - our own names
        f' SELECT {values} FROM "{table}" WHERE "{column}" = ANY(%s)',
        *(label, keys),
    )
