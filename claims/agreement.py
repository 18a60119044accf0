"""How many figures agree: each with all others at once, without looking at pairs."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from claims.figures import DECIMAL_PLACES, Interval

Days = tuple[date | None, date | None]

# The places of the bounds of "about", which lie 5 % to each side.
PLACES = DECIMAL_PLACES + 2
# Beyond every number a figure may have, and every day.
FAR = 10**30


class Position(NamedTuple):
    """Where a figure stands, in whole numbers that order as what they stand for.

    ``start`` and ``end`` are those of its interval, in thirds of the least amount
    there is: an end that is not included lies one third further in. ``first`` and
    ``last`` are its as-of days, None where they are not known.
    """

    start: int
    end: int
    scope: str = ""
    first: int | None = None
    last: int | None = None


class Standing(NamedTuple):
    """With how many figures one agrees, and why it does not with the others.

    ``scope`` and ``as_of`` are those it does not meet and is not in conflict with,
    by the likely reason; where it is both, they count under ``scope``.
    """

    agree: int
    conflict: int
    scope: int
    as_of: int


_Point = tuple[int, int]
_Box = tuple[int, int, int, int]


def position(
    interval: Interval, scope: str = "", as_of: Days | None = None
) -> Position:
    """Say where a figure stands; case and spacing of a scope say nothing."""
    start, end = -FAR, FAR
    if interval.lower is not None:
        start = 3 * _whole(interval.lower) + (not interval.lower_inclusive)
    if interval.upper is not None:
        end = 3 * _whole(interval.upper) - (not interval.upper_inclusive)
    first, last = None, None
    if as_of is not None:
        earliest, latest = as_of
        first = -FAR if earliest is None else earliest.toordinal()
        last = FAR if latest is None else latest.toordinal()
    return Position(start, end, " ".join(scope.casefold().split()), first, last)


def standings(
    given: Collection[Position], asked: Iterable[Position]
) -> dict[Position, Standing]:
    """Compare each asked figure with all given, as ``figures.compare`` does with two.

    Takes n log n steps. A figure that is among the given agrees with itself.
    """
    places = set(asked)
    apart = _apart(given, places)
    groups: dict[str, tuple[list[Position], list[Position]]] = {}
    for side, figures in enumerate((given, places)):
        for each in figures:
            groups.setdefault(each.scope, ([], []))[side].append(each)
    same: dict[Position, int] = {}
    late: dict[Position, int] = {}
    for of_scope in groups.values():
        same |= _apart(*of_scope)
        late |= _late(*of_scope)
    return {
        each: Standing(
            agree=len(given) - apart[each],
            conflict=same[each] - late[each],
            scope=apart[each] - same[each],
            as_of=late[each],
        )
        for each in places
    }


class Meeting(NamedTuple):
    """The numbers that the most figures may mean, and how many may."""

    figures: int
    interval: Interval


def meeting(given: Collection[Position]) -> Meeting | None:
    """Find where the most figures meet, the least such numbers; None without figures."""
    ends = sorted(
        [(each.start, 0) for each in given] + [(each.end, 1) for each in given]
    )
    most, here, now = 0, (0, 0), 0
    for place, (end, is_end) in enumerate(ends):
        now += -1 if is_end else 1
        if now > most:
            most, here = now, (end, ends[place + 1][0])
    return Meeting(most, _interval(*here)) if most else None


def bounds_of(place: Position) -> list[Decimal]:
    """List the bounds of a figure's interval, without its open ends."""
    bounds = (_bound(end)[0] for end in (place.start, place.end))
    return [bound for bound in bounds if bound is not None]


def _whole(number: Decimal) -> int:
    return int(number.scaleb(PLACES))


def _interval(start: int, end: int) -> Interval:
    (lower, from_inclusive), (upper, to_inclusive) = map(_bound, (start, end))
    return Interval(lower, upper, from_inclusive, to_inclusive)


def _bound(end: int) -> tuple[Decimal | None, bool]:
    if abs(end) == FAR:
        return None, False
    number, off = divmod(end + 1, 3)
    return Decimal(number).scaleb(-PLACES), off == 1


def _apart(given: Iterable[Position], asked: Iterable[Position]) -> dict[Position, int]:
    """Count for each asked figure those given that have no number in common with it."""
    starts = sorted(each.start for each in given)
    ends = sorted(each.end for each in given)
    return {
        each: bisect_left(ends, each.start)
        + len(starts)
        - bisect_right(starts, each.end)
        for each in asked
    }


def _late(given: Iterable[Position], asked: Iterable[Position]) -> dict[Position, int]:
    """Count those given that have neither a number nor a day in common with each.

    In four parts: those before and after it in number, each before and after in time.
    """
    counted = dict.fromkeys(asked, 0)
    seen = [*_dated(counted)]
    boxes, own_boxes = [*map(_box, _dated(given))], [*map(_box, seen)]
    for _ in range(4):
        ends = [(right, top) for _, right, _, top in boxes]
        starts = [(left, bottom) for left, _, bottom, _ in own_boxes]
        for each, number in zip(seen, _below(ends, starts), strict=True):
            counted[each] += number
        boxes, own_boxes = _turned(boxes), _turned(own_boxes)
    return counted


def _dated(figures: Iterable[Position]) -> Iterator[Position]:
    return (each for each in figures if each.first is not None)


def _box(figure: Position) -> _Box:
    return figure.start, figure.end, figure.first or 0, figure.last or 0


def _turned(boxes: list[_Box]) -> list[_Box]:
    """Turn all by a quarter, so that what lay to one side lies to the next."""
    return [(bottom, top, -right, -left) for left, right, bottom, top in boxes]


def _below(points: Collection[_Point], asked: Sequence[_Point]) -> list[int]:
    """Count for each asked point those that lie below it both ways.

    From left to right, with a binary indexed tree over the heights seen so far.
    """
    heights = sorted({y for _, y in points})
    tree = [0] * (len(heights) + 1)
    waiting = sorted(points)
    counts = [0] * len(asked)
    taken = 0
    for place in sorted(range(len(asked)), key=asked.__getitem__):
        x, y = asked[place]
        while taken < len(waiting) and waiting[taken][0] < x:
            node = bisect_right(heights, waiting[taken][1])
            while node < len(tree):
                tree[node] += 1
                node += node & -node
            taken += 1
        node = bisect_left(heights, y)
        while node:
            counts[place] += tree[node]
            node &= node - 1
    return counts
