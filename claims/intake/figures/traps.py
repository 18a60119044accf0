"""Numbers that count nothing: years, dates, ages, labels, telephones, list numbers."""

from decimal import Decimal

from claims.figures import Comparator

from .lexicon import Lexicon
from .numbers import Number
from .tokens import Tokens

_HYPHENS = "-‐‑–"
_PHONE = range(7, 16)
_PHONE_RUNS = 7
_PHONE_SIGNS = frozenset("-()")
_OLDEST = 110
_FIRST_YEAR, _FIRST_LIKELY_YEAR, _LAST_YEAR = 1000, 1500, 2100
_LONGEST_MONTH = 31


class Traps:
    """Tells the numbers of one text that are no quantities."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens, self.lexicon = tokens, lexicon

    def counted(self, place: int, window: int = 3) -> int:
        """Give the place past the word that says what is counted, 0 for none near."""
        for at in range(place, place + window):
            token = self.tokens.at(at)
            if token.kind != "word" or self.tokens.starts_line(at):
                return 0
            if self.lexicon.counted.at(self.tokens, at):
                return at + 1
        return 0

    def is_trap(
        self, number: Number, comparator: Comparator | None, *, is_range: bool = False
    ) -> bool:
        """Tell whether a number with nothing but itself is no quantity."""
        rules = (self._is_label, self._is_followed, self._is_dated, self._is_old)
        if any(rule(number) for rule in rules):
            return True
        if number.in_words:
            return self._is_small_talk(number, comparator)
        if self._is_tied(number):
            return True
        if number.is_plain:
            return (
                self._is_year(number, comparator)
                or self._is_listed(number)
                or self._is_ordinal(number)
                or (not is_range and comparator is None and self._is_named(number))
            )
        return False

    def phone_end(self, place: int) -> int:
        """Give the place past a telephone number, 0 where there is none."""
        digits, runs, at, end, tight = 0, 0, place, place, True
        while self.tokens.at(at).kind == "digits" and runs < _PHONE_RUNS:
            digits += len(self.tokens.at(at).text)
            runs += 1
            end = at + 1
            gap = self.tokens.between(at)
            at += 1
            for _ in range(2):
                if self.tokens.at(at).text not in _PHONE_SIGNS or gap not in ("", " "):
                    break
                tight = tight and self.tokens.at(at).text == "-"
                gap = self.tokens.between(at)
                at += 1
            if gap not in ("", " ", "\u00a0"):
                break
        first = self.tokens.at(place)
        plus = self.tokens.at(place - 1).text == "+" and self.tokens.touch(place - 1)
        zero = first.text.startswith("0") and len(first.text) > 1
        long = digits in _PHONE and (runs > 2 or plus or zero)
        short = runs == 2 and tight and end - place == 3 and self._is_local(place)
        return end if long or short else 0

    def _is_local(self, place: int) -> bool:
        lengths = len(self.tokens.at(place).text), len(self.tokens.at(place + 2).text)
        return lengths == (3, 4)

    def _is_label(self, number: Number) -> bool:
        """Article 5, Resolution 822, World War 2; but: in the war 500 people died."""
        if self.lexicon.ago_before.before(self.tokens, number.start):
            return True
        label = self.lexicon.trap_before.before(self.tokens, number.start)
        if label is None:
            return False
        return number.start - label.end > 1 or not self.counted(number.end, 1)

    def _is_followed(self, number: Number) -> bool:
        """Tell 5 p.m., three times, two days ago, 21st century."""
        return bool(self.lexicon.trap_after.at(self.tokens, number.end))

    def _is_dated(self, number: Number) -> bool:
        if number.value is None or not number.is_plain:
            return False
        if number.value > _LONGEST_MONTH:
            return number.value <= _LAST_YEAR and self._month_ends(number.start)
        if self._month_ends(number.start):
            return True
        at = number.end
        for _ in range(4):
            if self._is_month(at):
                return True
            token = self.tokens.at(at)
            day = token.kind == "digits" and len(token.text) <= 2
            sign = token.kind == "sign" and token.text in ".-–,"
            if not (day or sign or token.key in _LINKS):
                return False
            at += 1
        return False

    def _month_ends(self, place: int) -> bool:
        at = place - 1
        while self.tokens.at(at).key in _MONTH_LINKS and place - at < 3:
            at -= 1
        return self._is_month(at)

    def _is_month(self, place: int) -> bool:
        if not self.lexicon.months.at(self.tokens, place):
            return False
        token = self.tokens.at(place)
        return token.is_capitalised or not self.lexicon.months_are_capitalised

    def _is_old(self, number: Number) -> bool:
        """Tell an age: Anna, 34, said; she was 19."""
        if number.value is None or number.value > _OLDEST:
            return False
        before, after = self.tokens.at(number.start - 1), self.tokens.at(number.end)
        named = self.tokens.at(number.start - 2)
        comma = before.text == "," and named.is_capitalised and number.is_plain
        if comma and after.text in (",", ")", ".", ""):
            return True
        if not self.lexicon.age_after.at(self.tokens, number.end):
            return False
        return comma or bool(self.lexicon.age_before.before(self.tokens, number.start))

    def _is_small_talk(self, number: Number, comparator: Comparator | None) -> bool:
        """Tell small numbers in words that count nothing named: the two, one of."""
        if number.value is None or number.value > 12 or number.scale > 1:
            return False
        if comparator is not None:
            return False
        if self.tokens.at(number.start - 1).key in self.lexicon.article:
            return True
        if number.value == 1:
            return not (self.lexicon.one_counts and self.counted(number.end, 1))
        return not self.counted(number.end)

    def _is_tied(self, number: Number) -> bool:
        """Tell digits that hang on letters: T-72, 5th, 1990s, 44-day."""
        before = number.start - 1
        sign = self.tokens.at(before)
        if self.tokens.touch(before):
            if sign.kind == "word" and not self._is_prefix(before):
                return True
            if sign.text in tuple(_HYPHENS + "'’.") and self.tokens.touch(before - 1):
                return self.tokens.at(before - 1).kind == "word"
        last = number.end - 1
        if not self.tokens.touch(last):
            return False
        after = self.tokens.at(number.end)
        if self.lexicon.after.at(self.tokens, number.end):
            return False
        if after.kind == "word":
            return not self.lexicon.counted.at(self.tokens, number.end)
        if after.text not in tuple(_HYPHENS) or not self.tokens.touch(number.end):
            return False
        tail = self.tokens.at(number.end + 1)
        return tail.kind == "word" and tail.key not in self.lexicon.endings

    def _is_prefix(self, place: int) -> bool:
        return self.tokens.at(place).key in self.lexicon.prefixes

    def _is_year(self, number: Number, comparator: Comparator | None) -> bool:
        value, first = number.value, self.tokens.at(number.start)
        if (
            value is None
            or not _FIRST_YEAR <= value <= _LAST_YEAR
            or len(first.text) != 4
        ):
            return False
        if self.lexicon.year_after.at(self.tokens, number.end):
            return True
        if self.counted(number.end, 2):
            year = self.lexicon.year_before.before(self.tokens, number.start)
            return comparator is None and year is not None
        if comparator in (None, Comparator.ABOUT, Comparator.AT_MOST):
            year = self.lexicon.year_before.before(self.tokens, number.start)
            return value >= _FIRST_LIKELY_YEAR or year is not None
        return False

    def _is_listed(self, number: Number) -> bool:
        """Tell the number of a list's line or of a footnote."""
        before, after = self.tokens.at(number.start - 1), self.tokens.at(number.end)
        if before.text == "[" and after.text == "]":
            return True
        small = number.value is not None and number.value < 100
        if small and before.text == "(" and after.text == ")":
            return True
        return (
            number.value is not None
            and number.value < 1000
            and self.tokens.starts_line(number.start)
            and after.text in (".", ")")
            and self.tokens.touch(number.end - 1)
        )

    def _is_ordinal(self, number: Number) -> bool:
        """Tell die 5. Armee, where a dot makes the number an ordinal."""
        return (
            self.tokens.at(number.start - 1).key in self.lexicon.ordinal_after
            and self.tokens.at(number.end).text == "."
            and self.tokens.touch(number.end - 1)
            and self.tokens.at(number.end + 1).kind == "word"
        )

    def _is_named(self, number: Number) -> bool:
        """Tell the number that ends a name, such as Boeing 737."""
        before = self.tokens.at(number.start - 1)
        return (
            self.lexicon.capitals_name
            and before.is_capitalised
            and not self._starts_sentence(number.start - 1)
            and number.value < Decimal(1000)  # type: ignore[operator]
            and not self.counted(number.end)
        )

    def _starts_sentence(self, place: int) -> bool:
        return self.tokens.starts_line(place) or self.tokens.at(
            place - 1
        ).text in tuple('.!?:;“”«»"—–')


_LINKS = frozenset({"and", "to", "de", "of", "и", "y", "et", "und", "bis", "a", "à"})
_MONTH_LINKS = frozenset({".", "of", "de", "the", ","})
