from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.edtf import MAX_LENGTH, EdtfDate, parse

VECTORS = [
    line.split()
    for line in Path(__file__).with_name("edtf_vectors.txt").read_text().splitlines()
    if line and not line.startswith("#")
]
COVERED = [vector for vector in VECTORS if len(vector) == 3]
FAR_YEARS = [text for text, *days in VECTORS if days == ["refused"]]


def covers(text):
    read = parse(text)
    return tuple(str(day or "open") for day in (read.earliest, read.latest))


def refusal(text):
    with pytest.raises(ValueError, match=" is not an EDTF date: ") as refused:
        parse(text)
    return str(refused.value)


def test_every_vector_is_tested():
    assert len(COVERED) + len(FAR_YEARS) == len(VECTORS) == 63


@pytest.mark.parametrize(("text", "earliest", "latest"), COVERED)
def test_parse_specification(text, earliest, latest):
    assert covers(text) == (earliest, latest)


@pytest.mark.parametrize(
    "text", [*FAR_YEARS, "0000", "9999", "-0009", "?-2004-06", "0000-21", "9999S4"]
)
def test_parse_year_beyond(text):
    assert "years run from 0001 to 9998" in refusal(text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        # Readers disagree on these most often.
        ("/..", "open", "open"),
        ("../", "open", "open"),
        ("../..", "open", "open"),
        ("1984?-06/2004-08?", "1984-06-01", "2004-08-31"),
        ("?2004-06~-10/2004-06-%11", "2004-06-10", "2004-06-11"),
        ("20X3-06-25/2004-X1-03", "2003-06-25", "2004-11-03"),
        ("1930-X0-10/1930-10-30", "1930-10-10", "1930-10-30"),
        ("1865-X2-02/1865-03-01", "1865-02-02", "1865-03-01"),
        ("2018-05-X0", "2018-05-10", "2018-05-30"),
        ("2015-02-X8", "2015-02-08", "2015-02-28"),
        ("2016-02-X9", "2016-02-09", "2016-02-29"),
        ("2015-02-XX", "2015-02-01", "2015-02-28"),
        ("2004-02-XX", "2004-02-01", "2004-02-29"),
        ("XXXX-02-29", "0004-02-29", "9996-02-29"),
        ("200X-02-29", "2000-02-29", "2008-02-29"),
        ("1XXX-1X-3X", "1000-10-30", "1999-12-31"),
        ("1919-XX-02/1919-XX-01", "1919-01-02", "1919-12-01"),
        ("2003-22/2003-23", "2003-06-01", "2003-11-30"),
        ("1923-21/1924", "1923-03-01", "1924-12-31"),
        ("2011-23~", "2011-09-01", "2011-11-30"),
        ("[1670..1672]", "1670-01-01", "1672-12-31"),
        ("[1672,1667-03]", "1667-03-01", "1672-12-31"),
        ("[1740-02-12..1800-01-29]", "1740-02-12", "1800-01-29"),
        ("{1760-12..}", "1760-12-01", "open"),
        ("%2001", "2001-01-01", "2001-12-31"),
        ("1859S5", "1859-01-01", "1859-12-31"),
        ("1859S1~", "1000-01-01", "1999-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("000X", "0001-01-01", "0009-12-31"),
        ("9998-24", "9998-12-01", "9999-02-28"),
        ("2022-05-22T23:59:59-12:00", "2022-05-22", "2022-05-22"),
    ],
)
def test_parse_range(text, earliest, latest):
    assert covers(text) == (earliest, latest)


@pytest.mark.parametrize(
    ("grouping", "earliest", "latest"),
    [
        (21, "2020-03-01", "2020-05-31"),
        (22, "2020-06-01", "2020-08-31"),
        (23, "2020-09-01", "2020-11-30"),
        (24, "2020-12-01", "2021-02-28"),
        (25, "2020-03-01", "2020-05-31"),
        (26, "2020-06-01", "2020-08-31"),
        (27, "2020-09-01", "2020-11-30"),
        (28, "2020-12-01", "2021-02-28"),
        (29, "2020-09-01", "2020-11-30"),
        (30, "2020-12-01", "2021-02-28"),
        (31, "2020-03-01", "2020-05-31"),
        (32, "2020-06-01", "2020-08-31"),
        (33, "2020-01-01", "2020-03-31"),
        (34, "2020-04-01", "2020-06-30"),
        (35, "2020-07-01", "2020-09-30"),
        (36, "2020-10-01", "2020-12-31"),
        (37, "2020-01-01", "2020-04-30"),
        (38, "2020-05-01", "2020-08-31"),
        (39, "2020-09-01", "2020-12-31"),
        (40, "2020-01-01", "2020-06-30"),
        (41, "2020-07-01", "2020-12-31"),
    ],
)
def test_parse_grouping(grouping, earliest, latest):
    assert covers(f"2020-{grouping}") == (earliest, latest)


