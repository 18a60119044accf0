"""The figures chart: what a claim says, what each source gives, what was found."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from claims.figures import Comparator, Comparison, Figure, Interval

from .base import NARROW, WIDE, Chart, canvas
from .marks import diamond, mark
from .scale import Scale, short
from .svg import Markup, element, label
from .text import fit, width

SIZE, SMALL = 12, 11
ONE_ORIGIN = "One origin"
ELSEWHERE = "Counts something else"
STANDS = {
    Comparison.AGREES: "agrees",
    Comparison.CONFLICTS: "conflicts",
    Comparison.DIFFERS_IN_SCOPE: "counts otherwise",
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


class Line(NamedTuple):
    """One line of the chart: a heading where there is no interval."""

    name: str
    kind: str = ""
    interval: Interval | None = None
    point: Decimal | None = None
    note: str = ""
    value: str = ""
    stands: str = ""
    is_grouped: bool = False


@dataclass(frozen=True)
class Layout:
    """Where things stand in a line, from its top left corner."""

    across: float
    plot: tuple[float, float]
    name_room: float
    value_at: float
    row: float
    middle: float
    track: tuple[float, float]
    upper: float
    lower: float


LAYOUTS = (
    Layout(WIDE, (252, 572), 240, 584, 40, 20, (0, 40), 17, 32),
    Layout(NARROW, (0, NARROW), 196, 204, 62, 46, (34, 58), 14, 28),
)
DASH = "\N{EN DASH}"
HEADING = 28
AXIS = 38
EDGE = 14


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
    lines = list(_lines(claimed, sources, finding))
    numbers = list(_numbers(lines))
    if not numbers:
        return None
    scale = Scale.over(numbers)
    drawings = (_draw(title, unit, lines, scale, layout) for layout in LAYOUTS)
    wide, narrow = drawings
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


def _place(source: Given) -> tuple[Decimal, str, str]:
    return source.figure.value, source.name, source.note


def _groups(sources: Sequence[Given]) -> list[list[Given]]:
    groups: dict[object, list[Given]] = {}
    for source in sources:
        groups.setdefault(source.origin, []).append(source)
    return list(groups.values())


def _lines(
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
    alike = [source for source in sources if not source.scope]
    apart = [source for source in sources if source.scope]
    for group in _groups(alike):
        yield from _group(group, "")
    if apart:
        yield Line(ELSEWHERE, "section")
    for group in _groups(apart):
        yield from _group(group, "apart")


def _group(group: list[Given], kind: str) -> Iterator[Line]:
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


def _numbers(lines: Iterable[Line]) -> Iterator[Decimal]:
    for line in lines:
        if line.interval:
            bounds = line.interval.lower, line.interval.upper
            yield from (bound for bound in bounds if bound is not None)


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


def _draw(
    title: str, unit: str, lines: list[Line], axis: Scale, layout: Layout
) -> Markup:
    start, end = layout.plot
    scale = axis.drawn(start + EDGE, end - EDGE)
    tops, down = [], float(AXIS)
    for line in lines:
        tops.append(down)
        down += layout.row if line.interval else HEADING
    placed = list(zip(lines, tops, strict=True))
    drawn = [
        *_axis(unit, scale, layout),
        *_ground(placed, scale, layout),
        *_brackets(placed, layout),
    ]
    for line, top in placed:
        drawn += _line(line, top, scale, layout)
    return canvas(title, layout.across, down, *drawn)


def _axis(unit: str, scale: Scale, layout: Layout) -> Iterator[Markup]:
    start, end = layout.plot
    words = ", ".join(filter(None, [unit, "logarithmic scale" * scale.is_log]))
    if words:
        yield _clipped(
            start, 0, end - start, 16, (fit(words, SMALL, end - start), 12, "small")
        )
    taken: list[tuple[float, float]] = []
    for number in scale.ticks():
        told = short(number)
        half = width(told, SMALL) / 2
        at = scale.at(number)
        left = min(max(at - half, 0), layout.across - 2 * half)
        if all(
            left > right + 6 or left + 2 * half < other - 6 for other, right in taken
        ):
            taken.append((left, left + 2 * half))
            yield label(
                told, x=left + half, y=30, class_="chart-small", anchor="middle"
            )


def _ground(
    placed: list[tuple[Line, float]], scale: Scale, layout: Layout
) -> Iterator[Markup]:
    """Draw what lies behind the marks: the grid, the claim's band, our best figure."""
    above, below = layout.track
    tracks = [(line, top + above, top + below) for line, top in placed if line.interval]
    path = "".join(
        f"M{scale.at(number):.1f} {top:g}V{bottom:g}"
        for number in scale.ticks()
        for _, top, bottom in tracks
    )
    yield element("path", d=path, class_="chart-grid")
    compared = [track for track in tracks if track[0].kind != "apart"]
    for line, _, _ in tracks[:2]:
        if line.kind == "claim" and line.interval:
            lower, upper = line.interval.lower, line.interval.upper
            left = layout.plot[0] if lower is None else scale.at(lower)
            right = layout.plot[1] if upper is None else scale.at(upper)
            for _, top, bottom in compared:
                yield element(
                    "rect",
                    x=min(left, right - 1),
                    y=top,
                    width=max(right - left, 1),
                    height=bottom - top,
                    class_="chart-band",
                )
        elif line.kind == "finding" and line.point is not None:
            at = scale.at(line.point)
            path = "".join(
                f"M{at:.1f} {top:g}V{bottom:g}" for _, top, bottom in compared
            )
            yield element("path", d=path, class_="chart-best")


