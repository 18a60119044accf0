"""The grammar of figures: comparator, number, unit, in one pass over the tokens."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from claims.figures import Comparator, Figure

from .lexicon import Lexicon, lexicon_of
from .numbers import Number, Numbers
from .tokens import Tokens
from .traps import Traps

PERCENT = "percent"

_PLACES = Decimal("0.000001")


@dataclass(frozen=True)
class Found:
    """A figure in a text, in code points from ``start`` up to ``end``.

    That is from the comparator to the unit of money or the percent sign; what is
    counted follows as ``counted``, blank where no known word does. ``unit`` is
    "percent", a code of ISO 4217, or blank. A vague one, such as "dozens", has the
    wide interval that its language's lexicon states.
    """

    start: int
    end: int
    words: str
    figure: Figure
    unit: str = ""
    counted: str = ""
    is_vague: bool = False


@dataclass(frozen=True)
class _Amount:
    """A number, or two, with its unit, before any comparator but its own."""

    start: int
    end: int
    value: Decimal
    upper: Decimal | None = None
    unit: str = ""
    comparator: Comparator = Comparator.EXACTLY


@dataclass(frozen=True)
class _Skip:
    """What was read and is no quantity; reading goes on at ``end``."""

    end: int


def read_figures(text: str, language: str) -> list[Found]:
    """Find the figures of a text, in their order; they never overlap.

    Takes time in proportion to the text, and any text there is. A language without
    a lexicon is read as English.
    """
    return list(_Reader(Tokens(text), lexicon_of(language)).found())


class _Reader:
    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens, self.lexicon = tokens, lexicon
        self.numbers = Numbers(tokens, lexicon)
        self.traps = Traps(tokens, lexicon)

    def found(self) -> Iterator[Found]:
        place = 0
        while place < len(self.tokens):
            token = self.tokens.at(place)
            if not self.lexicon.may_begin(token):
                place += 1
                continue
            read = self._at(place)
            if isinstance(read, tuple):
                found, place = read
                if found:
                    yield found
            else:
                place = read

    def _at(self, place: int) -> tuple[Found | None, int] | int:
        """Read what begins at a token: a figure and the place past it, or the place."""
        if vague := self.lexicon.vague.at(self.tokens, place):
            lower, upper = vague.says
            figure = Figure(Comparator.BETWEEN, lower, upper)
            return self._told(place, vague.end, figure, "", is_vague=True), vague.end
        comparator, at = self._comparator(place)
        amount = self._amount(at, comparator)
        if amount is None:
            return place + 1
        if isinstance(amount, _Skip):
            return amount.end
        return self._with_comparator(place, amount, comparator)

    def _with_comparator(
        self, place: int, amount: _Amount, comparator: Comparator | None
    ) -> tuple[Found | None, int]:
        end = amount.end
        if comparator is None:
            comparator, end = self._comparator_after(end)
        comparator = comparator or amount.comparator
        if amount.upper is not None:
            comparator = Comparator.BETWEEN
        try:
            figure = Figure(comparator, amount.value, amount.upper)
        except ValueError:
            # More digits than any figure has.
            return None, amount.end
        return self._told(place, end, figure, amount.unit), end

    def _told(
        self, start: int, end: int, figure: Figure, unit: str, *, is_vague: bool = False
    ) -> Found:
        first, last = self.tokens.at(start), self.tokens.at(end - 1)
        return Found(
            start=first.start,
            end=last.end,
            words=self.tokens.text[first.start : last.end],
            figure=figure,
            unit=unit,
            counted=self._counted(end),
            is_vague=is_vague,
        )

    def _counted(self, place: int) -> str:
        if self.tokens.at(place).key in _OF:
            place += 1
        end = self.traps.counted(place)
        if not end:
            return ""
        return self.tokens.text[
            self.tokens.at(place).start : self.tokens.at(end - 1).end
        ]

    def _comparator(self, place: int) -> tuple[Comparator | None, int]:
        """Read the comparators before a number; the one that says most counts."""
        said: Comparator | None = None
        for _ in range(3):
            found = self.lexicon.before.at(self.tokens, place)
            if found is None:
                break
            # Fell to 12 % is no limit, whatever the word for "to" else means.
            if found.says == Comparator.AT_MOST and self._is_change(place):
                break
            if said in (None, Comparator.ABOUT):
                said = found.says
            place = found.end
        return said, place

    def _comparator_after(self, end: int) -> tuple[Comparator | None, int]:
        for at in (end, self.traps.counted(end, 1)):
            found = at and self.lexicon.after.at(self.tokens, at)
            if found and self.tokens.at(found.end).kind != "digits":
                return found.says, found.end
        return None, end

    def _amount(
        self, place: int, comparator: Comparator | None
    ) -> _Amount | _Skip | None:
        phone = self.traps.phone_end(place)
        if phone and self._is_phone(place, phone):
            return _Skip(phone)
        for phrases, unit in (
            (self.lexicon.fractions, PERCENT),
            (self.lexicon.collective, ""),
        ):
            if share := phrases.at(self.tokens, place):
                return _Amount(
                    place, share.end, share.says, None, unit, Comparator.ABOUT
                )
        return self._opened(place) or self._bare(place, comparator)

    def _is_phone(self, place: int, end: int) -> bool:
        """Tell a telephone number from thousands set apart, as in 10 000 000."""
        number = self.numbers.at(place)
        return number is None or number.is_plain or number.end < end

    def _opened(self, place: int) -> _Amount | _Skip | None:
        """Read between 7,300 and 7,700, or from 5 to 6 thousand."""
        opener = self.lexicon.open.at(self.tokens, place)
        if opener is None:
            return None
        at = opener.end
        if self.tokens.at(at).key in _THE:
            at += 1
        lower, money = self._number(at, joined=False)
        if lower is None or lower.value is None:
            return None
        at, share = self._percent(lower.end)
        closer = self.lexicon.close.at(self.tokens, at)
        if closer is None or self._is_change(place):
            return None
        read = self._range(place, lower, closer.end, money, None)
        if isinstance(read, _Amount) and share and not read.unit:
            return None
        return read

    def _is_change(self, place: int) -> bool:
        return any(
            self.tokens.at(place - back).key in self.lexicon.change
            for back in range(1, 5)
        )

    def _bare(
        self, place: int, comparator: Comparator | None
    ) -> _Amount | _Skip | None:
        number, money = self._number(place)
        if number is None:
            return None
        if number.value is None:
            return _Skip(number.end)
        at, _ = self._percent(number.end)
        join = self.lexicon.join.at(self.tokens, at)
        if join and not (join.says.isalpha() and self._is_change(place)):
            read = self._range(place, number, join.end, money, comparator)
            if read is not None:
                return read
        return self._single(place, number, money, comparator)

    def _number(self, place: int, *, joined: bool = True) -> tuple[Number | None, str]:
        """Read a number with the sign of money before it."""
        money = self.lexicon.currency.at(self.tokens, place)
        if money and money.end < place + 4:
            number = self.numbers.at(money.end, joined=joined)
            if number and not number.in_words:
                return number, money.says
            return None, ""
        return self.numbers.at(place, joined=joined), ""

    def _percent(self, place: int) -> tuple[int, bool]:
        found = self.lexicon.percent.at(self.tokens, place)
        return (found.end, True) if found else (place, False)

    def _unit(self, place: int, money: str) -> tuple[int, str]:
        """Read the percent or the money that follows a number."""
        at, share = self._percent(place)
        if share:
            return at, PERCENT
        if money:
            return place, money
        found = self.lexicon.currency.at(self.tokens, place)
        if found is None and self.tokens.at(place).key in _OF:
            found = self.lexicon.currency.at(self.tokens, place + 1)
        return (found.end, found.says) if found else (place, "")

    def _single(
        self, place: int, number: Number, money: str, comparator: Comparator | None
    ) -> _Amount | _Skip:
        end, unit = self._unit(number.end, money)
        value = number.value
        if number.whole is not None and self.traps.counted(number.end):
            value = number.whole
        bare = not unit and number.scale == 1
        if value is None or (bare and self.traps.is_trap(number, comparator)):
            return _Skip(number.end)
        return _Amount(place, end, value.normalize() + 0, unit=unit)

    def _range(
        self,
        place: int,
        lower: Number,
        place_upper: int,
        money: str,
        comparator: Comparator | None,
    ) -> _Amount | _Skip | None:
        """Read the upper number of a range; dates and scores are skipped whole."""
        if self.tokens.at(place_upper).key in _THE:
            place_upper += 1
        upper, money_upper = self._number(place_upper)
        if upper is None or upper.value is None or lower.value is None:
            return None
        low, high = lower.value, upper.value
        end, unit = self._unit(upper.end, money or money_upper)
        if lower.whole and upper.whole and self.traps.counted(upper.end):
            low, high = lower.whole, upper.whole
        if upper.scale > lower.scale and lower.scale == 1 and lower.base < upper.base:
            low *= upper.scale
        if self._is_no_range(lower, upper, unit, comparator):
            return _Skip(upper.end)
        if low >= high:
            return None
        return _Amount(place, end, low.normalize() + 0, high.normalize() + 0, unit)

    def _is_no_range(
        self, lower: Number, upper: Number, unit: str, comparator: Comparator | None
    ) -> bool:
        if unit or upper.scale > 1:
            return False
        if lower.in_words and upper.in_words:
            return comparator is None and not self.traps.counted(upper.end)
        if self._is_score(lower, upper) or self._are_years(lower, upper):
            return True
        judged = self.traps.is_trap
        first = lower._replace(end=upper.end)
        return judged(first, comparator, is_range=True) or judged(
            upper._replace(start=lower.start), comparator, is_range=True
        )

    def _are_years(self, lower: Number, upper: Number) -> bool:
        if not (lower.is_plain and upper.is_plain):
            return False
        first, last = self.tokens.at(lower.start).text, self.tokens.at(upper.start).text
        return (
            len(first) == 4
            and len(last) in (2, 4)
            and Decimal(1500) <= Decimal(first) <= Decimal(2100)
            and Decimal(last) <= Decimal(2100)
            and not self.traps.counted(upper.end, 1)
        )

    def _is_score(self, lower: Number, upper: Number) -> bool:
        """Tell 2-1 and the like: a pair that falls, with nothing between."""
        tight = self.tokens.touch(lower.end - 1)
        small = max(lower.value or 0, upper.value or 0) < 100
        falls = (lower.value or 0) >= (upper.value or 0)
        return tight and small and falls and lower.is_plain and upper.is_plain


_OF = frozenset({"of", "de", "d", "из", "von"})
_THE = frozenset({"el", "los", "las", "les", "the", "le"})
