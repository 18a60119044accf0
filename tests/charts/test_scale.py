"""Scales, and the round numbers along them."""

from decimal import Decimal

import pytest

from claims.charts.scale import Scale, short


def scale(*numbers, **values):
    return Scale.over(map(Decimal, numbers), **values)


@pytest.mark.parametrize(
    ("numbers", "low", "high", "is_log"),
    [
        ((6500, 7700), 6400, 7800, False),
        ((17000, 38000), 15000, 40000, False),
        ((10, 900), 0, 1000, False),
        ((10, 1000), 0, 1000, False),
        ((10, 1001), 10, 2000, True),
        ((0, 30000), 0, 30000, False),
        ((-5, 5), -6, 6, False),
        ((500, 500), 440, 560, False),
        ((0, 0), "-0.1", "0.1", False),
    ],
)
def test_axis_begins_and_ends_with_a_round_number(numbers, low, high, is_log):
    axis = scale(*numbers)

    assert axis.is_log is is_log
    assert axis.low <= min(numbers)
    assert axis.high >= max(numbers)
    assert (axis.low, axis.high) == (Decimal(low), Decimal(high))
    assert {axis.low, axis.high} <= set(axis.ticks())


@pytest.mark.parametrize("numbers", [(5000, 8000), (10, 100_000)])
def test_what_is_open_gets_room_for_an_arrow(numbers):
    low, high = map(Decimal, numbers)
    closed = scale(*numbers)

    axis = scale(*numbers, open_below=[low], open_above=[high])

    assert axis.low < low or closed.low < low
    assert axis.high > high
    assert 0 <= axis.at(low) < axis.at(high) < 1


def test_counts_are_not_drawn_below_nothing():
    assert scale(0, 100, open_below=[Decimal(0)]).low == 0


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("6500", "6,500"),
        ("0.5", "0.5"),
        ("-0", "0"),
        ("1000000", "1 million"),
        ("1500000", "1.5 million"),
        ("1000001", "1,000,001"),
        ("-2000000000", "-2 billion"),
        ("1000000000000000", "1,000 trillion"),
    ],
)
def test_numbers_are_short(number, words):
    assert short(Decimal(number)) == words
