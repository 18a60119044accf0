"""What was promised in version 1 of the API holds: nothing of it is taken away.

``released.yaml`` is the contract as it was released last; a release copies
``openapi.yaml`` over it. A change that breaks it goes into another version.
"""

import copy
from pathlib import Path

import pytest
import yaml

from tests.api.conftest import CONTRACT
from tests.api.contracts import breaks

RELEASED = Path(CONTRACT).with_name("released.yaml")


def test_contract_breaks_nothing_that_was_released():
    old, new = (
        yaml.load(each.read_text(), yaml.CSafeLoader) for each in (RELEASED, CONTRACT)
    )

    assert breaks(old, new) == []


ROW = {
    "type": "object",
    "required": ["id", "parent"],
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "name": {"type": "string", "maxLength": 10},
        "kind": {"type": "string", "enum": ["a", "b"]},
        "parent": {"$ref": "#/components/schemas/Row"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "value": {"oneOf": [{"type": "string"}, {"type": "number"}]},
    },
}
SIZE = {
    "in": "query",
    "name": "size",
    "schema": {"type": "integer", "minimum": 1, "maximum": 200},
}
BODY = {
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Row"}}}
}
OLD = {
    "components": {"schemas": {"Row": ROW}},
    "paths": {
        "/rows/": {
            "get": {
                "operationId": "rows_list",
                "parameters": [SIZE],
                "responses": {"200": {"headers": {"ETag": {}}, **BODY}, "404": {}},
            },
            "post": {
                "operationId": "rows_make",
                "requestBody": BODY,
                "responses": {"201": {}},
            },
        }
    },
}


def row(contract):
    return contract["components"]["schemas"]["Row"]


def fields(contract):
    return row(contract)["properties"]


def get(contract):
    return contract["paths"]["/rows/"]["get"]


def post(contract):
    return contract["paths"]["/rows/"]["post"]


def size(contract):
    return get(contract)["parameters"][0]["schema"]


BREAKING = {
    "a path": lambda new: new["paths"].pop("/rows/"),
    "a method": lambda new: new["paths"]["/rows/"].pop("get"),
    "a name of an operation": lambda new: get(new).update(operationId="x"),
    "a parameter": lambda new: get(new).update(parameters=[]),
    "a parameter's type": lambda new: size(new).update(type="string"),
    "a parameter's least": lambda new: size(new).update(minimum=2),
    "a parameter's most": lambda new: size(new).update(maximum=100),
    "a parameter's words": lambda new: size(new).update(enum=[10, 20]),
    "a parameter's form": lambda new: size(new).update(pattern="^1"),
    "a parameter left out": lambda new: get(new)["parameters"][0].update(required=True),
    "a new parameter": lambda new: get(new)["parameters"].append(
        {"in": "query", "name": "q", "required": True, "schema": {}}
    ),
    "a status": lambda new: get(new)["responses"].pop("404"),
    "a header": lambda new: get(new)["responses"]["200"]["headers"].pop("ETag"),
    "a media type": lambda new: get(new)["responses"]["200"].update(content={}),
    "a field": lambda new: fields(new).pop("name"),
    "a field's name": lambda new: fields(new).update(title=fields(new).pop("name")),
    "a field always there": lambda new: row(new).update(required=["id"]),
    "a field that is asked for": lambda new: row(new)["required"].append("name"),
    "a field's type": lambda new: fields(new)["name"].update(type=["string", "null"]),
    "a field's form": lambda new: fields(new)["id"].update(format="uri"),
    "a field's forms": lambda new: fields(new)["value"]["oneOf"].pop(),
    "one of a field's forms": lambda new: fields(new)["value"]["oneOf"][1].update(
        type="boolean"
    ),
    "a list's members": lambda new: fields(new)["tags"]["items"].update(type="object"),
    "a field without a type": lambda new: fields(new)["name"].pop("type"),
    "a word that is taken": lambda new: fields(new)["kind"].update(enum=["a"]),
    "a length that is taken": lambda new: fields(new)["name"].update(maxLength=5),
    "a body left out": lambda new: post(new)["requestBody"].update(required=True),
}
HARMLESS = {
    "a path": lambda new: new["paths"].update({"/more/": {}}),
    "a parameter": lambda new: get(new)["parameters"].append(
        {"in": "query", "name": "q", "schema": {"type": "string"}}
    ),
    "a parameter's most": lambda new: size(new).update(maximum=500),
    "a status": lambda new: get(new)["responses"].update({"410": {}}),
    "a header": lambda new: get(new)["responses"]["200"]["headers"].update(Link={}),
    "a media type": lambda new: get(new)["responses"]["200"]["content"].update(x={}),
    "a field": lambda new: fields(new).update(extra={"type": "string"}),
    "a word": lambda new: fields(new)["kind"]["enum"].append("c"),
    "a description": lambda new: fields(new)["name"].update(description="What."),
    "a length": lambda new: fields(new)["name"].update(maxLength=50),
}


@pytest.mark.parametrize("what", BREAKING)
def test_taking_away_breaks(what):
    new = copy.deepcopy(OLD)
    BREAKING[what](new)

    assert breaks(OLD, new) != []


@pytest.mark.parametrize("what", HARMLESS)
def test_adding_breaks_nothing(what):
    new = copy.deepcopy(OLD)
    HARMLESS[what](new)

    assert breaks(OLD, new) == []


def test_each_break_is_told_with_its_place():
    new = copy.deepcopy(OLD)
    del fields(new)["tags"]

    assert breaks(OLD, new) == [
        "GET /rows/ 200.tags is gone",
        "POST /rows/: body.tags is gone",
    ]
