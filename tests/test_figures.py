from decimal import Decimal
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.edtf import parse
from claims.figures import (
    DECIMAL_PLACES,
    MAX_DIGITS,
    Comparator,
    Compared,
    Comparison,
    Figure,
    Interval,
    Origin,
    Stated,
    compare,
    group_origins,
    span,
    summarise,
)

LIMIT = 10 ** (MAX_DIGITS - DECIMAL_PLACES)
NUMBERS = st.one_of(
    st.integers(-1000, 1000).map(Decimal),
    st.decimals(-LIMIT + 1, LIMIT - 1, places=DECIMAL_PLACES),
    st.tuples(st.integers(-999, 999), st.integers(0, 14)).map(
        lambda rounded: rounded[0] * Decimal(10) ** rounded[1]
    ),
    st.decimals(-10, 10, places=DECIMAL_PLACES),
)


@st.composite
def figures(draw):
    comparator = draw(st.sampled_from(Comparator))
    if comparator == Comparator.BETWEEN:
        return Figure(comparator, *sorted((draw(NUMBERS), draw(NUMBERS))))
    return Figure(comparator, draw(NUMBERS))


INTERVALS = figures().map(lambda figure: figure.interval)


def figure(comparator, value, upper=None):
    return Figure(comparator, Decimal(value), upper and Decimal(upper))


def interval(text):
    """Read an interval in the notation of the field: "[1, 2)", "(-inf, 3]"."""
    lower, upper = text[1:-1].split(", ")
    return Interval(
        None if lower == "-inf" else Decimal(lower),
        None if upper == "inf" else Decimal(upper),
        text[0] == "[",
        text[-1] == "]",
    )


@pytest.mark.parametrize(
    ("comparator", "value", "upper", "meant"),
    [
        ("exactly", "6500", None, "[6500, 6500]"),
        ("at_least", "6500", None, "[6500, inf)"),
        ("more_than", "6500", None, "(6500, inf)"),
        ("at_most", "6500", None, "(-inf, 6500]"),
        ("less_than", "6500", None, "(-inf, 6500)"),
        ("between", "7300", "7700", "[7300, 7700]"),
        ("between", "-1", "0", "[-1, 0]"),
        ("about", "30000", None, "[25000, 35000]"),
        ("about", "6500", None, "[6175, 6825]"),
        ("about", "7", None, "[6.5, 7.5]"),
        ("about", "0", None, "[-0.5, 0.5]"),
        ("about", "0.5", None, "[0.45, 0.55]"),
        ("about", "0.002", None, "[0.0015, 0.0025]"),
        ("about", "6.50", None, "[6.175, 6.825]"),
        ("about", "-6500", None, "[-6825, -6175]"),
    ],
)
def test_figure_interval(comparator, value, upper, meant):
    assert figure(comparator, value, upper).interval == interval(meant)


@given(figures())
def test_figure_interval_contains_its_value(figure):
    excluded = figure.comparator in (Comparator.MORE_THAN, Comparator.LESS_THAN)

    assert (figure.value in figure.interval) is not excluded
    assert figure.upper is None or figure.upper in figure.interval


@pytest.mark.parametrize(
    ("one", "low_is_wider"),
    [("at_least", True), ("more_than", True), ("at_most", False), ("less_than", False)],
)
@given(numbers=st.tuples(NUMBERS, NUMBERS).map(sorted))
def test_figure_interval_is_monotonic(one, low_is_wider, numbers):
    low, high = (Figure(Comparator(one), number).interval for number in numbers)

    assert span([low, high]) == (low if low_is_wider else high)


@given(NUMBERS)
def test_figure_ignores_zeros_after_the_point(value):
    shown = Decimal(f"{value:f}" + ("0" if "." in f"{value:f}" else ".0"))

    for comparator in (Comparator.ABOUT, Comparator.EXACTLY):
        plain, padded = Figure(comparator, value), Figure(comparator, shown)
        assert plain == padded
        assert plain.interval == padded.interval
        assert str(plain) == str(padded)


@pytest.mark.parametrize(
    ("comparator", "value", "upper", "reason"),
    [
        ("nearly", "1", None, "'nearly' is not a valid Comparator"),
        ("between", "1", None, "'between' needs an upper value"),
        ("between", "2", "1", "the upper value of 'between' lies below the value"),
        ("more_than", "1", "2", "'more than' has no upper value"),
        ("exactly", "NaN", None, "must be a finite number"),
        ("exactly", "sNaN", None, "must be a finite number"),
        ("between", "1", "Infinity", "must be a finite number"),
        ("exactly", "1e18", None, "at most 18 digits before the point and 6 after"),
        ("exactly", "-1e18", None, "at most 18 digits before the point and 6 after"),
        ("exactly", "0.0000001", None, "at most 18 digits before the point"),
    ],
)
def test_figure_refused(comparator, value, upper, reason):
    with pytest.raises(ValueError, match=reason):
        figure(comparator, value, upper)


