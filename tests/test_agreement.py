import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import edtf
from claims.agreement import (
    Meeting,
    Position,
    Standing,
    bounds_of,
    meeting,
    position,
    standings,
)
from claims.figures import Comparator, Figure, Interval, Stated, compare

COMPARATORS = [each for each in Comparator if each is not Comparator.BETWEEN]
DATES = ["", "2020", "2020-11", "2020-12", "2021/..", "../2019", "../.."]

FAR_OFF, TINY = Decimal(-1000), Decimal("0.00000001")


def stated(words, scope="", as_of=""):
    """Make a figure of words, as “about 6500” or “5/7”."""
    *comparator, number = words.split()
    value, _, upper = number.partition("/")
    if upper:
        figure = Figure(Comparator.BETWEEN, Decimal(value), Decimal(upper))
    else:
        name = "_".join(comparator) or "exactly"
        figure = Figure(Comparator(name), Decimal(value))
    return Stated(figure, scope, edtf.parse(as_of) if as_of else None)


def placed(one):
    as_of = one.as_of and (one.as_of.earliest, one.as_of.latest)
    return position(one.figure.interval, one.scope, as_of)


def pair_by_pair(asked, given):
    """Compare as ``figures.compare`` does, with each in turn."""
    told = [compare(asked, other) for other in given]
    return Standing(
        agree=sum(each.comparison == "agrees" for each in told),
        conflict=sum(each.comparison == "conflicts" for each in told),
        scope=sum("scope" in each.reasons for each in told),
        as_of=sum(each.reasons == ("as_of",) for each in told),
    )


figures_said = st.builds(
    Stated,
    st.one_of(
        st.builds(
            Figure,
            st.sampled_from(COMPARATORS),
            st.decimals(-30, 30, places=1) | st.decimals(0, 1, places=6),
        ),
        st.builds(
            lambda low, more: Figure(Comparator.BETWEEN, low, low + more),
            st.decimals(-30, 30, places=1),
            st.decimals(0, 9, places=1),
        ),
    ),
    st.sampled_from(["", "soldiers", " Soldiers", "all"]),
    st.sampled_from(DATES).map(lambda text: edtf.parse(text) if text else None),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(figures_said, max_size=12), st.lists(figures_said, max_size=3))
def test_standings_say_what_comparing_every_pair_does(given, asked):
    found = standings([placed(each) for each in given], map(placed, [*given, *asked]))

    for each in [*given, *asked]:
        assert found[placed(each)] == pair_by_pair(each, given)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # Touching at an end agrees where both include it.
        (stated("5/7"), stated("7/9"), "agree"),
        (stated("5/7"), stated("more than 7"), "conflict"),
        (stated("at least 7"), stated("5/7"), "agree"),
        (stated("less than 7"), stated("more than 6.999999"), "agree"),
        # What may explain a difference.
        (stated("5", "soldiers"), stated("9"), "scope"),
        (stated("5", "All  Sides"), stated("9", "all sides"), "conflict"),
        (stated("5", as_of="2020-11"), stated("9", as_of="2020-12"), "as_of"),
        (stated("5", as_of="2020-11"), stated("9", as_of="2020"), "conflict"),
        (stated("5", as_of="2020-11"), stated("9"), "conflict"),
        (stated("5", as_of="2020-11"), stated("9", as_of="../2019"), "as_of"),
        (stated("9", as_of="2020-12"), stated("5", as_of="2020-11"), "as_of"),
        (stated("9", "s", "2020-12"), stated("5", "", "2020-11"), "scope"),
    ],
)
def test_standings_of_two(one, other, expected):
    found = standings([placed(other)], [placed(one)])[placed(one)]

    assert found == Standing(0, 0, 0, 0)._replace(**{expected: 1})


@settings(max_examples=200, deadline=None)
@given(st.lists(figures_said, min_size=1, max_size=10))
def test_meeting_is_where_no_more_meet_elsewhere(given):
    intervals = [each.figure.interval for each in given]

    found = meeting([placed(each) for each in given])

    assert sum(found.interval.meets(each) for each in intervals) == found.figures
    # Where the most meet, one of them begins.
    for each in intervals:
        begins = FAR_OFF if each.lower is None else each.lower
        number = begins if each.lower_inclusive else begins + TINY
        assert sum(number in other for other in intervals) <= found.figures


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], None),
        (["5"], Meeting(1, Interval.closed(Decimal(5), Decimal(5)))),
        (
            ["7300/7700", "more than 7500", "20000"],
            Meeting(2, Interval(Decimal(7500), Decimal(7700), False, True)),
        ),
        (["at least 5"], Meeting(1, Interval(Decimal(5), None, True, False))),
        (
            ["less than 5", "at most 9"],
            Meeting(2, Interval(None, Decimal(5), False, False)),
        ),
        # Of two places where as many meet, the lower.
        (["5", "9"], Meeting(1, Interval.closed(Decimal(5), Decimal(5)))),
    ],
)
def test_meeting(words, expected):
    assert meeting([placed(stated(each)) for each in words]) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("5", ["5", "5"]),
        ("more than 5.25", ["5.25"]),
        ("less than -3", ["-3"]),
        ("about 0.000123", ["0.00011685", "0.00012915"]),
        ("about 999999999999999999.999999", None),
    ],
)
def test_bounds_are_exact(words, expected):
    one = stated(words)
    interval = one.figure.interval

    bounds = bounds_of(placed(one))

    if expected is not None:
        assert bounds == [Decimal(each) for each in expected]
    assert bounds == [
        each for each in (interval.lower, interval.upper) if each is not None
    ]


def test_position_orders_days_it_knows():
    found = position(Interval.closed(Decimal(1), Decimal(2)), "", (None, date.min))

    assert found == Position(3 * 10**8, 6 * 10**8, "", -(10**30), 1)


@pytest.mark.parametrize("number", [500, pytest.param(20_000, marks=pytest.mark.drill)])
def test_standings_take_time_in_step_with_the_number(number):
    def seconds(many):
        given = [
            Position(each * 7 % many, each * 7 % many + 9, str(each % 3), each, each)
            for each in range(many)
        ]
        started = time.process_time()
        standings(given, given)
        return time.process_time() - started

    few, many = (min(seconds(size) for _ in range(3)) for size in (number, 8 * number))

    # Pair by pair it would be 64 times as long.
    assert many < 40 * few
