"""Figures with their comparators, the interval each means, and how two compare."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from claims.edtf import EdtfDate

MAX_DIGITS = 24
"""The digits a figure may have in all, those after the point included."""

DECIMAL_PLACES = 6
"""The digits a figure may have after the point."""

_LIMIT = Decimal(10) ** (MAX_DIGITS - DECIMAL_PLACES)
_LEAST_MARGIN = Decimal("0.05")


class Comparator(StrEnum):
    """How a figure's number is meant."""

    EXACTLY = "exactly"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    BETWEEN = "between"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ")


@dataclass(frozen=True)
class Interval:
    """A range of numbers that is never empty; None is an end without a bound.

    Raises ``ValueError`` for an end that is inclusive without a bound, and for
    bounds with no number between them.
    """

    lower: Decimal | None
    upper: Decimal | None
    lower_inclusive: bool
    upper_inclusive: bool

    def __post_init__(self) -> None:
        if (self.lower is None and self.lower_inclusive) or (
            self.upper is None and self.upper_inclusive
        ):
            raise ValueError("an end without a bound cannot be inclusive")
        if _ends_before(self, self):
            raise ValueError(f"no number lies between {self.lower} and {self.upper}")

    @classmethod
    def closed(cls, lower: Decimal, upper: Decimal) -> "Interval":
        """Make the interval of both numbers and all between them."""
        return cls(lower, upper, lower_inclusive=True, upper_inclusive=True)

    def __contains__(self, number: Decimal) -> bool:
        return self.meets(Interval.closed(number, number))

    def meets(self, other: "Interval") -> bool:
        """Whether some number lies in both; touching at an open end is not enough."""
        return not (_ends_before(self, other) or _ends_before(other, self))


def span(intervals: Iterable[Interval]) -> Interval:
    """Find the smallest interval that covers all; ``ValueError`` when there are none."""
    covered = list(intervals)
    if not covered:
        raise ValueError("there are no intervals to cover")
    first = min(covered, key=_start)
    last = max(covered, key=_end)
    return Interval(
        first.lower, last.upper, first.lower_inclusive, last.upper_inclusive
    )


def _ends_before(one: Interval, other: Interval) -> bool:
    if one.upper is None or other.lower is None:
        return False
    if one.upper == other.lower:
        return not (one.upper_inclusive and other.lower_inclusive)
    return one.upper < other.lower


def _start(interval: Interval) -> tuple[Decimal, bool]:
    lower = Decimal("-Infinity") if interval.lower is None else interval.lower
    return lower, not interval.lower_inclusive


def _end(interval: Interval) -> tuple[Decimal, bool]:
    upper = Decimal("Infinity") if interval.upper is None else interval.upper
    return upper, interval.upper_inclusive


@dataclass(frozen=True)
class Figure:
    """A number as someone gave it: comparator, value, and an upper one for between.

    Zeros after the point say nothing, since the database fills them in: 6.50 is 6.5.

    Raises ``ValueError`` for an unknown comparator; a number that is not finite, or
    does not fit ``MAX_DIGITS`` and ``DECIMAL_PLACES``; an upper value that between
    lacks, that lies below the value, or that another comparator has.
    """

    comparator: Comparator
    value: Decimal
    upper: Decimal | None = None

    def __post_init__(self) -> None:
        comparator = Comparator(self.comparator)
        _check_number(self.value)
        if self.upper is None:
            if comparator is Comparator.BETWEEN:
                raise ValueError("'between' needs an upper value")
            return
        if comparator is not Comparator.BETWEEN:
            raise ValueError(f"'{comparator.label}' has no upper value")
        _check_number(self.upper)
        if self.upper < self.value:
            raise ValueError("the upper value of 'between' lies below the value")

    @property
    def interval(self) -> Interval:
        """The numbers the figure may mean.

        "About" reaches half a unit of the last digit that is not a trailing zero,
        and at least 5 % of the value, to each side: about 30,000 is 25,000 to 35,000,
        about 6,500 is 6,175 to 6,825. About 0 is half a unit to each side.

        The SQL function ``figure_interval`` says the same, and has to be changed
        with this.
        """
        match self.comparator:
            case Comparator.ABOUT:
                margin = _margin(self.value)
                return Interval.closed(self.value - margin, self.value + margin)
            case Comparator.AT_LEAST:
                return Interval(self.value, None, True, False)
            case Comparator.MORE_THAN:
                return Interval(self.value, None, False, False)
            case Comparator.AT_MOST:
                return Interval(None, self.value, False, True)
            case Comparator.LESS_THAN:
                return Interval(None, self.value, False, False)
        upper = self.value if self.upper is None else self.upper
        return Interval.closed(self.value, upper)

    def in_words(self, unit: str = "") -> str:
        """Say the figure in English, as in "more than 6,500 people killed".

        "Exactly" is not said: a number alone means itself.
        """
        words = _in_words(self.value)
        if self.upper is not None:
            words = f"{words} and {_in_words(self.upper)}"
        if self.comparator != Comparator.EXACTLY:
            words = f"{Comparator(self.comparator).label} {words}"
        return f"{words} {unit}".rstrip()

    def __str__(self) -> str:
        return self.in_words()


def _check_number(number: Decimal) -> None:
    if not number.is_finite():
        raise ValueError("a figure must be a finite number")
    if not -_LIMIT < number < _LIMIT or number != round(number, DECIMAL_PLACES):
        raise ValueError(
            f"a figure has at most {MAX_DIGITS - DECIMAL_PLACES} digits before "
            f"the point and {DECIMAL_PLACES} after it"
        )


