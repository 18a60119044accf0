import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.quotes import Span, find, holds

TEXT = "The war claimed “more than\n6,500 lives”. The earlier war claimed 30,000 lives."


def found(exact, prefix="", suffix="", text=TEXT):
    return [text[start:end] for start, end in find(text, exact, prefix, suffix)]


@pytest.mark.parametrize(
    ("exact", "prefix", "suffix", "spans"),
    [
        ("6,500 lives", "", "", ["6,500 lives"]),
        ("more than 6,500", "", "", ["more than\n6,500"]),
        ('"more  than 6,500 lives"', "", "", ["“more than\n6,500 lives”"]),
        (" 6,500\u00a0lives ", "", "", ["6,500 lives"]),
        ("6,5\u00ad00", "", "", ["6,500"]),
        ("7,000", "", "", []),
        ("", "", "", []),
        (" ", "", "", []),
        ("war claimed", "", "", ["war claimed"] * 2),
        ("war claimed", "The earlier ", "", ["war claimed"]),
        ("war claimed", "earlier", " 30,000", ["war claimed"]),
        ("war claimed", "The later ", "", ["war claimed"] * 2),
        ("lives", "", '".', ["lives"]),
    ],
)
def test_find_is_tolerant_of_spaces_and_quote_marks(exact, prefix, suffix, spans):
    assert found(exact, prefix, suffix) == spans
    if exact.strip():
        assert holds(TEXT, exact) is bool(spans)


def test_find_gives_places_of_the_text_as_it_stands():
    assert find("e\u0301  “a” ﬁt", '"a"') == [Span(4, 7)]
    assert find("e\u0301  “a” ﬁt", "fit") == [Span(8, 10)]


@given(st.text(max_size=30), st.text(min_size=1, max_size=20), st.text(max_size=30))
def test_find_finds_what_stands_there(before, exact, after):
    spans = find(before + exact + after, exact, before, after)

    if exact.strip() and not set(exact) <= set("\u00ad\u200b\u200c\u200d\u2060\ufeff "):
        assert spans
    assert all(0 <= start < end <= len(before + exact + after) for start, end in spans)


@given(st.text(), st.text(), st.text(), st.text())
def test_find_takes_any_text(text, exact, prefix, suffix):
    spans = find(text, exact, prefix, suffix)

    assert spans == sorted(spans)


def test_find_takes_time_in_proportion_to_the_text():
    def seconds(size):
        start = time.process_time()
        find("a" * size, "a" * (size // 2) + "b", "a" * 500, "a" * 500)
        return time.process_time() - start

    seconds(1000)
    assert seconds(400_000) < 40 * max(seconds(40_000), 0.01)
