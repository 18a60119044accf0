"""Scales: where a number lies on an axis, and the round numbers along it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

STEPS = (1, 2, 5, 10)
LOG_FROM = 100
"""The least ratio of the greatest to the least number that needs a log scale."""

TICKS = 6
NAMES = (
    (Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, "million"),
)


@dataclass(frozen=True)
class Scale:
    """An axis from ``low`` to ``high``, drawn from ``start`` to ``end`` in pixels.

    ``step`` is from one round number to the next; a logarithmic axis has none.
    """

    low: Decimal
    high: Decimal
    step: Decimal | None
    start: float = 0
    end: float = 1

    @property
    def is_log(self) -> bool:
        return self.step is None

    @classmethod
    def over(
        cls,
        numbers: Iterable[Decimal],
        *,
        open_below: Iterable[Decimal] = (),
        open_above: Iterable[Decimal] = (),
    ) -> "Scale":
        """Make an axis that shows all numbers, and begins and ends with a round one.

        It is logarithmic where they span more than two orders of magnitude. Numbers
        that are open to a side get room for an arrow there.
        """
        shown = list(numbers)
        low, high = min(shown), max(shown)
        is_log = low > 0 and high / low > LOG_FROM
        if is_log:
            lows, highs = [n / 2 for n in open_below], [n * 2 for n in open_above]
        else:
            room = (high - low or abs(low) or Decimal(1)) / 10
            # Counts do not fall below 0.
            least = min(low, Decimal(0))
            lows = [max(number - room, least) for number in open_below]
            highs = [number + room for number in open_above]
        low, high = min([low, *lows]), max([high, *highs])
        if is_log:
            return cls(_round(low, ROUND_FLOOR), _round(high, ROUND_CEILING), None)
        if low == high:
            low, high = low - room, high + room
        elif 0 < low < high / 4:
            low = Decimal(0)
        step = _step(high - low)
        return cls(
            (low / step).to_integral_value(ROUND_FLOOR) * step,
            (high / step).to_integral_value(ROUND_CEILING) * step,
            step,
        )

    def drawn(self, start: float, end: float) -> "Scale":
        """Give the same axis between two places."""
        return Scale(self.low, self.high, self.step, start, end)

    def at(self, number: Decimal) -> float:
        """Say where a number lies."""
        low, high = self.low, self.high
        if self.is_log:
            number, low, high = number.log10(), low.log10(), high.log10()
        return self.start + float((number - low) / (high - low)) * (
            self.end - self.start
        )

    def ticks(self) -> list[Decimal]:
        """List the round numbers along the axis, the most telling first."""
        if self.step is not None:
            count = int((self.high - self.low) / self.step)
            return [self.low + index * self.step for index in range(count + 1)]
        powers = range(self.low.adjusted(), self.high.adjusted() + 1)
        every = -(-len(powers) // TICKS)
        found = [Decimal(10) ** power for power in powers[::every]]
        if len(powers) <= TICKS // 2 + 1:
            found += [five * one for five in (2, 5) for one in tuple(found)]
        return [number for number in found if self.low <= number <= self.high]


def short(number: Decimal) -> str:
    """Write a number for an axis: 6,500 or 1.5 million."""
    for unit, name in NAMES:
        scaled = (number / unit).normalize()
        if abs(scaled) >= 1 and int(scaled.as_tuple().exponent) >= -3:
            return f"{scaled:,f} {name}"
    return f"{number.normalize() + 0:,f}"


def _step(span: Decimal) -> Decimal:
    return _round(span / TICKS, ROUND_CEILING)


def _round(number: Decimal, rounding: str) -> Decimal:
    """Round a number above 0 to 1, 2 or 5 times a power of ten."""
    power = Decimal(10) ** number.adjusted()
    fitting = [step * power for step in STEPS]
    if rounding == ROUND_CEILING:
        return min(each for each in fitting if each >= number)
    return max(each for each in fitting if each <= number)
