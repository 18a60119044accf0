"""Rules of the repository that no linter knows."""

import ast
import re
import subprocess
from pathlib import Path

import pgtrigger
import pytest
from django.apps import apps
from django.db import connections
from pghistory.models import Event

from tests import factories

ROOT = Path(__file__).parent.parent
# Tests that stand for no one module of claims/ or project/.
WHOLE = {
    "tests/admin/test_access.py",
    "tests/admin/test_accessibility.py",
    "tests/admin/test_addresses.py",
    "tests/admin/test_forged_posts.py",
    "tests/admin/test_naughty.py",
    "tests/admin/test_naughty_boxes.py",
    "tests/admin/test_scripting.py",
    "tests/api/google/test_clients.py",
    "tests/api/test_contracts.py",
    "tests/api/test_golden.py",
    "tests/api/test_visibility.py",
    "tests/fetching/test_posts.py",
    "tests/services/test_record_role.py",
    "tests/test_crash.py",
    "tests/test_keyboard.py",
    "tests/test_newcomer.py",
    "tests/test_repository.py",
}
LONGEST = 400
HOMELESS = {"utils", "helpers", "common", "lib", "core", "misc", "constants", "signals"}
# Rows that other rows make: the record's entries and projections, and derived ones.
MADE = {
    "Entry",
    "FigureConflict",
    "PublishedClaim",
    "PublishedFigures",
    "PublishedNoun",
    "PublishedShare",
    "PublishedTerm",
    "UnpublishedChange",
}
SQL_TRIGGERS = {
    "entry_is_announced",
    "entry_continues_the_record",
    "entry_is_never_changed",
    "entry_is_never_emptied",
}


def files(pattern: str) -> list[Path]:
    """List the files git tracks, or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", pattern],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines()]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_each_test_module_mirrors_a_module():
    tested = {
        path: ROOT
        / re.sub(
            r"^tests/(project/)?",
            lambda found: found[1] or "claims/",
            re.sub(r"test_(\w+\.py)$", r"\1", named(path)),
        ).replace("/init.py", "/__init__.py")
        for path in files("tests/**/test_*.py")
        if named(path) not in WHOLE
    }
    commands = ROOT / "claims" / "management" / "commands"

    lost = [
        named(path)
        for path, module in tested.items()
        if not (
            module.exists()
            or module.with_suffix("").is_dir()
            or (commands / module.name).exists()
        )
    ]

    assert lost == []


def test_each_package_says_what_lives_there():
    packages = [*files("claims/**/__init__.py"), *files("project/**/__init__.py")]

    silent = [
        named(path)
        for path in packages
        if "migrations" not in path.parts
        and not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert packages
    assert silent == []


def test_no_file_has_grown_too_long():
    code = [
        path
        for pattern in ("*.py", "*.css", "*.js", "*.html")
        for path in files(pattern)
        if "migrations" not in path.parts
    ]

    long = {
        named(path): lines
        for path in code
        if (lines := len(path.read_text().splitlines())) > LONGEST
    }

    assert long == {}


def test_each_module_has_a_noun():
    assert [named(path) for path in files("*.py") if path.stem in HOMELESS] == []


def test_each_model_has_a_factory():
    made = {
        each._meta.model
        for each in vars(factories).values()
        if isinstance(each, type) and getattr(each, "_meta", None)
    }
    models = {
        model
        for model in apps.get_app_config("claims").get_models()
        if not (issubclass(model, Event) or model._meta.proxy)
    }

    assert {model.__name__ for model in models - made} == MADE


@pytest.mark.django_db(databases=["owner"])
def test_triggers_are_those_declared_and_no_others():
    declared = {
        (model._meta.db_table, trigger.get_pgid(model))
        for model, trigger in pgtrigger.registered()
        if model._meta.app_label == "claims"
    }
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgrelid::regclass::text LIKE 'claims_%'"
        )
        found = set(cursor.fetchall())

    assert {name for _, name in found - declared} == SQL_TRIGGERS
    assert declared - found == set()


def test_readme_names_each_variable():
    read = set(
        re.findall(
            r'(?:env|env_list|env_flag|env_number|env_receivers|record_database)\(\s*"([A-Z_]+)"',
            "".join(path.read_text() for path in files("project/*.py")),
        )
    )
    readme = (ROOT / "README.md").read_text()

    assert "DATABASE_URL" in read
    assert {name for name in read if f"`{name}`" not in readme} == set()


def test_readme_shows_pictures_that_are_there():
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text())

    assert pictures
    assert [each for each in pictures if not (ROOT / each).exists()] == []
