"""The visibility table: who is told of what, in each state, and nothing else."""

import itertools
import tomllib
import uuid
from pathlib import Path

import pytest

from tests.api.access import (
    CANARY,
    CLOSED,
    ROLES,
    SECRET_STATES,
    STATES,
    Newsroom,
    lines,
    said,
)
from tests.api.conftest import committed_contract

FILE = Path(__file__).with_name("access.toml")
TABLE = tomllib.loads(FILE.read_text())
LINES = lines()
# The roles that are not told alike; the first of them stands for the others.
FEW = "aprlx"
PEOPLE = "NRFEPS"
# What is public, and not to the partner that sees the published claim's topic alone.
HIDDEN = ("changed", "withheld", "withdrawn")
CANARIES = (CANARY, "987654321", "987,654,321")


def expected(key, state):
    """Give the roles that are told of a case in a state."""
    value = TABLE[key]
    return value if isinstance(value, str) else value[state]


def told(newsroom, key, role, state):
    """Tell whether a role is let in, or told of the case where the state decides."""
    response = newsroom.ask(role, LINES[key], state)
    if isinstance(TABLE.get(key), str):
        return response.status_code not in CLOSED, response
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


def few(number):
    """Give the roles that differ from one another, and one of the others in turn."""
    others = [role for role in ROLES if role not in FEW]
    return [*FEW, others[number % len(others)]]


def test_api_tells_whom_the_table_names_and_no_secret(newsroom):
    cells = enumerate(itertools.product(LINES, STATES))

    wrong = differing(
        newsroom,
        [(key, state, role) for n, (key, state) in cells for role in few(n)],
    )

    assert not wrong, "\n".join(wrong)


@pytest.mark.drill
def test_api_tells_every_role_what_the_table_names_and_no_secret(newsroom):
    wrong = differing(newsroom, itertools.product(LINES, STATES, ROLES))

    assert not wrong, "\n".join(wrong)


def differing(newsroom, cells):
    """Tell where the API does otherwise than the table says, or tells a secret."""
    wrong = []
    for key, state, role in cells:
        is_told, response = told(newsroom, key, role, state)
        if is_told != (role in expected(key, state)):
            does = "tells" if is_told else "does not tell"
            wrong.append(
                f"{key} at {state}: the API {does} {ROLES[role]} "
                f"({response.status_code}), and {FILE.name} says otherwise"
            )
        if "page-" in key and role in PEOPLE:
            # The desk's own rows, for those who work there.
            continue
        text = said(response)
        wrong += [
            f"{key} at {state} shows {each} to {ROLES[role]}"
            for each in CANARIES
            if each in text
        ]
    return wrong


def queries(path):
    """List the parameters of a list, and the values of each that are words."""
    operation = committed_contract()["paths"][path]["get"]
    for parameter in operation["parameters"]:
        if parameter["in"] == "query":
            schema = parameter["schema"]
            words = schema.get("enum") or schema.get("items", {}).get("enum") or []
            yield parameter["name"], words


def secrets(newsroom, states):
    """Give what somebody may guess of what is hidden, and the like that is nowhere."""
    nowhere = str(uuid.uuid4())
    for state in states:
        for known in newsroom.cases[state].ids():
            is_slug = known == newsroom.cases[state].topic.slug
            yield known, "nowhere-at-all" if is_slug else nowhere
    yield CANARY, "nowhere"
    yield f"{CANARY} draft tag", "nowhere at all"
    yield f"{CANARY}-draft.example", "nowhere.example"
    yield "987654321", "123454321"


@pytest.mark.parametrize(
    ("role", "states", "share"),
    [
        ("a", ["draft"], 3),
        # Public, and not to this partner.
        ("r", ["changed"], 3),
        pytest.param("a", SECRET_STATES, 1, marks=pytest.mark.drill),
        pytest.param("r", [*SECRET_STATES, *HIDDEN], 1, marks=pytest.mark.drill),
    ],
)
def test_no_parameter_finds_what_is_hidden(newsroom, role, states, share):
    """Whatever is asked of what is hidden is answered as if it were nowhere.

    One in ``share`` pairs of parameter and secret is tried, in turn.
    """
    turns = itertools.count()
    paths = committed_contract()["paths"]
    hidden = {each for state in states for each in newsroom.cases[state].ids()}
    asked = 0

    def get(path, **query):
        return newsroom.client.get(path, query, headers=newsroom.headers[role])

    for key, line in LINES.items():
        path = f"/api/v1/{line.route.pattern}"
        if not key.startswith("GET") or "get" not in paths.get(path, {}):
            continue
        # A cursor is a place in an order, whether or not something stands there.
        for name, words in (each for each in queries(path) if each[0] != "cursor"):
            for word in words:
                text = said(get(path, **{name: word}))
                assert not [each for each in (*CANARIES, *hidden) if each in text]
            for secret, nowhere in secrets(newsroom, states):
                if next(turns) % share:
                    continue
                one, other = (get(path, **{name: each}) for each in (secret, nowhere))
                asked += 1
                place = f"{path}?{name}={secret}"
                # An error may repeat what it was asked.
                body = one.getvalue().decode().replace(secret, nowhere)
                assert one.status_code == other.status_code, place
                assert one.get("ETag") == other.get("ETag"), place
                assert body == other.getvalue().decode(), place

    assert asked > 50
