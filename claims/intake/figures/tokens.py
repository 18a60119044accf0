"""Words, digits and signs of a text, each with its place."""

import re
import unicodedata
from typing import NamedTuple

# Marks that stand inside words: accents, Arabic vowels, Armenian tones.
_MARKS = "\u0300-\u036f\u055a-\u055f\u0610-\u061a\u0640\u064b-\u065f\u0670"
_INSIDE = re.compile("[\u055a-\u055f\u0610-\u061a\u0640\u064b-\u065f\u0670]")
# No part can be read in two ways, so that the time is in proportion to the text.
_TOKEN = re.compile(
    r"(?P<link>(?:https?://|www\.)\S++)"
    r"|(?P<digits>\d++)"
    rf"|(?P<word>[وبلف](?=\d)|[^\W\d_](?:\w|[{_MARKS}])*+)"
    r"|(?P<sign>\S)"
)
_SAME = str.maketrans("’ʼ‘", "'''")  # noqa: RUF001


class Token(NamedTuple):
    """A word, a run of digits, a link or one sign; ``key`` is its form to look up."""

    kind: str
    text: str
    key: str
    start: int
    end: int

    @property
    def is_capitalised(self) -> bool:
        return self.kind == "word" and self.text[0].isupper()


def tokens_of(text: str) -> list[Token]:
    """Cut a text into its tokens; places are counted in code points."""
    return [
        Token(str(found.lastgroup), found[0], key_of(found[0]), *found.span())
        for found in _TOKEN.finditer(text)
    ]


def key_of(word: str) -> str:
    """Give the form in which a word is looked up: no case, tones or vowel signs."""
    if word.isascii():
        return word.lower()
    return _INSIDE.sub("", unicodedata.normalize("NFC", word).casefold()).translate(
        _SAME
    )


class Tokens:
    """The tokens of a text, asked for by their place among them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all = tokens_of(text)

    def __len__(self) -> int:
        return len(self.all)

    def at(self, place: int) -> Token:
        """Give a token; before the first and past the last there is an empty one."""
        return self.all[place] if 0 <= place < len(self.all) else NOTHING

    def touch(self, place: int) -> bool:
        """Tell whether nothing stands between a token and the next one."""
        if not 0 <= place < len(self.all) - 1:
            return False
        return self.all[place].end == self.all[place + 1].start

    def between(self, place: int) -> str:
        """Give what stands between a token and the next one."""
        if not 0 <= place < len(self.all) - 1:
            return ""
        # More than two characters are nothing that a number would hold.
        start, end = self.all[place].end, self.all[place + 1].start
        return self.text[start : min(end, start + 2)]

    def starts_line(self, place: int) -> bool:
        """Tell whether a token is the first of its line."""
        if place == 0:
            return True
        return "\n" in self.text[self.all[place - 1].end : self.all[place].start]


NOTHING = Token("none", "", "", 0, 0)
