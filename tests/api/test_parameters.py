import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from claims.api.parameters import read_parameters


def number(text):
    if not text.isdigit():
        raise ValueError("Give a number.")
    return int(text)


def read(query, **known):
    return read_parameters(RequestFactory().get(f"/?{query}"), **known)


def test_read_parameters_leaves_out_what_is_missing():
    assert read("size=7", size=number, other=number) == {"size": 7}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("size=x", "Give a number."),
        ("size=1&size=1", "Give it once."),
        ("sise=1", "There is no such parameter. Known here: other, size."),
    ],
)
def test_read_parameters_says_what_is_wrong(query, message):
    with pytest.raises(ValidationError) as error:
        read(query, size=number, other=number)

    assert error.value.messages == [message]


def test_read_parameters_names_every_fault():
    with pytest.raises(ValidationError) as error:
        read("size=x&a=1&b=1&other=1", size=number, other=number)

    assert set(error.value.message_dict) == {"size", "a", "b"}


def test_read_parameters_says_that_none_are_known():
    with pytest.raises(ValidationError, match="Known here: none"):
        read("a=1")
