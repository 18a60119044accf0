"""Migrations that run a reviewed file of SQL."""

from pathlib import Path

from django.db import migrations

FOLDER = Path(__file__).parent / "migrations" / "sql"


class RunSQLFile(migrations.RunSQL):
    """Run ``migrations/sql/<name>.sql``, and ``<name>.undo.sql`` on the way back."""

    def __init__(self, name: str) -> None:
        super().__init__(
            sql=(FOLDER / f"{name}.sql").read_text(),
            reverse_sql=(FOLDER / f"{name}.undo.sql").read_text(),
        )
        self.name = name

    def deconstruct(self):
        return self.__class__.__qualname__, [self.name], {}