def _margin(value: Decimal) -> Decimal:
    last_digit = int(value.normalize().as_tuple().exponent)
    half_unit = Decimal((0, (5,), last_digit - 1))
    return max(half_unit, abs(value) * _LEAST_MARGIN)


def _in_words(number: Decimal) -> str:
    # Adding 0 makes a negative zero plain.
    return f"{number.normalize() + 0:,f}"


class Comparison(StrEnum):
    """How one source's figure stands to the claim's."""

    AGREES = "agrees"
    CONFLICTS = "conflicts"
    DIFFERS_IN_SCOPE = "differs_in_scope"
    NO_FIGURE = "no_figure"


class Stated(NamedTuple):
    """A figure as one side gives it.

    A blank ``scope`` is the measure's own scope; no ``as_of`` is not known.
    """

    figure: Figure
    scope: str = ""
    as_of: EdtfDate | None = None


class Compared(NamedTuple):
    """A comparison; ``reasons`` are "scope" and "as_of" where these may explain it."""

    comparison: Comparison
    reasons: tuple[str, ...] = ()


def compare(claimed: Stated | None, given: Stated | None) -> Compared:
    """Compare two figures on the same measure, which is the caller's to see to.

    Figures whose intervals meet agree, whatever their scopes. Where they do not
    meet, a different scope (case and spacing aside) or as-of dates without a day in
    common are the likely reason, and the figures are not in conflict.
    """
    if claimed is None or given is None:
        return Compared(Comparison.NO_FIGURE)
    if claimed.figure.interval.meets(given.figure.interval):
        return Compared(Comparison.AGREES)
    reasons = []
    if claimed.scope.casefold().split() != given.scope.casefold().split():
        reasons.append("scope")
    if claimed.as_of and given.as_of and not claimed.as_of.overlaps(given.as_of):
        reasons.append("as_of")
    if reasons:
        return Compared(Comparison.DIFFERS_IN_SCOPE, tuple(reasons))
    return Compared(Comparison.CONFLICTS)


@dataclass(frozen=True)
class Summary:
    """How a claim's sources stand to its figure.

    ``compared`` has one entry a source, in their order. ``covering`` runs from the
    least to the greatest bound any source gives, and leaves open ends out: "more
    than 6,500" counts as 6,500. It is None when no source gives a figure.
    """

    compared: tuple[Compared, ...]
    covering: Interval | None

    def count(self, comparison: Comparison) -> int:
        return sum(one.comparison == comparison for one in self.compared)

    @property
    def figures(self) -> int:
        """The number of sources that give a figure."""
        return len(self.compared) - self.count(Comparison.NO_FIGURE)

    def in_words(self) -> str:
        """Say it in English: "met by 4 of 5 sources; 1 differs in scope".

        The sources counted are those that give a figure.
        """
        if not self.figures:
            return "no source gives a figure"
        agree, conflict = map(self.count, (Comparison.AGREES, Comparison.CONFLICTS))
        noun = "source" if self.figures == 1 else "sources"
        parts = [f"met by {agree} of {self.figures} {noun}"]
        if conflict:
            parts.append(f"{conflict} {'conflicts' if conflict == 1 else 'conflict'}")
        explained = Counter(one.reasons for one in self.compared if one.reasons)
        for reasons, number in explained.items():
            verb = "differs" if number == 1 else "differ"
            names = " and ".join(_REASONS[reason] for reason in reasons)
            parts.append(f"{number} {verb} in {names}")
        return "; ".join(parts)


_REASONS = {"scope": "scope", "as_of": "as-of date"}


def summarise(claimed: Stated, given: Iterable[Stated | None]) -> Summary:
    """Compare a claim's figure with what each source gives; None gives no figure."""
    sources = list(given)
    bounds = [
        Interval.closed(bound, bound)
        for source in sources
        if source
        for bound in (source.figure.interval.lower, source.figure.interval.upper)
        if bound is not None
    ]
    return Summary(
        compared=tuple(compare(claimed, source) for source in sources),
        covering=span(bounds) if bounds else None,
    )


class Origin(NamedTuple):
    """What ties a source to others: the source it repeats and who published it.

    None is not known, and ties it to none.
    """

    id: Hashable
    repeats: Hashable | None = None
    publisher: Hashable | None = None


def group_origins(sources: Iterable[Origin]) -> list[tuple[Hashable, ...]]:
    """Group the ids of sources that share an origin; each group counts as one.

    Sources belong together when one repeats the other, when both repeat the same
    one, whether or not that is among them, when they have the same publisher, and
    when a chain of these joins them. Groups and the ids in them keep the order
    given; a source given twice is listed once. Takes nearly linear time.
    """
    listed = list(sources)
    parents: dict[tuple[str, Hashable], tuple[str, Hashable]] = {}

    def root(node: tuple[str, Hashable]) -> tuple[str, Hashable]:
        parents.setdefault(node, node)
        while parents[node] != node:
            parents[node] = node = parents[parents[node]]
        return node

    for source in listed:
        here = "source", source.id
        if source.repeats is not None:
            parents[root(here)] = root(("source", source.repeats))
        if source.publisher is not None:
            parents[root(here)] = root(("publisher", source.publisher))
    groups: dict[Hashable, dict[Hashable, None]] = {}
    for source in listed:
        groups.setdefault(root(("source", source.id)), {})[source.id] = None
    return [tuple(group) for group in groups.values()]
