"""Numbers in digits and in words: what stands at a token, before any context."""

from decimal import Decimal
from typing import NamedTuple

from .lexicon import Lexicon
from .tokens import Token, Tokens

MAX_DIGITS = 30
"""Longer runs of digits are no numbers anybody would state."""

_GROUPS = ".,'’ʼ٬،"  # noqa: RUF001
_POINTS = ".,٫"  # noqa: RUF001
_OTHERS = ":/"
_ZEROS = {"0", "\u0660", "\u06f0"}
_SPACES = " \u00a0\u2007\u2009\u202f"
_HYPHENS = "-‐‑"  # noqa: RUF001
_LONGEST_COMPOUND = 60


class Number(NamedTuple):
    """A number at a place: ``value`` is ``None`` for digits that are no number.

    ``whole`` is its value where thousands are the only sensible reading, as in
    6.500 people. ``base`` is the value before its multiplier.
    """

    value: Decimal | None
    start: int
    end: int
    base: Decimal = Decimal(0)
    scale: int = 1
    whole: Decimal | None = None
    in_words: bool = False
    is_plain: bool = False


class Numbers:
    """Reads the numbers of one text in one language."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens, self.lexicon = tokens, lexicon

    def at(self, place: int, *, joined: bool = True) -> Number | None:
        """Read the number that begins at a token; without ``joined``, no "and"."""
        token = self.tokens.at(place)
        if token.kind == "digits":
            return self._digits(place)
        if token.kind == "word":
            return self._half(place) or self._words(place, joined=joined)
        return None

    def _digits(self, place: int) -> Number:
        parts, signs, end = self._chain(place)
        value, whole = _value(parts, signs, self.lexicon.decimal)
        if value is None:
            return Number(None, place, end)
        plain = not signs
        number = Number(value, place, end, base=value, whole=whole, is_plain=plain)
        return self._scaled(number)

    def _chain(self, place: int) -> tuple[list[str], list[str], int]:
        parts, signs = [self.tokens.at(place).text], list[str]()
        while True:
            sign = self.tokens.at(place + 1)
            if (
                sign.kind == "sign"
                and sign.text in _GROUPS + _POINTS + _OTHERS
                and self.tokens.touch(place)
                and self.tokens.touch(place + 1)
                and self.tokens.at(place + 2).kind == "digits"
            ):
                signs.append(sign.text)
                place += 2
            elif self._is_group(place, parts, signs):
                signs.append(" ")
                place += 1
            else:
                return parts, signs, place + 1
            parts.append(self.tokens.at(place).text)

    def _is_group(self, place: int, parts: list[str], signs: list[str]) -> bool:
        """Tell whether three digits go on after a space, as in 6 500."""
        after = self.tokens.at(place + 1)
        gap = self.tokens.between(place)
        if after.kind != "digits" or len(after.text) != 3 or len(parts[0]) > 3:
            return False
        if len(gap) != 1 or gap not in _SPACES or parts[0].startswith("0"):
            return False
        return signs == [" "] * len(signs)

    def _scaled(self, number: Number) -> Number:
        """Take the half and the multipliers that follow, as in 6 and a half million."""
        value, end, scale = number.base, number.end, 1
        if half := self.lexicon.plus_half.at(self.tokens, end):
            value, end = value + Decimal("0.5"), half.end
        while found := self._multiplier(end):
            scale, end = scale * found[0], found[1]
            if scale > 10**15:
                return number._replace(value=None, end=end)
        if end == number.end:
            return number
        return number._replace(
            value=value * scale,
            base=value,
            scale=scale,
            end=end,
            is_plain=False,
            whole=None,
        )

    def _multiplier(self, place: int) -> tuple[int, int] | None:
        touches = self.tokens.touch(place - 1)
        at = place
        if self.tokens.at(place).text in _HYPHENS and touches:
            at = place + 1
            if not self.tokens.touch(place):
                return None
        found = self.lexicon.multipliers.at(self.tokens, at)
        if found is None:
            return None
        # A single letter is a multiplier only where it touches its number: 30k.
        if len(self.tokens.at(at).key) == 1 and not touches:
            return None
        return found.says, found.end

    def _half(self, place: int) -> Number | None:
        """Read half a million, полторы тысячи, anderthalb Millionen."""
        half = self.lexicon.halves.at(self.tokens, place)
        if half is None:
            return None
        value = Decimal(str(half.says))
        found = self._scaled(Number(value, place, half.end, base=value, in_words=True))
        return found if found.scale > 1 else None

    def _words(self, place: int, *, joined: bool) -> Number | None:
        sums = Sum()
        end = place
        while True:
            step = self._step(sums, end, joined=joined)
            if step is None:
                break
            end = step
        if end == place:
            return None
        number = Number(
            sums.value, place, end, base=sums.value, in_words=True, scale=sums.scale
        )
        if half := self.lexicon.plus_half.at(self.tokens, end):
            return self._scaled(number) if half.end else None
        return number

    def _step(self, sums: "Sum", place: int, *, joined: bool) -> int | None:
        """Take one more word into a number; give the place past it."""
        at = place
        if not sums.is_empty:
            if self.tokens.at(at).text in _HYPHENS and self.tokens.touch(at - 1):
                at += 1
            elif joined and self.tokens.at(at).key in self.lexicon.and_words:
                at += 1
                if not sums.may_join:
                    return None
        elif self.tokens.at(at).key in self.lexicon.unit_multiplier:
            found = self.lexicon.multipliers.at(self.tokens, at + 1)
            if found and len(self.tokens.at(at + 1).key) > 1:
                sums.add(1)
                sums.multiply(found.says)
                return found.end
        return self._word(sums, at)

    def _word(self, sums: "Sum", place: int) -> int | None:
        token = self.tokens.at(place)
        found = self.lexicon.words.at(self.tokens, place)
        if found and sums.add(found.says):
            return found.end
        scale = self.lexicon.multipliers.at(self.tokens, place)
        if scale and len(token.key) > 1:
            if sums.is_empty and token.key not in self.lexicon.alone:
                return None
            return scale.end if sums.multiply(scale.says) else None
        if self.lexicon.compounds and token.kind == "word":
            return place + 1 if self._compound(sums, token) else None
        return None

    def _compound(self, sums: "Sum", token: Token) -> bool:
        """Read a number written as one word, such as zweihundertdreiundzwanzig."""
        rest = token.key
        if not sums.is_empty or len(rest) > _LONGEST_COMPOUND:
            return False
        if (value := compound(rest, self.lexicon)) is None:
            return False
        sums.current = value
        sums.room = 1
        return True


class Sum:
    """A number in words, added up word for word as they come."""

    def __init__(self) -> None:
        self.total, self.current = Decimal(0), Decimal(0)
        self.room: float = float("inf")
        self.last_scale: float = float("inf")
        self.is_empty, self.may_join = True, False
        self.scale = 1

    @property
    def value(self) -> Decimal:
        return self.total + self.current

    def add(self, value: int) -> bool:
        """Add a word's number where it can follow what came before."""
        if value >= self.room:
            return False
        self.current += value
        self.room = _room(value)
        self.is_empty, self.may_join = False, self.room > 1
        return True

    def multiply(self, scale: int) -> bool:
        """Multiply what came since the last multiplier."""
        self.scale = max(self.scale, scale)
        if scale < 1000:
            if self.current >= 100 and not self.is_empty:
                return False
            self.current = (self.current or Decimal(1)) * scale
            self.room = scale
        else:
            if scale >= self.last_scale:
                return False
            self.total += (self.current or Decimal(1)) * scale
            self.current, self.room, self.last_scale = Decimal(0), scale, scale
        self.is_empty, self.may_join = False, True
        return True


