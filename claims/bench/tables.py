"""Writing many rows at once: COPY, with the columns a model has."""

from collections.abc import Iterable
from typing import Any

from django.db import connections, models


def columns_of(model: type[models.Model]) -> list[str]:
    """Name the columns that are written: all but generated ones and serial keys."""
    return [str(field.column) for field in written(model)]


def values_of(row: models.Model) -> list[Any]:
    """Give a row's values in the order of ``columns_of``."""
    connection = connections["owner"]
    return [
        field.get_db_prep_save(field.pre_save(row, add=True), connection)
        for field in written(type(row))
    ]


def written(model: type[models.Model]) -> list[models.Field]:
    """List the fields that are written."""
    return [
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, (models.GeneratedField, models.AutoField))
    ]


def copy_rows(model: type[models.Model], rows: Iterable[Iterable[Any]]) -> None:
    """Write rows of values in the order of ``columns_of``; triggers see each row."""
    names = ", ".join(f'"{name}"' for name in columns_of(model))
    connections["owner"].ensure_connection()
    with (
        connections["owner"].connection.cursor() as cursor,
        cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row(tuple(row))


def run(sql: str, *parameters: Any) -> None:
    """Run a statement as the owner."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, parameters)
