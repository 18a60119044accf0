"""Writing SVG: escaped, with round coordinates, and the same bytes each time."""

from html import escape

from .text import legible


class Markup(str):
    """Text that is markup already: templates show it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def element(name: str, /, *children: str, **attributes: str | float | None) -> Markup:
    """Write an element; ``stroke_width`` is stroke-width and ``class_`` is class.

    A child that is not ``Markup`` is text. An attribute that is None is left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_attribute(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(
        child if isinstance(child, Markup) else _text(child) for child in children
    )
    return Markup(f"<{name}{written}>{inside}</{name}>")


def label(
    words: str, *, x: float, y: float, class_: str, anchor: str = "start"
) -> Markup:
    """Write one line of text whose baseline is at ``y``."""
    return element("text", words, x=x, y=y, class_=class_, text_anchor=anchor)


def _attribute(value: str | float) -> str:
    if isinstance(value, str):
        return _text(value)
    # Adding 0 makes a negative zero plain.
    return f"{round(value, 1) + 0:g}"


def _text(words: str) -> str:
    return escape(legible(words))
