"""Bodies read strictly: each fault has its place, and nothing else is taken."""

import json

import pytest
from django.core.exceptions import ValidationError
from rest_framework import serializers

from claims.api import errors
from claims.api.fields import TextField, read_fields


class Form(serializers.Serializer):
    name = TextField(max_length=5)
    note = TextField(required=False, max_length=5)


def faults(body):
    with pytest.raises(ValidationError) as refused:
        read_fields(Form, body)
    answer = errors.invalid_content(refused.value)
    assert answer.status_code == 422
    return {
        each["pointer"]: each["detail"] for each in json.loads(answer.content)["errors"]
    }


@pytest.mark.parametrize(
    "body", [{"name": " a "}, {"name": "a", "note": ""}, {"name": "a", "note": "b"}]
)
def test_fields_are_read_as_they_were_sent(body):
    assert read_fields(Form, body) == body


@pytest.mark.parametrize("body", [[], "a", 1, None, True, [{"name": "a"}]])
def test_body_is_an_object(body):
    assert faults(body) == {"": "Give a JSON object."}


@pytest.mark.parametrize("value", [1, 1.5, True, None, [], {}, ["a"], "a" * 6])
def test_value_is_taken_for_nothing_it_is_not(value):
    assert list(faults({"name": "a", "note": value})) == ["/note"]
    assert list(faults({"name": value})) == ["/name"]


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"note": "a"}])
def test_field_that_must_be_there_is_named(body):
    assert list(faults(body)) == ["/name"]


@pytest.mark.parametrize(
    ("name", "pointer"),
    [("state", "/state"), ("a/b~c", "/a~1b~0c"), ("", "/"), ("Name", "/Name")],
)
def test_field_that_is_not_known_is_named(name, pointer):
    found = faults({"name": "a", name: "x"})

    assert found == {pointer: "There is no such field. Known here: name, note."}


def test_all_faults_are_told_at_once():
    assert list(faults({"note": 1, "x": 1})) == ["/x", "/name", "/note"]
