"""Writing many rows at once: COPY, with the columns a model has and all its triggers."""

from collections.abc import Iterable
from typing import Any

from django.db import connections, models


def columns_of(model: type[models.Model]) -> list[str]:
    """Name the columns that are written: all but generated ones and serial keys."""
    return [str(field.column) for field in written(model)]


def values_of(row: models.Model) -> list[Any]:
    """Give a row's values in the order of ``columns_of``."""
    connection = connections["default"]
    return [
        field.get_db_prep_save(field.pre_save(row, add=True), connection)
        for field in written(type(row))
    ]


def named_values(row: models.Model) -> dict[str, Any]:
    """Give a row's values by column, in their order: what many rows may begin with."""
    return dict(zip(columns_of(type(row)), values_of(row), strict=True))


def written(model: type[models.Model]) -> list[models.Field]:
    """List the fields that are written."""
    return [
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, (models.GeneratedField, models.AutoField))
    ]


def copy_rows(
    model: type[models.Model],
    rows: Iterable[Iterable[Any]],
    *,
    alias: str = "default",
) -> None:
    """Write rows of values in the order of ``columns_of``; triggers see each row.

    Their history is of the context that this transaction's last statement had.
    """
    names = ", ".join(f'"{name}"' for name in columns_of(model))
    connections[alias].ensure_connection()
    with (
        connections[alias].wrap_database_errors,
        connections[alias].connection.cursor() as cursor,
        cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row(tuple(row))
