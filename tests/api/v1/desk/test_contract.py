"""The desk API as the contract has it: every operation, every answer, every example."""

import pytest
from django.urls import reverse
from jsonschema import Draft202012Validator, FormatChecker

from tests.api.v1.desk.operations import OPERATIONS, arrange
from tests.api.v1.desk.tools import DESK, Tool

PROBLEM = "application/problem+json"


def resolved(contract, told):
    """Follow a reference of the contract."""
    if "$ref" not in told:
        return told
    *_, kind, name = told["$ref"].split("/")
    return contract["components"][kind][name]


def operation_of(contract, operation):
    path = f"{DESK}{operation.route.replace('<uuid:id>', '{id}')}"
    return contract["paths"][path][operation.method.lower()]


def valid(contract, schema, value):
    Draft202012Validator(
        {**schema, "components": contract["components"]},
        format_checker=FormatChecker(),
    ).validate(value)


def agree(contract, operation, response):
    """Hold an answer against what the contract says of it."""
    answers = operation_of(contract, operation)["responses"]
    told = resolved(contract, answers[str(response.status_code)])
    if told.get("content"):
        schema = told["content"][response["Content-Type"]]["schema"]
        valid(contract, schema, response.json())
    always = {"Cache-Control", "RateLimit", "RateLimit-Policy", "Link"}
    sometimes = {
        "ETag": (200, 201, 304),
        "Location": (201,),
        "WWW-Authenticate": (401,),
    }
    for name in told["headers"]:
        if name in always or response.status_code in sometimes.get(name, ()):
            assert name in response, (str(operation), name)


def test_contract_has_every_operation_and_no_other(contract):
    found = {
        (path.removeprefix(DESK).replace("{id}", "<uuid:id>"), method.upper())
        for path, operations in contract["paths"].items()
        if path.startswith(DESK)
        for method in operations
    }

    assert found == {(each.route, each.method) for each in OPERATIONS.values()}
    assert reverse("v1:desk:claims-list") == f"{DESK}claims/"


@pytest.mark.django_db
def test_answers_agree_with_the_contract(contract, newsroom, editor):
    for operation in OPERATIONS.values():
        arranged = arrange(operation, newsroom)
        body = {"nonsense": 1}
        answers = [
            Tool().ask(operation.method, arranged.where),
            editor.ask(operation.method, f"{arranged.where}?nonsense=1", match=1),
        ]
        if operation.method in ("POST", "PATCH"):
            at = arranged.revision
            answers.append(editor.ask(operation.method, arranged.where, body, at))
        if operation.needs_match:
            answers += [
                editor.ask(operation.method, arranged.where, arranged.body),
                editor.ask(operation.method, arranged.where, arranged.body, 999),
            ]
        if operation.what == "detail" and operation.method == "GET":
            known = {"If-None-Match": f'"{arranged.revision}"'}
            answers.append(editor.get(arranged.where, **known))
        answers.append(arranged.ask(editor))
        codes = [each.status_code for each in answers]
        assert codes[:2] == [401, 400], operation
        assert codes[-1] < 300, (operation, answers[-1].content)
        for answer in answers:
            agree(contract, operation, answer)


def test_every_answer_and_body_has_an_example_that_agrees(contract):
    shown = 0
    for operation in OPERATIONS.values():
        told = operation_of(contract, operation)
        assert told["tags"] == ["Desk"]
        for status, answer in told["responses"].items():
            for media_type, content in (
                resolved(contract, answer).get("content", {}).items()
            ):
                examples = content.get("examples", {})
                assert examples, (str(operation), status)
                for example in examples.values():
                    assert media_type == (
                        "application/json" if status[0] == "2" else PROBLEM
                    )
                    valid(contract, content["schema"], example["value"])
                    shown += 1
        if "requestBody" in told:
            [content] = told["requestBody"]["content"].values()
            [example] = content["examples"].values()
            body = resolved(contract, content["schema"])
            assert set(example["value"]) <= set(body["properties"])
            assert set(body.get("required", [])) - read_only(body) <= set(
                example["value"]
            )
            shown += 1

    assert shown > 200


def read_only(body):
    return {name for name, each in body["properties"].items() if each.get("readOnly")}


@pytest.mark.django_db
def test_example_of_a_step_is_taken_as_it_is(newsroom, editor, contract):
    """Rows aside: what an example says is what the step reads."""
    for operation in OPERATIONS.values():
        told = operation_of(contract, operation)
        # What is merged or assigned to is a row, and some steps need no words.
        if operation.what in ("merge", "assign") or "requestBody" not in told:
            continue
        if not operation.is_step:
            continue
        [content] = told["requestBody"]["content"].values()
        [example] = content["examples"].values()
        arranged = arrange(operation, newsroom)
        said = example["value"]
        if "seal" in said:
            said = {**said, "seal": arranged.body["seal"]}
        response = editor.post(arranged.where, said, match=arranged.revision)
        assert response.status_code == 200, (operation, response.content)
