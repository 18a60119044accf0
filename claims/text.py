r"""What text is taken, and the one form it is kept in; knows no Django.

The normal form of a text, which is also what is read back:

- Unicode normalisation form C, without U+FEFF (the byte-order mark);
- line breaks are ``\n``, however they were sent;
- white space at both ends is cut off, but not from words that are quoted;
- text with nothing to see in it, such as spaces or zero-width marks, is empty.

Nothing else is changed: what cannot be kept is refused and named.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

# As PostgreSQL's regular expressions and Python's both read them.
_CONTROLS = r"\u0001-\u0008\u000b-\u001f\u007f-\u009f"
_BREAKS = r"\u000a\u2028\u2029"
_TURNS = r"\u202a-\u202e\u2066-\u2069"

_RETURNS = re.compile(r"\r\n?")
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
TURN = re.compile(f"[{_TURNS}]")
_BLANK = (
    "\t\n \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)

NOTE_LENGTH = 2000
"""The longest reason or note that goes with a step."""


@dataclass(frozen=True)
class TextKind:
    """What a text may hold; ``quoted`` says that the words are somebody else's.

    Marks that turn the direction of text are kept in quoted words only, and are
    isolated where they are shown.
    """

    lines: bool = False
    quoted: bool = False

    @cached_property
    def refused(self) -> str:
        """A character class, for Python and PostgreSQL, of what may not be in it."""
        breaks = "" if self.lines else _BREAKS
        turns = "" if self.quoted else _TURNS
        return f"[{_CONTROLS}{breaks}{turns}]"

    @cached_property
    def says(self) -> str:
        """What may not be in it, in words."""
        breaks = [] if self.lines else ["line breaks"]
        turns = [] if self.quoted else ["marks that turn the direction of text"]
        *others, last = ["control characters", *breaks, *turns]
        return f"Leave out {', '.join(others)}{' and ' if others else ''}{last}."

    @cached_property
    def _search(self) -> re.Pattern[str]:
        return re.compile(self.refused)

    def normal(self, text: str) -> str:
        """Give a text in its normal form; doing so twice changes nothing more."""
        text = _RETURNS.sub("\n", text.replace("\ufeff", ""))
        text = unicodedata.normalize("NFC", text)
        if not any(map(_is_seen, text)):
            return ""
        return text if self.quoted else text.strip(_BLANK)

    def without_refused(self, text: str) -> str:
        """Leave out what is refused: for text that nobody typed, such as a page's."""
        return self._search.sub("", _UNSTORABLE.sub("", text))

    def fault(self, text: str) -> str:
        """Name the first character that is refused, or nothing."""
        found = _UNSTORABLE.search(text) or self._search.search(text)
        if found is None:
            return ""
        place = f"character {found.start() + 1} is U+{ord(found[0]):04X}"
        return f"Leave out {_what(found[0])}: {place}."


LINE = TextKind()
PROSE = TextKind(lines=True)


def unstorable(text: str) -> bool:
    """Tell whether PostgreSQL could not even be asked about a text."""
    return _UNSTORABLE.search(text) is not None


def _is_seen(character: str) -> bool:
    if character in _BLANK:
        return False
    # What is refused has to stay, or it would be dropped without a word.
    return unicodedata.category(character) != "Cf" or bool(TURN.match(character))


def _what(character: str) -> str:
    if "\ud800" <= character <= "\udfff":
        return "the half of a character"
    if TURN.match(character):
        return "marks that turn the direction of text"
    if character in "\n\u2028\u2029":
        return "line breaks"
    return "control characters"
