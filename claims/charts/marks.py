"""The marks of the figures chart: dots, bars, arrows and diamonds."""

from decimal import Decimal

from claims.figures import Interval

from .scale import Scale
from .svg import Markup, element

RADIUS = 5
ARROW = 8


def mark(
    title: str,
    interval: Interval,
    scale: Scale,
    y: float,
    *,
    class_: str,
    edges: tuple[float, float],
    point: Decimal | None = None,
) -> Markup:
    """Draw an interval: a dot, a bar, or a line with an arrow where it is open.

    The bound of an arrow is a ring where the number itself is not meant, and a dot
    where it is. ``point`` is the number in a bar that was named.
    """
    lower, upper = interval.lower, interval.upper
    if lower is not None and upper is not None:
        drawn = _bounded(scale.at(lower), scale.at(upper), y)
        if point is not None and lower != upper:
            drawn.append(_dot(scale.at(point), y, "chart-dot chart-point"))
    elif lower is not None:
        drawn = _arrow(scale.at(lower), edges[1], y, interval.lower_inclusive)
    else:
        bound = scale.at(interval.upper or Decimal(0))
        drawn = _arrow(bound, edges[0], y, interval.upper_inclusive)
    return element("g", element("title", title), *drawn, class_=class_)


def diamond(x: float, y: float) -> Markup:
    """Draw a best estimate."""
    return _polygon((x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y))


def _bounded(start: float, end: float, y: float) -> list[Markup]:
    if start == end:
        return [_dot(start, y, "chart-dot")]
    middle, long = (start + end) / 2, max(end - start, 3)
    bar = element(
        "rect",
        x=middle - long / 2,
        y=y - 4,
        width=long,
        height=8,
        rx=4,
        class_="chart-span",
    )
    return [bar]


def _arrow(bound: float, edge: float, y: float, is_meant: bool) -> list[Markup]:
    back = -ARROW if edge > bound else ARROW
    line = element("line", x1=bound, y1=y, x2=edge + back, y2=y, class_="chart-line")
    head = _polygon((edge, y), (edge + back, y - 5), (edge + back, y + 5))
    return [line, head, _dot(bound, y, "chart-dot" if is_meant else "chart-ring")]


def _dot(x: float, y: float, class_: str) -> Markup:
    return element("circle", cx=x, cy=y, r=RADIUS, class_=class_)


def _polygon(*points: tuple[float, float]) -> Markup:
    return element("polygon", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points))
