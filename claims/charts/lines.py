"""Drawing the lines of the figures chart: names, values, axis, grid and brackets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from claims.figures import Interval

from .base import NARROW, WIDE, canvas
from .marks import diamond, mark
from .scale import Scale, short
from .svg import Markup, element, label
from .text import fit, width

SIZE, SMALL = 12, 11
HEADING = 28
AXIS = 38
EDGE = 14
STRONG = "label chart-strong"
LOGARITHMIC = "logarithmic scale"
ELSEWHERE = "Counts something else"
OWN_AXIS = "on an axis of its own"


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
    alone: float

    @property
    def is_stacked(self) -> bool:
        """Whether marks are drawn below their names instead of beside them."""
        return self.middle > self.lower


LAYOUTS = (
    Layout(WIDE, (252, 572), 240, 584, 40, 20, (0, 40), 17, 32, 24),
    Layout(NARROW, (0, NARROW), 196, 204, 62, 46, (34, 58), 14, 28, 14),
)
STRONG = "label chart-strong"
DASH = "\N{EN DASH}"


def draw_lines(
    title: str, unit: str, parts: list[list[Line]], layout: Layout
) -> Markup:
    """Draw the lines that can be compared, and those that count something else."""
    drawn: list[Markup] = []
    down = 0.0
    for lines, is_apart in zip(parts, (False, True), strict=True):
        if not lines:
            continue
        if is_apart:
            words = fit(f"{ELSEWHERE}, {OWN_AXIS}", SIZE, layout.across)
            drawn.append(_clipped(0, down, layout.across, HEADING, (words, 20, STRONG)))
            down += HEADING
        more, down = _part(unit * (not is_apart), lines, layout, down)
        drawn += more
    return canvas(title, layout.across, down, *drawn)


def _part(
    unit: str, lines: list[Line], layout: Layout, top: float
) -> tuple[list[Markup], float]:
    """Draw lines below an axis of their own; give also where they end."""
    start, end = layout.plot
    scale = _scale(lines).drawn(start + EDGE, end - EDGE)
    placed, down = [], top + AXIS
    for line in lines:
        placed.append((line, down))
        down += layout.row if line.interval else HEADING
    drawn = [
        *_axis(unit, scale, layout, top),
        *_ground(placed, scale, layout),
        *_brackets(placed, layout),
    ]
    for line, at in placed:
        drawn += _line(line, at, scale, layout)
    return drawn, down


def _axis(unit: str, scale: Scale, layout: Layout, top: float) -> Iterator[Markup]:
    start, end = layout.plot
    said = LOGARITHMIC * scale.is_log
    room = end - start - width(f", {said}", SMALL)
    words = ", ".join(filter(None, [fit(unit, SMALL, room), said]))
    yield _clipped(start, top, end - start, 16, (words, 12, "small"))
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
                told, x=left + half, y=top + 30, class_="chart-small", anchor="middle"
            )


def _ground(
    placed: list[tuple[Line, float]], scale: Scale, layout: Layout
) -> Iterator[Markup]:
    """Draw what lies behind the marks: the grid, the claim's band, our best figure."""
    tracks = [
        (top + layout.track[0], top + layout.track[1])
        if line.interval
        else (top, top + HEADING)
        for line, top in placed
        if line.interval or not layout.is_stacked
    ]
    path = "".join(
        f"M{scale.at(number):.1f} {top:g}V{bottom:g}"
        for number in scale.ticks()
        for top, bottom in tracks
    )
    yield element("path", d=path, class_="chart-grid")
    for line, _ in placed[:2]:
        if line.kind == "claim" and line.interval:
            lower, upper = line.interval.lower, line.interval.upper
            left = layout.plot[0] if lower is None else scale.at(lower)
            right = layout.plot[1] if upper is None else scale.at(upper)
            for top, bottom in tracks:
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
            path = "".join(f"M{at:.1f} {top:g}V{bottom:g}" for top, bottom in tracks)
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
        room = layout.name_room
        words = fit(line.name, SMALL, room)
        yield _clipped(0, top, room, HEADING, (words, 20, "small"))
        return
    indent = 12 if line.is_grouped else 0
    upper = layout.upper if line.note or line.stands else layout.alone
    room = layout.name_room - indent
    yield _clipped(
        indent,
        top,
        room,
        layout.lower + 5,
        (
            fit(line.name, SIZE, room),
            upper,
            STRONG if line.kind in ("claim", "finding") else "label",
        ),
        (fit(line.note, SMALL, room), layout.lower, "small"),
    )
    room = layout.across - layout.value_at
    yield _clipped(
        layout.value_at,
        top,
        room,
        layout.lower + 5,
        (fit(line.value, SIZE, room), upper, "number"),
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


def _scale(lines: Iterable[Line]) -> Scale:
    ends = [
        (line.interval.lower, line.interval.upper) for line in lines if line.interval
    ]
    return Scale.over(
        [n for pair in ends for n in pair if n is not None],
        open_below=[n for low, n in ends if low is None and n is not None],
        open_above=[n for n, high in ends if high is None and n is not None],
    )