def test_parse_winter_into_leap_year():
    assert covers("2019-24") == ("2019-12-01", "2020-02-29")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2020-13", "there is no month 13"),
        ("2020-00", "there is no month 00"),
        ("2020-42", "there is no month 42"),
        ("2020-3X", "there is no month 3X"),
        ("2020-21-03", "there is no month 21"),
        ("2020-01-00", "there is no day 00 in month 01"),
        ("1960-06-31", "there is no day 31 in month 06"),
        ("XXXX-XX-32", "there is no day 32 in month XX"),
        ("2021-02-29", "2021 has no 29 February"),
        ("XXX1-02-29", "XXX1 has no 29 February"),
        ("1994/1988", "it ends before it begins"),
        ("2012-24/2012-21", "it ends before it begins"),
        ("[1994..1988]", "it ends before it begins"),
        ("[1670..1672-03]", "must be equally precise"),
        ("/", "it has neither start nor end"),
        ("1" * (MAX_LENGTH + 1), "it is longer than 100 characters"),
    ],
)
def test_parse_reason(text, reason):
    assert reason in refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "[]",
        "[..]",
        "[1667,1668, 1670..1672]",
        "[1667,..1670,1672]",
        "[1667,1670..,1672]",
        "[1667}",
        "[2020-01-01T10:00:00]",
        "[1964/2008]",
        " 1863-03-29",
        "1863-03-29 ",
        "1863-03-29\n",
        "1863-3-29",
        "20201110",
        "20067890%",
        "+2006%",
        "1984?~",
        "1950S0",
        "19XXS2",
        "1950S2-03",
        "199u",
        "unknown/2006",
        "2012///4444",
        "2012/2013/2014",
        "2000/12-12",
        "2005-07-25T10:10:10Z/2006-01-01T10:10:10Z",
        "2005-07-25T10:10:10.5Z",
        "2005-07T10:10:10",
        "1985-04-12T23:20",
        "1985-04-12T24:20:30",
        "1985-04-12T23:60:30",
        "1985-04-12T23:20:60",
        "1985-04-12T23:20:30z",
        "1985-04-12t23:20:30",
        "1985-04-12T23:20:30+24",
        "1985-04-12T23:20:30-05:60",
        "1985-04-12T23:20:30Z12:00",
        "2001-21^southernHemisphere",
        "٢٠٢٠",
    ],
)
def test_parse_not_in_the_format(text):
    assert "it does not follow the format" in refusal(text)


def test_parse_message():
    assert refusal("2020-13") == (
        "'2020-13' is not an EDTF date: there is no month 13; "
        "examples: 2020-11-10, 2020-23, 1988/1994, 1991~"
    )


def test_parse_message_is_one_short_line():
    message = refusal("a\n" * 5000)

    assert "\n" not in message
    assert len(message) < 200


def test_parse_longest():
    text = f"[{'0001,' * 19}0002]"

    assert len(text) == MAX_LENGTH + 1
    assert covers(text.replace("[0001,", "[")) == ("0001-01-01", "0002-12-31")
    assert "longer" in refusal(text)


@given(st.text(max_size=1000) | st.text("0123456789X-/.?~%[]{},TZYSE:+", max_size=100))
@example("XXX1-02-29" + "/XXX1-02-29" * 8)
@example("[" * 50 + "]" * 50)
@example(".." * 50)
@example("9998-12-31/..")
def test_parse_any_text(text):
    try:
        read = parse(text)
    except ValueError as error:
        message = str(error)
        assert " is not an EDTF date: " in message
    else:
        assert read.text == text
        assert read.in_words()
        assert (
            read.earliest is None
            or read.day_after is None
            or (read.earliest < read.day_after)
        )


DAYS = st.dates(date(1, 1, 1), date(9998, 12, 31))


@given(DAYS)
def test_parse_day(day):
    assert parse(day.isoformat()) == EdtfDate(day.isoformat(), day, day)


@given(DAYS, st.sampled_from([4, 7]), st.sampled_from(["", "?", "~", "%"]))
def test_parse_covers_its_days(day, precision, mark):
    read = parse(day.isoformat()[:precision] + mark)

    assert read.earliest <= day <= read.latest
    assert read.earliest.isoformat()[:precision] == day.isoformat()[:precision]
    assert read.latest.isoformat()[:precision] == day.isoformat()[:precision]
    before = read.earliest.toordinal() - 1
    for beyond in (before, read.day_after.toordinal()):
        assert (
            beyond == 0
            or str(date.fromordinal(beyond))[:precision] != str(day)[:precision]
        )