@pytest.mark.parametrize(
    ("comparator", "value", "upper", "words"),
    [
        ("exactly", "7200", None, "7,200"),
        ("about", "0.5", None, "about 0.5"),
        ("at_least", "1000000", None, "at least 1,000,000"),
        ("more_than", "6500", None, "more than 6,500"),
        ("at_most", "-1234.5", None, "at most -1,234.5"),
        ("less_than", "-0", None, "less than 0"),
        ("between", "7300", "7700", "between 7,300 and 7,700"),
    ],
)
def test_figure_in_words(comparator, value, upper, words):
    assert str(figure(comparator, value, upper)) == words
    assert figure(comparator, value, upper).in_words("people") == f"{words} people"


@given(figures())
def test_figure_in_words_keeps_the_number(figure):
    words = [word.replace(",", "") for word in str(figure).split()]

    given_back = [Decimal(word) for word in words if word[-1].isdecimal()]

    assert given_back == [n for n in (figure.value, figure.upper) if n is not None]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[2, 1]", "no number lies between 2 and 1"),
        ("[1, 1)", "no number lies between 1 and 1"),
        ("(1, 1]", "no number lies between 1 and 1"),
        ("[-inf, 1]", "an end without a bound cannot be inclusive"),
        ("[1, inf]", "an end without a bound cannot be inclusive"),
    ],
)
def test_interval_refused(text, reason):
    with pytest.raises(ValueError, match=reason):
        interval(text)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("[1, 2]", "[2, 3]", True),
        ("[1, 2)", "[2, 3]", False),
        ("[1, 2]", "(2, 3]", False),
        ("(1, inf)", "(-inf, 2)", True),
        ("(2, inf)", "(-inf, 2]", False),
        ("(-inf, inf)", "[5, 5]", True),
    ],
)
def test_interval_meets(one, other, meet):
    assert interval(one).meets(interval(other)) is meet
    assert interval(other).meets(interval(one)) is meet


@given(INTERVALS, INTERVALS, NUMBERS)
def test_interval_meets_where_a_number_is_in_both(one, other, number):
    bounds = [one.lower, one.upper, other.lower, other.upper, number]
    bounds = sorted({bound for bound in bounds if bound is not None})
    points = [bounds[0] - 1, *bounds, bounds[-1] + 1]
    points += [(a + b) / 2 for a, b in pairwise(bounds)]

    shared = any(point in one and point in other for point in points)
    assert one.meets(other) is other.meets(one) is shared


def test_interval_contains():
    assert Decimal(1) in interval("[1, 2)")
    assert Decimal(2) not in interval("[1, 2)")
    assert Decimal(1) not in interval("(1, 2)")


@pytest.mark.parametrize(
    ("texts", "covering"),
    [
        (["[1, 2)", "(1, 2]"], "[1, 2]"),
        (["(1, 2)", "[5, 6)"], "(1, 6)"),
        (["[1, 9]", "[2, 3]"], "[1, 9]"),
        (["[1, 2]", "(5, inf)"], "[1, inf)"),
        (["(-inf, 2)", "[-5, 6]"], "(-inf, 6]"),
        (["[-9, -8]", "(-7, inf)"], "[-9, inf)"),
    ],
)
def test_span(texts, covering):
    assert span(map(interval, texts)) == interval(covering)
    assert span(map(interval, reversed(texts))) == interval(covering)


@given(st.lists(INTERVALS, min_size=1), NUMBERS)
def test_span_covers(intervals, number):
    covering = span(intervals)

    assert not any(number in one for one in intervals) or number in covering
    assert covering.lower in {one.lower for one in intervals}
    assert covering.upper in {one.upper for one in intervals}
    assert span([covering, *intervals]) == covering


def test_span_of_nothing():
    with pytest.raises(ValueError, match="no intervals to cover"):
        span([])


def stated(comparator, value, scope="", as_of=None):
    return Stated(figure(comparator, value), scope, as_of and parse(as_of))


@pytest.mark.parametrize(
    ("claimed", "given", "comparison"),
    [
        (("about", "30000"), ("exactly", "28600"), "agrees"),
        (("about", "30000"), ("exactly", "17000"), "conflicts"),
        (("more_than", "6500"), ("exactly", "7200"), "agrees"),
        (("more_than", "6500"), ("exactly", "6400"), "conflicts"),
        (("at_least", "6500"), ("exactly", "6500"), "agrees"),
        (("more_than", "6500"), ("at_most", "6500"), "conflicts"),
    ],
)
def test_compare(claimed, given, comparison):
    assert compare(stated(*claimed), stated(*given)) == Compared(Comparison(comparison))


@pytest.mark.parametrize(
    ("claimed", "given", "reasons"),
    [
        (("", None), ("", None), ()),
        (("", None), ("soldiers only", None), ("scope",)),
        (("soldiers only", None), ("", None), ("scope",)),
        (("soldiers only", None), (" Soldiers  Only", None), ()),
        (("Soldiers only", None), ("soldiers only", None), ()),
        (("", "2020-11-10"), ("", "2020-12-01"), ("as_of",)),
        (("", "2020-11-10"), ("", "2020-11"), ()),
        (("", "2020-11-10"), ("", None), ()),
        (("", None), ("", "2020-11-10"), ()),
        (("", "1994"), ("soldiers only", "2020"), ("scope", "as_of")),
    ],
)
def test_compare_reasons(claimed, given, reasons):
    comparison = Comparison.DIFFERS_IN_SCOPE if reasons else Comparison.CONFLICTS
    more = stated("more_than", "6500", *claimed)

    assert compare(more, stated("exactly", "9", *given)) == (comparison, reasons)
    assert compare(more, stated("exactly", "7200", *given)) == (Comparison.AGREES, ())


