import pytest

from claims.intake.claim_reviews.values import (
    UnreadableError,
    date_of,
    objects_in,
    text_of,
)

DATES = {
    "": "",
    "2020": "2020",
    "2020-05": "2020-05",
    "2020-05-06": "2020-05-06",
    "1988/1994": "1988/1994",
    "1991~": "1991~",
    "2020-05-06T10:00:00Z": "2020-05-06",
    "2020-05-06T10:00:00.000+0000": "2020-05-06",
    "2020-05-06 10:00": "2020-05-06",
    "2020/5/6": "2020-05-06",
    "20200506": "2020-05-06",
    "25/12/2020": "2020-12-25",
    "12/25/2020 10:00": "2020-12-25",
    "5.5.2020": "2020-05-05",
    "May 6, 2020": "2020-05-06",
    "6th May 2020": "2020-05-06",
    "Wed, 06 May 2020 10:00:00 GMT": "2020-05-06",
    "Sept. 2020": "2020-09",
}


@pytest.mark.parametrize("said", DATES)
def test_date_is_read_in_any_form(said):
    assert date_of(said) == DATES[said]


@pytest.mark.parametrize(
    "said",
    ["05/06/2020", "2020-02-30", "31/31/2020", "yesterday", "0000-00-00", "99999999"],
)
def test_date_that_is_not_certain_is_refused(said):
    with pytest.raises(UnreadableError):
        date_of(said)


def nested(inner, times):
    for _ in range(times):
        inner = [inner]
    return inner


def test_what_is_nested_deeper_is_no_text_and_no_object():
    assert text_of(nested("moon", 5)) == "moon"
    assert text_of(nested("moon", 500)) == ""
    assert text_of({"name": {"name": nested("moon", 500)}}) == ""
    assert list(objects_in(nested({"a": 1}, 5))) == [{"a": 1}]
    assert list(objects_in(nested({"a": 1}, 500))) == []


def test_object_that_stands_for_no_text_and_a_truth_are_none():
    assert text_of([{"x": "moon"}, True]) == ""
