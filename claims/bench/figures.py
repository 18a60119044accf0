"""Made-up figures: round numbers over many orders of magnitude, and those near them."""

from decimal import Decimal
from random import Random

from claims.models import Comparator, FigureRow

COMPARATORS = (30, 25, 10, 20, 4, 3, 8)


def draw_figure(row: FigureRow, rng: Random) -> None:
    """Give a row a figure with two significant digits."""
    digits = rng.choice((1, 2, 3, 4, 4, 5, 6))
    state(row, Decimal(rng.randrange(10, 100)) * 10**digits, rng)


def around_figure(row: FigureRow, value: Decimal, rng: Random) -> None:
    """Give a row a figure as another source might: near it, seldom far from it."""
    factor = rng.choice((80, 90, 95, 98, 100, 100, 101, 104, 110, 150))
    state(row, (value * factor / 100).to_integral_value(), rng)


def state(row: FigureRow, value: Decimal, rng: Random) -> None:
    """Say how the number is meant, in words too."""
    row.comparator = rng.choices(Comparator.values, COMPARATORS)[0]
    row.value = value
    row.wording = f"{Comparator(row.comparator).label} {value:,}"
    if row.comparator == Comparator.BETWEEN:
        row.upper = (value * Decimal("1.2")).to_integral_value()
        row.wording += f" and {row.upper:,}"