@given(DAYS, st.sets(st.sampled_from([0, 1, 2, 3, 5, 6, 8, 9])))
def test_parse_unspecified_covers_its_days(day, hidden):
    text = "".join("X" if i in hidden else c for i, c in enumerate(day.isoformat()))

    read = parse(text)

    assert read.earliest <= day <= read.latest
    for bound in (read.earliest, read.latest):
        assert all(
            place in ("X", digit)
            for place, digit in zip(text, bound.isoformat(), strict=True)
        )


@given(DAYS, DAYS)
def test_parse_interval(one, other):
    first, last = sorted((one, other))

    assert covers(f"{first}/{last}") == (str(first), str(last))
    assert covers(f"[{last},{first}]") == (str(first), str(last))
    assert covers(f"{{{first}..{last}}}") == (str(first), str(last))
    if first < last:
        assert "ends before" in refusal(f"{last}/{first}")


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("1991", False, False),
        ("1991~", True, False),
        ("1991?", False, True),
        ("1991%", True, True),
        ("1988/1994-~06", True, False),
        ("2004-?06-11", False, True),
    ],
)
def test_marks(text, approximate, uncertain):
    read = parse(text)

    assert (read.is_approximate, read.is_uncertain) == (approximate, uncertain)


def test_day_after():
    assert parse("2020").day_after == date(2021, 1, 1)
    assert parse("2020/..").day_after is None


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("2020", "2020-11-10", True),
        ("2020-11-10", "2020-11-10", True),
        ("2020-11-10", "2020-11-11", False),
        ("1988/1994", "2020", False),
        ("1988/1994", "1994-12-31/..", True),
        ("../1987", "1988/..", False),
        ("/..", "1988", True),
    ],
)
def test_overlaps(one, other, overlap):
    assert parse(one).overlaps(parse(other)) is overlap
    assert parse(other).overlaps(parse(one)) is overlap


@given(DAYS, DAYS, st.integers(0, 400), st.integers(0, 400))
def test_overlaps_when_a_day_is_shared(one, other, length, other_length):
    left = EdtfDate("", one, one + timedelta(days=length))
    right = EdtfDate("", other, other + timedelta(days=other_length))

    shared = max(left.earliest, right.earliest) <= min(left.latest, right.latest)

    assert left.overlaps(right) is shared


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2020-11-10", "10 November 2020"),
        ("2020-01-01", "1 January 2020"),
        ("2020-11", "November 2020"),
        ("2020-12", "December 2020"),
        ("2020", "2020"),
        ("0800", "800"),
        ("2020-23", "autumn 2020"),
        ("2020-24", "winter 2020/21"),
        ("1999-24", "winter 1999/00"),
        ("2020-28", "winter 2020/21 (Northern Hemisphere)"),
        ("2020-31", "autumn 2020 (Southern Hemisphere)"),
        ("2001-34", "second quarter of 2001"),
        ("2001-39", "last four months of 2001"),
        ("2001-40", "first half of 2001"),
        ("1991~", "about 1991"),
        ("2004-06?", "possibly June 2004"),
        ("2004-06-11%", "possibly about 11 June 2004"),
        ("2011-23~", "about autumn 2011"),
        ("199X", "the 1990s"),
        ("199X~", "about the 1990s"),
        ("000X", "the 0s"),
        ("19XX", "the years 1900 to 1999"),
        ("00XX", "the years 0 to 99"),
        ("2022-05-22T14:00:00Z", "22 May 2022"),
        ("1988/1994", "1988 to 1994"),
        ("1988~/2020-11-10", "about 1988 to 10 November 2020"),
        ("1988/..", "since 1988"),
        ("../1994", "until 1994"),
        ("1988/", "from 1988, end not known"),
        ("/1994", "until 1994, start not known"),
        # As written.
        ("../..", "../.."),
        ("/..", "/.."),
        ("2004-06-XX", "2004-06-XX"),
        ("2004-06~-11", "2004-06~-11"),
        ("%2001", "%2001"),
        ("1950S2", "1950S2"),
        ("[1667,1668]", "[1667,1668]"),
        ("2004-06-~01/2004", "2004-06-~01/2004"),
        ("2004/2005-1X", "2004/2005-1X"),
    ],
)
def test_in_words(text, words):
    assert parse(text).in_words() == words
