"""The access table: what each role is let in to, at each stage, and nothing else."""

import itertools
import tomllib
from pathlib import Path

import pytest
from django.template.base import Template

from claims.models import Stage
from tests.admin.access import ROLES, Desk, lines

pytestmark = pytest.mark.unmeasured

FILE = Path(__file__).with_name("access.toml")
TABLE = tomllib.loads(FILE.read_text())
LINES = {str(line): line for line in lines()}


def expected(key: str, stage: str) -> str:
    """Give the roles that the file lets in at a stage."""
    value = TABLE[key]
    return value if isinstance(value, str) else value[stage]


def stages(key: str, number: int) -> list[str]:
    """Give the stages to try a line at: one of them where the line is the same at all."""
    if isinstance(TABLE.get(key, {}), dict):
        return Stage.values
    return [Stage.values[number % 4]]


def cells(all_stages: bool = False) -> list[tuple[str, str]]:
    return [
        (key, stage)
        for number, key in enumerate(LINES)
        if key in TABLE
        for stage in (Stage.values if all_stages else stages(key, number))
    ]


@pytest.fixture
def desk(db, monkeypatch):
    """Make the desk; pages are not drawn any more, who gets them is all that counts."""
    desk = Desk()
    for line in LINES.values():
        for stage in Stage.values:
            desk.post(line, stage)
    monkeypatch.setattr(Template, "render", lambda self, context: "")
    return desk


def as_it_is(desk: Desk, key: str) -> str:
    """Write the line of the table that says what the desk answers today."""
    found = {
        stage: "".join(r for r in ROLES if desk.answer(r, LINES[key], stage)[0])
        for stage in Stage.values
    }
    if len(set(found.values())) == 1:
        return f'"{key}" = "{found["draft"]}"'
    by_stage = ", ".join(f'{stage} = "{roles}"' for stage, roles in found.items())
    return f'"{key}" = {{ {by_stage} }}'


def test_table_names_every_route_and_action(desk):
    missing = [key for key in LINES if key not in TABLE]
    gone = [key for key in TABLE if key not in LINES]

    add = "\n".join(as_it_is(desk, key) for key in missing)
    assert not missing, (
        f"{FILE.name} says nothing of these. The lines say whom the desk lets in now:"
        f" add them as they should be.\n{add}"
    )
    assert not gone, f"Take these out of {FILE.name}, they are gone: {gone}"


def test_desk_lets_in_whom_the_table_names(desk):
    wrong = differing(desk, cells())

    assert not wrong, "\n".join(wrong)


@pytest.mark.drill
def test_desk_lets_in_whom_the_table_names_at_every_stage(desk):
    wrong = differing(desk, cells(all_stages=True))

    assert not wrong, "\n".join(wrong)


def differing(desk: Desk, cells: list[tuple[str, str]]) -> list[str]:
    """Tell where the desk does otherwise than the table says."""
    wrong = []
    for (key, stage), role in itertools.product(cells, ROLES):
        let_in, how = desk.answer(role, LINES[key], stage)
        if let_in != (role in expected(key, stage)):
            done = "lets in" if let_in else "refuses"
            wrong.append(
                f"{key} at {stage}: the desk {done} {ROLES[role]} ({how}),"
                f" and {FILE.name} says otherwise"
            )
    return wrong


def test_table_is_well_formed():
    for key, value in TABLE.items():
        values = [value] if isinstance(value, str) else list(value.values())
        assert isinstance(value, str) or list(value) == Stage.values, key
        assert all(set(roles) <= set(ROLES) for roles in values), key
