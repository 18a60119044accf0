"""Every operation at once: who may do it, and what a refusal must not tell."""

import tomllib
import uuid
from pathlib import Path

import pytest
from django.db import transaction

from claims.models import PARTNER_SCOPES, Scope
from tests.admin.access import fingerprint
from tests.api.v1.desk.operations import OPERATIONS, STEPS, arrange
from tests.api.v1.desk.tools import Tool, partner_key, tool_of
from tests.codes import set_up_codes
from tests.factories import UserFactory

FILE = Path(__file__).parents[2] / "desk_access.toml"
TABLE = tomllib.loads(FILE.read_text())
LETTERS = {
    "R": "Researcher",
    "F": "Fact-checker",
    "E": "Editor",
    "P": "Partner manager",
    "N": "",
}


@pytest.fixture
def keys(people, tools):
    """Give a tool to everybody who might ask, by a letter each."""
    outside = UserFactory(is_staff=False, is_superuser=True)
    return {
        **{letter: tools[name] for letter, name in LETTERS.items()},
        "S": tool_of(UserFactory(is_superuser=True)),
        "A": Tool(),
        "K": Tool(partner_key(*PARTNER_SCOPES)),
        "T": tool_of(people["Editor"], Scope.READ),
        "O": tool_of(outside),
    }


def refusal_of(letter):
    return 401 if letter in "AO" else 403


def test_table_names_every_operation():
    assert set(TABLE) == set(OPERATIONS)
    assert set(STEPS) == {each.name for each in OPERATIONS.values() if each.is_step}


@pytest.mark.django_db
def test_each_operation_is_open_to_whom_the_table_names(newsroom, keys):
    wrong = []
    # Made before the first of the changes that are undone.
    assert newsroom.verdict

    for name, operation in OPERATIONS.items():
        refused = [letter for letter in keys if letter not in TABLE[name]]
        with transaction.atomic():
            arranged = arrange(operation, newsroom)
            before = fingerprint()
            for letter in refused:
                status = arranged.ask(keys[letter]).status_code
                if status != refusal_of(letter):
                    wrong.append((name, letter, status))
            if fingerprint() != before:
                wrong.append((name, refused, "changed rows"))
            for letter in TABLE[name]:
                with transaction.atomic():
                    answer = arranged.ask(keys[letter])
                    if answer.status_code not in (200, 201, 204):
                        wrong.append((name, letter, answer.content))
                    transaction.set_rollback(True)
            transaction.set_rollback(True)

    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in OPERATIONS if "GET" not in name])
def test_operation_changes_what_it_is_for(newsroom, editor, name):
    arranged = arrange(OPERATIONS[name], newsroom)
    before = fingerprint()

    response = arranged.ask(editor)

    assert response.status_code in (200, 201, 204), response.content
    assert fingerprint() != before


@pytest.mark.django_db
def test_tool_does_nothing_before_its_person_has_a_second_factor(
    settings, people, tools
):
    settings.DEMO = False
    before = {name: tool.get("claims/").status_code for name, tool in tools.items()}
    refused = tools["Editor"].get("claims/").json()["detail"]

    set_up_codes(people["Editor"])

    assert before == {
        "Researcher": 200,
        "Fact-checker": 200,
        "Editor": 403,
        "Partner manager": 403,
        "": 403,
    }
    assert "second factor" in refused
    assert tools["Editor"].get("claims/").status_code == 200


OF_A_ROW = [each for each in OPERATIONS.values() if each.is_of_a_row]
IF = [
    {},
    {"If-Match": '"1"', "If-None-Match": '"1"'},
    {"If-Match": '"9"', "If-None-Match": "*"},
    {"If-Match": "*"},
    {"If-Match": "1"},
]
# The person without a right is the one before whom a look-up could come.
WITHOUT_RIGHT = [
    *(("N", headers) for headers in IF),
    *((each, IF[1]) for each in "AKT"),
]


def told(response):
    headers = dict(response.headers.items())
    # What is left to spend grows less from one to the next.
    headers.pop("RateLimit", None)
    return response.status_code, headers, response.content


@pytest.mark.django_db
def test_who_may_not_learns_nothing_of_whether_a_row_is_there(newsroom, keys):
    differing = []

    for operation in OF_A_ROW:
        arranged = arrange(operation, newsroom)
        absent = operation.at(uuid.uuid4())
        for letter, headers in WITHOUT_RIGHT:
            here, there = (
                keys[letter].ask(operation.method, where, arranged.body, **headers)
                for where in (arranged.where, absent)
            )
            if told(here) != told(there) or here.status_code != refusal_of(letter):
                differing.append((str(operation), letter, headers, told(here)))

    assert differing == []


@pytest.mark.django_db
def test_absent_row_is_404_whatever_is_asked_of_it(newsroom, keys):
    answers = [
        keys["S"].ask(
            operation.method,
            operation.at(uuid.uuid4()),
            arrange(operation, newsroom).body,
            **headers,
        )
        for operation in OF_A_ROW
        for headers in IF
    ]

    assert {each.status_code for each in answers} == {404}
    assert len({each.content for each in answers}) == 1
