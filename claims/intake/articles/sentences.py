"""The sentences of an article that may state something: no appeals, no captions."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from claims.intake.figures.tokens import Tokens

from .words import Words

_LINE = re.compile(r"[^\n]++")
_END = re.compile(r"[.!?։؟…]++[\"”’»')\]]*+(?=\s|$)")  # noqa: RUF001
_LAST_WORD = re.compile(r"[\w.]*\Z")
_WORD_LENGTH = 30
_GAP = 2

LONGEST = 2000
"""No statement is longer: what runs on so is a list, or no prose at all."""


class Sentence(NamedTuple):
    """A sentence, the paragraph it is in, and where it stands in code points."""

    paragraph: int
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def sentences_of(text: str, words: Words) -> list[Sentence]:
    """Cut a text into sentences; what people skip in a page is left out."""
    paragraphs = list(_LINE.finditer(text))
    skipped = _skipped([each[0] for each in paragraphs], words)
    return [
        Sentence(number, each.start() + start, each[0][start:end])
        for number, each in enumerate(paragraphs)
        if number not in skipped
        for start, end in _cuts(each[0], words)
        if end - start <= LONGEST
    ]


def _skipped(paragraphs: list[str], words: Words) -> set[int]:
    """Find appeals, navigation and captions, with what stands between two of them."""
    skipped, appeals = set[int](), list[int]()
    for number, text in enumerate(paragraphs):
        tokens = Tokens(text)
        if any(words.boilerplate.at(tokens, at) for at in range(len(tokens))):
            # What an appeal says between two such lines is part of it.
            if appeals and number - appeals[-1] <= _GAP + 1:
                skipped.update(range(appeals[-1], number))
            appeals.append(number)
            skipped.add(number)
        elif any(words.event.at(tokens, at) for at in range(len(tokens))):
            appeals.clear()
        if not _END.search(text):
            skipped.add(number)
    return skipped


def _cuts(text: str, words: Words) -> Iterator[tuple[int, int]]:
    start = len(text) - len(text.lstrip())
    for found in _END.finditer(text):
        if not _ends(text, found, words):
            continue
        yield start, found.end()
        rest = text[found.end() : found.end() + 50]
        start = found.end() + len(rest) - len(rest.lstrip())
    if text[start:].strip():
        yield start, len(text.rstrip())


def _ends(text: str, found: re.Match[str], words: Words) -> bool:
    """Tell the end of a sentence from an abbreviation's dot."""
    before = text[max(0, found.start() - _WORD_LENGTH) : found.start()]
    last = _LAST_WORD.search(before)
    word = last[0].lower() if last else ""
    after = text[found.end() : found.end() + 3].lstrip()
    if after[:1].islower():
        return False
    if found[0] != ".":
        return True
    return not (word in words.abbreviations or (len(word) == 1 and word.isalpha()))
