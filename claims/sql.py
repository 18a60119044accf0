"""Migrations that run SQL: a reviewed file of it, or the triggers of new models."""

from pathlib import Path
from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

FOLDER = Path(__file__).parent / "migrations" / "sql"


class RunSQLFile(migrations.RunSQL):
    """Run ``migrations/sql/<name>.sql``, and ``<name>.undo.sql`` on the way back."""

    def __init__(self, name: str) -> None:
        super().__init__(
            sql=(FOLDER / f"{name}.sql").read_text(),
            reverse_sql=(FOLDER / f"{name}.undo.sql").read_text(),
        )
        self.name = name

    def deconstruct(self) -> Any:
        return self.__class__.__qualname__, [self.name], {}


class InstallTriggers(Operation):
    """Make the triggers of all models that this migration created, at one go.

    Adding them one by one renders every related model anew each time, which made
    a first migration three times as slow.
    """

    reversible = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Leave the state: the triggers are among the options of the models."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: Any,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for add in self.additions(app_label, to_state):
            add.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: Any,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for add in self.additions(app_label, to_state):
            add.database_backwards(app_label, schema_editor, from_state, to_state)

    def additions(self, app_label: str, state: ProjectState) -> list[AddTrigger]:
        """List one operation a trigger."""
        return [
            AddTrigger(model_name=model.name, trigger=trigger)
            for (label, _), model in state.models.items()
            if label == app_label
            for trigger in model.options.get("triggers", [])
        ]

    def describe(self) -> str:
        return "Install the triggers of all models"
