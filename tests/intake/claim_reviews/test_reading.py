import gzip
import io
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.intake.claim_reviews import ReviewRead, read_claim_reviews, reading

from .dirt import PLAIN, octets, with_, without
from .test_items import EXPECTED
from .test_pages import PAGE


def read(data):
    return list(read_claim_reviews(io.BytesIO(data)))


FEED = {"@type": "DataFeed", "dataFeedElement": [{"item": [PLAIN]}, {"item": None}]}
FORMS = {
    "an object": (octets(PLAIN), ["item 1"]),
    "a list": (octets([PLAIN, PLAIN]), ["item 1", "item 2"]),
    "a feed": (octets(FEED), ["item 1"]),
    "two reviews in an item": (
        octets([{"item": [PLAIN, PLAIN]}]),
        ["item 1, review 1", "item 1, review 2"],
    ),
    "lines": (octets(PLAIN) + b"\n" + octets(PLAIN), ["line 1", "line 2"]),
    "spaces and a mark before": (b"\xef\xbb\xbf \n" + octets(PLAIN), ["item 1"]),
    "a page": (PAGE.split("</script>")[0].encode(), ["script 1, item 1"]),
}


@pytest.mark.parametrize("wrap", [bytes, gzip.compress], ids=["plain", "gz"])
@pytest.mark.parametrize(("data", "places"), FORMS.values(), ids=FORMS)
def test_each_form_is_read(data, places, wrap):
    assert read(wrap(data)) == [ReviewRead(place, EXPECTED) for place in places]


def test_what_cannot_be_read_is_listed_and_the_rest_goes_on():
    found = read(octets([without("url"), with_(inLanguage="?"), 3, {"@type": "Thing"}]))

    assert [(each.place, each.review is None, each.problems) for each in found] == [
        ("item 1", True, ("url is missing",)),
        ("item 2", False, ("inLanguage: '?' is no language tag; left out",)),
    ]


NOT_READ = {
    b"": ("file", "is neither JSON nor HTML"),
    b"url,claim\n": ("file", "is neither JSON nor HTML"),
    b"<!-- -->": ("page", "is no HTML: Document is empty"),
    b"[{": ("item 1", "the file ends in the middle of it"),
    gzip.compress(octets(PLAIN))[:-10]: (
        "file",
        "the compression is broken from here on: Compressed file ended before the "
        "end-of-stream marker was reached",
    ),
}


@pytest.mark.parametrize("data", NOT_READ)
def test_file_that_cannot_be_read_says_where_and_why(data):
    place, reason = NOT_READ[data]

    assert read(data)[-1] == ReviewRead(place, None, (reason,))


def test_page_too_long_to_read_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_OF_A_PAGE", 10)

    assert read(b"<p>" + b"x" * 20) == [
        ReviewRead("page", None, ("is longer than 10 octets",))
    ]


# What JSON may hold, in the places where a ClaimReview has something.
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@value", "name", "url", "@type", "properties", "item"])
            | st.text(),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
ITEMS = st.fixed_dictionaries(
    {"@type": st.just("ClaimReview")},
    optional={
        name: VALUES
        for name in [*PLAIN, "reviewBody", "description", "publisher", "@graph"]
        if name != "@type"
    },
)
BROKEN = st.builds(
    lambda data, at, what: data[: at % len(data)] + what + data[at % len(data) :],
    st.sampled_from([octets(PLAIN), octets(FEED), PAGE.encode(), gzip.compress(octets(FEED))]),
    st.integers(0, 5000),
    st.binary(max_size=8),
)  # fmt: skip


def reads_without_an_exception(data):
    try:
        found = read(data)
    except Exception as error:  # noqa: BLE001 - whichever it is
        pytest.fail(f"raised {error!r}")
    for each in found:
        assert each.review or each.problems
        for text in vars(each.review).values() if each.review else ():
            assert not (isinstance(text, str) and "\x00" in text)


@given(VALUES | ITEMS | ITEMS.map(lambda item: [item, PLAIN]))
@settings(max_examples=60, deadline=None)
def test_no_value_raises(value):
    reads_without_an_exception(json.dumps(value).encode())


@given(st.binary(max_size=300) | BROKEN)
@settings(max_examples=60, deadline=None)
def test_no_octets_raise(data):
    reads_without_an_exception(data)


@pytest.mark.drill
@given(VALUES | ITEMS | ITEMS.map(lambda item: [item, PLAIN]))
@settings(max_examples=50_000, deadline=None)
def test_no_value_raises_often(value):
    reads_without_an_exception(json.dumps(value).encode())


@pytest.mark.drill
@given(st.binary(max_size=300) | BROKEN)
@settings(max_examples=50_000, deadline=None)
def test_no_octets_raise_often(data):
    reads_without_an_exception(data)


LONG = {
    "brackets": b"[",
    "braces": b'{"a":',
    "quotes": b'"',
    "backslashes": b"\\",
    "objects": b"{}",
    "spaces": b" ",
    "tags": b"<div itemscope itemprop=a>",
    "entities": b'[{"@type":"ClaimReview","claimReviewed":"' + b"&amp;" * 100 + b'"},',
    "dates": b'[{"@type":"ClaimReview","datePublished":"' + b"1" * 400 + b'"},',
}


MEGABYTE = pytest.param(2**20, 60, marks=pytest.mark.drill, id="a megabyte")


@pytest.mark.parametrize(("size", "seconds"), [(2**18, 15), MEGABYTE])
@pytest.mark.parametrize("unit", LONG.values(), ids=LONG)
def test_anything_is_read_in_linear_time(unit, size, seconds):
    started = time.process_time()

    read(b"[" * (unit[:1] == b"\\") + unit * (size // len(unit)))

    assert time.process_time() - started < seconds
