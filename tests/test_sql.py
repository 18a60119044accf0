import pathlib

import pytest
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from claims.sql import FOLDER, InstallTriggers, RunSQLFile

TRIGGERS = "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'pgtrigger%%' AND NOT tgisinternal"


def operations(kind):
    """List the operations of one kind in all migrations, with their migration."""
    loader = MigrationLoader(None)
    return [
        (key, each)
        for key, migration in loader.disk_migrations.items()
        if key[0] == "claims"
        for each in migration.operations
        if isinstance(each, kind)
    ]


def test_each_sql_file_is_run_by_one_migration():
    run = [each.name for _, each in operations(RunSQLFile)]
    files = {path.name.removesuffix(".sql") for path in pathlib.Path(FOLDER).iterdir()}

    assert sorted(run) == sorted(set(run))
    assert files == {*run, *(f"{name}.undo" for name in run)}


def test_run_sql_file_is_written_by_its_name():
    [first, *_] = [each for _, each in operations(RunSQLFile)]

    assert first.deconstruct() == ("RunSQLFile", [first.name], {})


def test_install_triggers_takes_them_away_again(committed):
    [((label, name), install)] = operations(InstallTriggers)
    owner = connections["owner"]
    state = MigrationLoader(owner).project_state((label, name))

    def installed():
        with owner.cursor() as cursor:
            cursor.execute(TRIGGERS)
            return cursor.fetchone()[0]

    before = installed()
    with pytest.raises(InterruptedError), owner.schema_editor() as editor:
        install.database_backwards(label, editor, state, state)
        assert installed() < before
        install.database_forwards(label, editor, state, state)
        assert installed() == before
        raise InterruptedError

    assert installed() == before
    assert install.describe() == "Install the triggers of all models"
