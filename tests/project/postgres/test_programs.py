import pytest

from project.postgres import programs
from project.postgres.errors import PostgresError
from project.postgres.programs import major_version, program


def test_program_is_in_the_wheel():
    assert program("initdb").is_file()
    assert major_version() == "18"


def test_program_that_is_missing_is_one_clear_line():
    with pytest.raises(PostgresError, match="has no PostgreSQL for this machine"):
        program("initdb-for-another-machine")


def test_package_that_is_missing_is_one_clear_line(monkeypatch):
    monkeypatch.setattr(programs.importlib.util, "find_spec", lambda name: None)

    with pytest.raises(PostgresError, match="name a server in DATABASE_URL"):
        program("initdb")