def _brackets(placed: list[tuple[Line, float]], layout: Layout) -> Iterator[Markup]:
    begun = 0.0
    for index, (line, top) in enumerate(placed):
        if line.kind == "origin":
            begun = top + HEADING
        following = placed[index + 1][0] if index + 1 < len(placed) else None
        ends = (
            following is None or not following.is_grouped or following.kind == "origin"
        )
        if line.is_grouped and ends:
            bottom = top + layout.row - 6
            yield element(
                "path", d=f"M6 {begun:g}H2V{bottom:g}H6", class_="chart-bracket"
            )


def _line(line: Line, top: float, scale: Scale, layout: Layout) -> Iterator[Markup]:
    if line.interval is None:
        strong = "label chart-strong" if line.kind == "section" else "small"
        room = layout.across
        yield _clipped(0, top, room, HEADING, (fit(line.name, SIZE, room), 20, strong))
        return
    indent = 12 if line.is_grouped else 0
    room = layout.name_room - indent
    weight = "label chart-strong" if line.kind in ("claim", "finding") else "label"
    yield _clipped(
        indent,
        top,
        room,
        layout.lower + 5,
        (fit(line.name, SIZE, room), layout.upper, weight),
        (fit(line.note, SMALL, room), layout.lower, "small"),
    )
    yield _clipped(
        layout.value_at,
        top,
        layout.across - layout.value_at,
        layout.lower + 5,
        (
            fit(line.value, SIZE, layout.across - layout.value_at),
            layout.upper,
            "number",
        ),
        (line.stands, layout.lower, f"small chart-{line.kind}-words"),
    )
    told = ", ".join(filter(None, [line.value, line.stands, line.note]))
    y = top + layout.middle
    yield mark(
        f"{line.name}: {told}",
        line.interval,
        scale,
        y,
        class_=f"chart-mark chart-{line.kind}",
        edges=layout.plot,
        point=None if line.kind == "finding" else line.point,
    )
    if line.kind == "finding" and line.point is not None:
        yield element("g", diamond(scale.at(line.point), y), class_="chart-finding")


def _clipped(
    x: float, y: float, across: float, down: float, *lines: tuple[str, float, str]
) -> Markup:
    """Write lines on a canvas of their own, which cuts off what is wider than guessed."""
    written = [
        label(words, x=0, y=base, class_=f"chart-{class_}")
        for words, base, class_ in lines
        if words
    ]
    return element("svg", *written, x=x, y=y, width=across, height=down)
