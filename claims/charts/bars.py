"""Bars for counts: lying ones for kinds of things, standing ones for weeks."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from .base import NARROW, WIDE, Chart, canvas
from .svg import Markup, element, label
from .text import fit, width

SIZE = 12
ROW = 26
GAP = 8
HEIGHT = 160


class Bar(NamedTuple):
    """A count and what it is of."""

    label: str
    value: int


def bars(title: str, rows: Iterable[Bar], counted: str = "Number") -> Chart:
    """Draw one lying bar a row, in the order given; values are 0 or more."""
    given = [Bar(*row) for row in rows]
    return _chart(title, given, counted, _lying)


def columns(title: str, rows: Iterable[Bar], counted: str = "Number") -> Chart:
    """Draw one standing bar a row, such as a week; values are 0 or more."""
    given = [Bar(*row) for row in rows]
    return _chart(title, given, counted, _standing)


def _chart(
    title: str,
    rows: list[Bar],
    counted: str,
    draw: Callable[[str, Sequence[Bar], float], Markup],
) -> Chart:
    return Chart(
        title=title,
        wide=draw(title, rows, WIDE),
        narrow=draw(title, rows, NARROW),
        columns=("", counted),
        rows=tuple((row.label, f"{row.value:,}") for row in rows),
    )


def _lying(title: str, rows: Sequence[Bar], across: float) -> Markup:
    gutter = across * 0.4
    number = max((width(f"{row.value:,}", SIZE) for row in rows), default=0)
    room = across - gutter - number - 2 * GAP
    most = max((row.value for row in rows), default=0) or 1
    drawn = []
    for index, row in enumerate(rows):
        y = index * ROW
        long = room * row.value / most
        drawn += [
            _name(fit(row.label, SIZE, gutter - GAP), gutter - GAP, y),
            element(
                "rect",
                _title(row),
                x=gutter,
                y=y + 5,
                width=max(long, 1),
                height=ROW - 10,
                rx=3,
                class_="chart-bar",
            ),
            label(
                f"{row.value:,}",
                x=gutter + max(long, 1) + GAP,
                y=y + 17,
                class_="chart-number",
            ),
        ]
    return canvas(title, across, max(len(rows), 1) * ROW, *drawn)


def _name(words: str, room: float, y: float) -> Markup:
    # A canvas of its own cuts off what turns out wider than guessed.
    line = label(words, x=0, y=17, class_="chart-label")
    return element("svg", line, x=0, y=y, width=room, height=ROW)


def _standing(title: str, rows: Sequence[Bar], across: float) -> Markup:
    most = max((row.value for row in rows), default=0) or 1
    floor, room = HEIGHT - 22, HEIGHT - 46
    step = across / max(len(rows), 1)
    drawn = [element("line", x1=0, y1=floor, x2=across, y2=floor, class_="chart-grid")]
    free_name = free_number = 0.0
    for index, row in enumerate(rows):
        high = max(room * row.value / most, 1)
        middle = (index + 0.5) * step
        drawn.append(
            element(
                "rect",
                _title(row),
                x=index * step + step * 0.15,
                y=floor - high,
                width=step * 0.7,
                height=high,
                rx=2,
                class_="chart-bar",
            )
        )
        if row.value and _fits(words := f"{row.value:,}", middle, free_number, across):
            drawn.append(
                label(
                    words,
                    x=middle,
                    y=floor - high - 6,
                    class_="chart-number",
                    anchor="middle",
                )
            )
            free_number = middle + width(words, SIZE) / 2 + GAP
        name = fit(row.label, SIZE, across)
        if _fits(name, middle, free_name, across):
            drawn.append(
                label(
                    name,
                    x=middle,
                    y=HEIGHT - 6,
                    class_="chart-label",
                    anchor="middle",
                )
            )
            free_name = middle + width(name, SIZE) / 2 + GAP
    return canvas(title, across, HEIGHT, *drawn)


def _fits(words: str, middle: float, free: float, across: float) -> bool:
    half = width(words, SIZE) / 2
    return free <= middle - half and middle + half <= across


def _title(row: Bar) -> Markup:
    return element("title", f"{row.label}: {row.value:,}")
