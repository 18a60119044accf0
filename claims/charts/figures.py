"""The figures chart: what a claim says, what each source gives, what was found."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from claims.figures import Comparator, Comparison, Figure, Interval

from .base import Chart
from .lines import ELSEWHERE, LAYOUTS, Line, draw_lines

ONE_ORIGIN = "One origin"
DASH = "\N{EN DASH}"
STANDS = {
    Comparison.AGREES: "agrees",
    Comparison.CONFLICTS: "conflicts",
    Comparison.DIFFERS_IN_SCOPE: "another day",
    Comparison.NO_FIGURE: "",
}
NOTE = (
    "A dot is an exact number, a bar a range, an arrow a figure without an end; a ring "
    "is a bound that is itself left out. Sources behind one bracket repeat one another "
    "or share a publisher."
)


@dataclass(frozen=True)
class Given:
    """The figure of one source.

    Sources of the same ``origin`` are one. ``scope`` says what it counts, where that
    is not what the claim counts; ``note`` is shown below its name.
    """

    name: str
    figure: Figure
    origin: object
    stands: Comparison
    note: str = ""
    scope: str = ""


class Finding(NamedTuple):
    """What was found: the lowest, the best and the highest figure."""

    low: Decimal | None = None
    best: Decimal | None = None
    high: Decimal | None = None
    note: str = ""

    @property
    def numbers(self) -> list[Decimal]:
        given = self.low, self.best, self.high
        return [number for number in given if number is not None]


def figures_chart(
    title: str,
    *,
    claimed: Figure | None,
    given: Iterable[Given],
    finding: Finding | None = None,
    unit: str = "",
) -> Chart | None:
    """Draw the figures of a claim on one axis; None where there are none."""
    sources = sorted(given, key=_place)
    parts = [
        list(_alike(claimed, sources, finding)),
        list(_apart(sources)),
    ]
    if not any(parts):
        return None
    wide, narrow = (draw_lines(title, unit, parts, layout) for layout in LAYOUTS)
    return Chart(
        title=title,
        wide=wide,
        narrow=narrow,
        columns=("Who", "Figure", "Counts, or as of", "Against the claim", "Origin"),
        rows=tuple(_table(claimed, sources, finding)),
        note=NOTE,
    )


def in_short(figure: Figure) -> str:
    """Say a figure in few words: a dash for what lies between."""
    if figure.upper is None:
        return figure.in_words()
    return DASH.join(map(_plain, (figure.value, figure.upper)))


def found_in_words(finding: Finding) -> str:
    """Say a finding: the best figure, and the others in brackets."""
    ends = [n for n in (finding.low, finding.high) if n is not None]
    around = DASH.join(map(_plain, ends))
    if finding.best is None:
        return around
    return f"{_plain(finding.best)} ({around})" if around else _plain(finding.best)


def _plain(number: Decimal) -> str:
    return str(Figure(Comparator.EXACTLY, number))


def _point(figure: Figure) -> Decimal | None:
    return figure.value if figure.comparator == Comparator.ABOUT else None


def _place(source: Given) -> tuple[Any, ...]:
    """Say what decides about a source's place: all that is drawn of it."""
    figure = source.figure
    return (
        figure.value,
        source.name,
        source.note,
        source.scope,
        figure.comparator.value,
        figure.upper or 0,
        source.stands.value,
    )


def _groups(sources: Iterable[Given]) -> list[list[Given]]:
    groups: dict[object, list[Given]] = {}
    for source in sources:
        groups.setdefault(source.origin, []).append(source)
    return list(groups.values())


def _alike(
    claimed: Figure | None, sources: Sequence[Given], finding: Finding | None
) -> Iterator[Line]:
    if claimed:
        yield Line(
            "The claim",
            "claim",
            claimed.interval,
            _point(claimed),
            value=in_short(claimed),
        )
    if finding and (numbers := finding.numbers):
        yield Line(
            "Our finding",
            "finding",
            Interval.closed(min(numbers), max(numbers)),
            finding.best,
            note=finding.note,
            value=found_in_words(finding),
        )
    for group in _groups(source for source in sources if not source.scope):
        yield from _group(group)


def _apart(sources: Iterable[Given]) -> Iterator[Line]:
    for group in _groups(source for source in sources if source.scope):
        yield from _group(group, "apart")


def _group(group: list[Given], kind: str = "") -> Iterator[Line]:
    if len(group) > 1:
        yield Line(ONE_ORIGIN, "origin", is_grouped=True)
    for source in group:
        yield Line(
            source.name,
            kind or str(source.stands.value),
            source.figure.interval,
            _point(source.figure),
            note=source.scope or source.note,
            value=in_short(source.figure),
            stands="" if kind else STANDS[source.stands],
            is_grouped=len(group) > 1,
        )


def _table(
    claimed: Figure | None, sources: Sequence[Given], finding: Finding | None
) -> Iterator[tuple[str, ...]]:
    if claimed:
        yield "The claim", claimed.in_words(), "", "", ""
    if finding and finding.numbers:
        yield "Our finding", found_in_words(finding), finding.note, "", ""
    names = {
        group[0].origin: str(index)
        for index, group in enumerate(_groups(sources), start=1)
    }
    for source in sources:
        yield (
            source.name,
            source.figure.in_words(),
            source.scope or source.note,
            ELSEWHERE.lower() if source.scope else STANDS[source.stands],
            names[source.origin],
        )
