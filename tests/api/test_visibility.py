"""The visibility table: who is told of what, in each state, and nothing else."""

import itertools
import tomllib
import uuid
from pathlib import Path

import pytest
import yaml

from tests.api.access import (
    CANARY,
    ROLES,
    SECRET_STATES,
    STATES,
    Newsroom,
    lines,
    said,
)
from tests.api.conftest import CONTRACT

FILE = Path(__file__).with_name("access.toml")
TABLE = tomllib.loads(FILE.read_text())
LINES = lines()
PUBLIC = {key: line for key, line in LINES.items() if "desk/" not in line.route.pattern}
CANARIES = (CANARY, "987654321", "987,654,321")


def expected(key, state):
    """Give the roles that are told of a case in a state."""
    value = TABLE[key]
    return value if isinstance(value, str) else value[state]


def told(newsroom, key, role, state):
    """Tell whether a role is let in, or told of the case where the state decides."""
    response = newsroom.ask(role, LINES[key], state)
    if isinstance(TABLE.get(key), str):
        return response.status_code < 400, response
    return newsroom.tells(response, LINES[key], state), response


def as_it_is(newsroom, key):
    """Write the line of the table that says what the API answers today."""
    by_state = {
        state: "".join(role for role in ROLES if told(newsroom, key, role, state)[0])
        for state in STATES
    }
    values = ", ".join(f'{state} = "{roles}"' for state, roles in by_state.items())
    return f'"{key}" = {{ {values} }}'


@pytest.fixture
def newsroom(committed):
    return Newsroom()


def test_table_names_every_route_and_method(newsroom):
    missing = [key for key in LINES if key not in TABLE]
    gone = [key for key in TABLE if key not in LINES]

    add = "\n".join(as_it_is(newsroom, key) for key in missing)
    assert not missing, (
        f"{FILE.name} says nothing of these. The lines say whom the API tells now:"
        f" add them as they should be.\n{add}"
    )
    assert not gone, f"Take these out of {FILE.name}, they are gone: {gone}"


def test_table_is_well_formed():
    for key, value in TABLE.items():
        values = [value] if isinstance(value, str) else list(value.values())
        assert isinstance(value, str) or tuple(value) == STATES, key
        assert all(set(roles) <= set(ROLES) for roles in values), key


def test_api_tells_whom_the_table_names_and_no_secret(newsroom):
    wrong = []
    for key, state, role in itertools.product(LINES, STATES, ROLES):
        is_told, response = told(newsroom, key, role, state)
        if is_told != (role in expected(key, state)):
            does = "tells" if is_told else "does not tell"
            wrong.append(
                f"{key} at {state}: the API {does} {ROLES[role]} "
                f"({response.status_code}), and {FILE.name} says otherwise"
            )
        if key in PUBLIC:
            text = said(response)
            wrong += [
                f"{key} at {state} shows {each} to {ROLES[role]}"
                for each in CANARIES
                if each in text
            ]

    assert not wrong, "\n".join(wrong)


def queries(path):
    """List the parameters of a list, and the values of each that are words."""
    operation = yaml.safe_load(CONTRACT.read_text())["paths"][path]["get"]
    for parameter in operation["parameters"]:
        if parameter["in"] == "query":
            schema = parameter["schema"]
            words = schema.get("enum") or schema.get("items", {}).get("enum") or []
            yield parameter["name"], words


def secrets(newsroom):
    """Give what somebody may guess of what is hidden, and the like that is nowhere."""
    nowhere = str(uuid.uuid4())
    for state in SECRET_STATES:
        for known in newsroom.cases[state].ids():
            is_slug = known == newsroom.cases[state].topic.slug
            yield known, "nowhere-at-all" if is_slug else nowhere
    yield CANARY, "nowhere"
    yield f"{CANARY} draft tag", "nowhere at all"
    yield f"{CANARY}-draft.example", "nowhere.example"
    yield "987654321", "123454321"


@pytest.mark.parametrize("role", ["a", "r"])
def test_no_parameter_finds_what_is_hidden(newsroom, role):
    """Whatever is asked of what is hidden is answered as if it were nowhere."""
    lists = [key for key, line in PUBLIC.items() if not line.route.parameters]
    paths = yaml.safe_load(CONTRACT.read_text())["paths"]
    headers = newsroom.headers[role]
    hidden = {each for state in SECRET_STATES for each in newsroom.cases[state].ids()}
    asked = 0

    for key in lists:
        path = f"/api/v1/{LINES[key].route.pattern}"
        if "get" not in paths.get(path, {}) or not key.startswith("GET"):
            continue
        for name, words in queries(path):
            for word in words:
                text = said(newsroom.client.get(path, {name: word}, headers=headers))
                assert not [each for each in (*CANARIES, *hidden) if each in text]
            for secret, nowhere in secrets(newsroom):
                one, other = (
                    newsroom.client.get(path, {name: value}, headers=headers)
                    for value in (secret, nowhere)
                )
                asked += 1
                place = f"{path}?{name}={secret}"
                assert one.status_code == other.status_code, place
                assert one.get("ETag") == other.get("ETag"), place
                assert one.content == other.content, place

    assert asked > 50
