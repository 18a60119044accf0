"""What every chart is: drawings for wide and narrow places, and a table."""

from dataclasses import dataclass

from .svg import Markup, element

WIDE, NARROW = 720, 340
"""The widths that drawings are made for, in pixels."""


@dataclass(frozen=True)
class Chart:
    """A chart for ``claims/chart.html``.

    The drawings show what the table says, so the table is all that a screen reader
    needs. ``note`` explains what the drawing shows by shape.
    """

    title: str
    wide: Markup
    narrow: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def canvas(title: str, width: float, height: float, *drawn: str) -> Markup:
    """Put what is drawn on a canvas that is named for screen readers."""
    return element(
        "svg",
        *drawn,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {height:g}",
        role="img",
        aria_label=title,
    )
