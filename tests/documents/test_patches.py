import copy
import json
from pathlib import Path

import jsonpatch
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from claims.documents.patches import patch

EXAMPLE = json.loads(Path("claims/api/v1/example.json").read_text())

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.text("a1é/~\U0001f4a9", max_size=3)
)
NAMES = st.sampled_from(["id", "a", "b", "/", "~", "~1", "", "0", "é"])
JSON = st.recursive(
    SCALARS,
    lambda inside: (
        st.lists(inside, max_size=5) | st.dictionaries(NAMES, inside, max_size=4)
    ),
    max_leaves=25,
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from("abcdef"), "said": SCALARS, "of": st.lists(SCALARS)}
    ),
    max_size=8,
)


def applied(before, after):
    """Have another's library apply what is written down, as a reader would."""
    written = json.dumps(patch(before, after))
    return jsonpatch.apply_patch(copy.deepcopy(before), json.loads(written))


@given(JSON | ROWS, JSON | ROWS)
def test_patch_makes_exactly_the_other_document(before, after):
    assert rfc8785.dumps(applied(before, after)) == rfc8785.dumps(after)


@given(st.data())
def test_patch_makes_exactly_the_other_version_of_a_claim(data):
    before, after = copy.deepcopy(EXAMPLE), copy.deepcopy(EXAMPLE)
    for document in (before, after):
        for name in data.draw(st.sets(st.sampled_from(sorted(document)))):
            document[name] = data.draw(JSON)
        document["citations"] = data.draw(
            st.lists(st.sampled_from(EXAMPLE["citations"]), max_size=3)
        )

    assert rfc8785.dumps(applied(before, after)) == rfc8785.dumps(after)


@given(JSON)
def test_patch_of_the_same_is_empty(document):
    assert patch(document, copy.deepcopy(document)) == []


@pytest.mark.parametrize(
    ("before", "after", "operations"),
    [
        ({"a": 1}, {"a": 2}, [{"op": "replace", "path": "/a", "value": 2}]),
        ({"a": 1}, {"a": True}, [{"op": "replace", "path": "/a", "value": True}]),
        ({}, {"a": None}, [{"op": "add", "path": "/a", "value": None}]),
        ({"a": None}, {}, [{"op": "remove", "path": "/a"}]),
        ({"a/~b": 1}, {"a/~b": 2}, [{"op": "replace", "path": "/a~1~0b", "value": 2}]),
        ({"a": []}, {"a": {}}, [{"op": "replace", "path": "/a", "value": {}}]),
        (["b", "c"], ["a", "b"], [{"op": "remove", "path": "/1"}, {"op": "add", "path": "/0", "value": "a"}]),
    ],
)  # fmt: skip
def test_patch_says_what_changes_and_no_more(before, after, operations):
    assert patch(before, after) == operations


def test_patch_finds_a_row_by_its_id_wherever_it_stands():
    one, other = {"id": "1", "said": "a"}, {"id": "2", "said": "b"}

    assert patch([one], [other, {**one, "said": "c"}]) == [
        {"op": "replace", "path": "/0/said", "value": "c"},
        {"op": "add", "path": "/0", "value": other},
    ]
