import io
import json

import pytest

from claims.intake.claim_reviews import places
from claims.intake.claim_reviews.places import CHUNK, Element, Unread, elements


class Dripping(io.RawIOBase):
    """A stream that gives few octets at a time."""

    def __init__(self, octets, size):
        self.octets, self.size = octets, size

    def readable(self):
        return True

    def readinto(self, buffer):
        part = self.octets[: min(self.size, len(buffer))]
        self.octets = self.octets[len(part) :]
        buffer[: len(part)] = part
        return len(part)


def read(octets, size=1 << 20):
    return list(elements(io.BufferedReader(Dripping(octets, size))))


A, B = {"a": ']}{[ \\" é', "n": [1, {}]}, {"b": None}
FEED = {"@context": {"@graph": 1}, "dataFeedElement": [A, None, B], "x": [A]}

FORMS = {
    "an object": (json.dumps(A), [("item 1", A)]),
    "a list": (json.dumps([A, None, "x", 3, B, [A]]), [("item 1", A), ("item 2", B), ("item 3", [A])]),
    "a list of lists": (json.dumps(["@graph", [A]]), [("item 1", [A])]),
    "a feed": (json.dumps(FEED), [("item 1", A), ("item 2", B)]),
    "a feed of many lines": (json.dumps(FEED, indent=2), [("item 1", A), ("item 2", B)]),
    "two lists in an object": (
        json.dumps({"@graph": [A], "itemListElement": [B]}),
        [("item 1", A), ("item 2", B)],
    ),
    "lines": (
        f"{json.dumps(A)}\n{json.dumps(B)}\n\n{json.dumps([A])}",
        [("line 1", A), ("line 2", B), ("line 4", [A])],
    ),
    "one after the other": (f"{json.dumps(A)} {json.dumps(B)}", [("item 1", A), ("item 2", B)]),
    "nothing": ("", []),
    "an empty list": ("[]", []),
}  # fmt: skip


@pytest.mark.parametrize("size", [1, 7, 1 << 20])
@pytest.mark.parametrize(("text", "found"), FORMS.values(), ids=FORMS)
def test_each_form_is_cut_into_its_elements(text, found, size, monkeypatch):
    if size < CHUNK:
        monkeypatch.setattr(places, "CHUNK", 64)
    assert read(text.encode(), size) == [Element(*each) for each in found]


# Each stands between two that are sound.
FAULTS = {
    "is no JSON: Expecting ':' delimiter: line 1 column 6 (char 5)": b'{"a" 1}',
    "is no JSON: 'a' is given twice": b'{"a": 1, "b": 2, "a": 3}',
    "is no JSON: NaN is no number": b'{"a": NaN}',
    "is not UTF-8 at octet 8": b'{"a": "\xff"}',
    "is nested too deeply": b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "is longer than 5000 octets": b'{"a": [' + b"1," * 300_000 + b"1]}",
}
FAULTS_OF_NUMBERS = b'{"a": ' + b"9" * 4400 + b"}"


@pytest.mark.parametrize("form", ["list", "lines"])
@pytest.mark.parametrize("reason", FAULTS)
def test_fault_is_listed_with_its_place_and_the_rest_goes_on(reason, form, monkeypatch):
    monkeypatch.setattr(places, "CHUNK", 1000)
    if "longer" in reason:
        monkeypatch.setattr(places, "ITEM_LIMIT", 5000)
    around = json.dumps(B).encode()
    join, name = (b",\n", "item") if form == "list" else (b"\n", "line")
    text = join.join([around, FAULTS[reason], around])

    found = read(b"[" + text + b"]" if form == "list" else text)

    assert found == [
        Element(f"{name} 1", B),
        Unread(f"{name} 2", reason),
        Element(f"{name} 3", B),
    ]


def test_last_line_too_long_is_listed(monkeypatch):
    monkeypatch.setattr(places, "ITEM_LIMIT", 50)

    assert read(b'{"a": 1}\n{"b": "' + b"x" * 50) == [
        Element("line 1", {"a": 1}),
        Unread("line 2", "is longer than 50 octets"),
    ]


def test_number_of_too_many_digits_is_listed():
    assert "Exceeds the limit" in read(FAULTS_OF_NUMBERS)[0].reason


def test_file_that_ends_in_the_middle_gives_what_came_before():
    broken = json.dumps([A, B])[:-8].encode()

    assert read(broken) == [
        Element("item 1", A),
        Unread("item 2", "the file ends in the middle of it"),
    ]
    assert read(b'[{"a": "x')[-1] == Unread(
        "item 1", "the file ends in the middle of it"
    )
    assert read(b"]]") == []


def test_text_without_an_end_is_not_kept_for_ever(monkeypatch):
    monkeypatch.setattr(places, "CHUNK", 1000)
    monkeypatch.setattr(places, "ITEM_LIMIT", 5000)

    assert read(b'[{"a": "' + b"x" * 50_000) == [
        Unread("item 1", "a text is longer than 5000 octets")
    ]