def _room(value: int) -> int:
    """Give what a number added next has to be smaller than: 5 may follow 20."""
    if value % 1000 == 0:
        return 1000
    if value % 100 == 0:
        return 100
    return 10 if value % 10 == 0 and value > 10 else 1


def compound(word: str, lexicon: Lexicon) -> Decimal | None:
    """Add up a number written as one word; ``None`` for any other word."""
    values: list[Decimal] = []
    while word:
        for length in range(min(len(word), 14), 1, -1):
            if word[:length] in lexicon.parts:
                values.append(lexicon.parts[word[:length]])
                word = word[length:]
                break
        else:
            ending = next(
                (one for one in lexicon.and_words if word.startswith(one)), ""
            )
            if not ending or not values:
                return None
            word = word[len(ending) :]
    total, current = Decimal(0), Decimal(0)
    for value in values:
        if value == 1000:
            total, current = total + (current or 1) * 1000, Decimal(0)
        elif value == 100:
            current = (current or Decimal(1)) * 100
        else:
            current += value
    return total + current if len(values) > 1 else None


def _value(
    parts: list[str], signs: list[str], decimal: str
) -> tuple[Decimal | None, Decimal | None]:
    """Give the value of digits with their signs, and that as thousands if in doubt."""
    if sum(map(len, parts)) > MAX_DIGITS or set(signs) & set(_OTHERS):
        return None, None
    # A leading zero makes a code; two points after one, a version or a date.
    zero = set(parts[0]) <= _ZEROS
    if (len(parts[0]) > 1 and parts[0][0] in _ZEROS) or (zero and len(parts) > 2):
        return None, None
    whole = Decimal("".join(parts))
    if not signs:
        return whole, None
    point, last = signs[-1], parts[-1]
    if len(set(signs)) == 1 and _are_groups(parts, point):
        if len(signs) > 1 or point not in decimal:
            return whole, None
        return Decimal(f"{parts[0]}.{last}"), whole
    groups, marks = parts[:-1], set(signs[:-1])
    if point not in _POINTS or point in marks or len(marks) > 1:
        return None, None
    if marks and not _are_groups(groups, signs[0]):
        return None, None
    return Decimal("".join(groups) + "." + last), None


def _are_groups(parts: list[str], sign: str) -> bool:
    if sign == "٫" or not 0 < len(parts[0]) <= 3 or set(parts[0]) <= _ZEROS:  # noqa: RUF001
        return False
    # Indian figures have groups of two before the last: 1,50,000.
    middle = {len(part) for part in parts[1:-1]}
    return len(parts[-1]) == 3 and (middle <= {3} or (sign == "," and middle == {2}))