def test_compare_without_figure():
    some = stated("exactly", "1")

    assert compare(None, some) == compare(some, None) == Compared(Comparison.NO_FIGURE)


def test_summarise():
    claimed = stated("more_than", "6500")

    summary = summarise(
        claimed,
        [
            stated("exactly", "7200"),
            None,
            stated("more_than", "7000"),
            stated("about", "7000"),
            stated("at_least", "6800"),
            stated("exactly", "2900", "soldiers only"),
        ],
    )

    comparisons = " ".join(one.comparison for one in summary.compared)
    assert comparisons == "agrees no_figure agrees agrees agrees differs_in_scope"
    assert summary.figures == 5
    assert summary.count(Comparison.AGREES) == 4
    assert summary.covering == interval("[2900, 7500]")
    assert summary.in_words() == "met by 4 of 5 sources; 1 differs in scope"
    zero = stated("exactly", "0")
    assert summarise(claimed, [zero]).covering == interval("[0, 0]")


def test_summary_in_words():
    claimed = stated("exactly", "10", as_of="2020")
    near, far = stated("exactly", "10"), stated("exactly", "20")
    scope = stated("exactly", "20", "soldiers")
    later = stated("exactly", "20", as_of="2021")
    both = stated("exactly", "20", "soldiers", "2021")

    def words(*given):
        return summarise(claimed, given).in_words()

    assert words() == words(None) == "no source gives a figure"
    assert words(near, None) == "met by 1 of 1 source"
    assert words(far) == "met by 0 of 1 source; 1 conflicts"
    assert words(near, far, far) == "met by 1 of 3 sources; 2 conflict"
    assert words(scope, later, both, both) == (
        "met by 0 of 4 sources; 1 differs in scope; 1 differs in as-of date; "
        "2 differ in scope and as-of date"
    )


@pytest.mark.parametrize(
    ("sources", "groups"),
    [
        ([Origin(1), Origin(2, repeats=1), Origin(3)], [(1, 2), (3,)]),
        ([Origin(3, repeats=2), Origin(1), Origin(2, repeats=1)], [(3, 1, 2)]),
        # Both repeat one that is not among them.
        ([Origin(1, repeats=9), Origin(2), Origin(3, repeats=9)], [(1, 3), (2,)]),
        ([Origin(1, publisher="a"), Origin(2, publisher="b")], [(1,), (2,)]),
        ([Origin(1, publisher="a"), Origin(2, publisher="a")], [(1, 2)]),
        # A publisher and a source that share a number have nothing in common.
        ([Origin(1, publisher=2), Origin(2, publisher=3)], [(1,), (2,)]),
        ([Origin(1, 2), Origin(2, 3), Origin(3, 1), Origin(4, 4)], [(1, 2, 3), (4,)]),
        # Joined by what one repeats and who published the other.
        ([Origin(1, 2), Origin(2, None, "a"), Origin(3, None, "a")], [(1, 2, 3)]),
        ([Origin(1), Origin(2), Origin(1)], [(1,), (2,)]),
    ],
)
def test_group_origins(sources, groups):
    assert group_origins(sources) == groups


def test_group_origins_long_chain():
    chain = [Origin(n, repeats=n + 1) for n in range(20_000)]

    assert group_origins(chain) == [tuple(range(20_000))]


def interval_in_sql(cursor, comparator, value, upper=None):
    cursor.execute(
        """
        SELECT lower(meant), upper(meant), lower_inc(meant), upper_inc(meant)
        FROM (SELECT figure_interval(%s, %s::numeric, %s::numeric) AS meant) AS figure
        """,
        [comparator, value, upper],
    )
    bounds = cursor.fetchone()
    return None if bounds[2] is None else Interval(*bounds)


@pytest.mark.django_db
def test_figure_interval_in_sql():
    from django.db import connection

    @settings(max_examples=500, deadline=None)
    @given(figures())
    def check(figure):
        parts = str(figure.comparator), figure.value, figure.upper
        assert interval_in_sql(cursor, *parts) == figure.interval

    with connection.cursor() as cursor:
        check()


@pytest.mark.django_db
def test_figure_interval_in_sql_of_refused_figures():
    from django.db import connection

    texts = ["0", "1", "2.5", "1e18", "-1e18", "1e-7", "NaN", "Infinity", "-Infinity"]
    numbers = [Decimal(text) for text in texts]
    with connection.cursor() as cursor:
        for row in product([*Comparator, "nearly"], numbers, [None, *numbers]):
            try:
                expected = Figure(*row).interval
            except ValueError:
                expected = None
            assert interval_in_sql(cursor, *row) == expected, row
        assert interval_in_sql(cursor, "exactly", None) is None
