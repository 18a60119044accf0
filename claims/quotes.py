"""Quotes: finding the words of a text-quote selector again, as plain Python."""

import unicodedata
from typing import NamedTuple

MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″＂", '"'),  # noqa: RUF001
        **dict.fromkeys("‘’‚‛‹›′＇`´", "'"),  # noqa: RUF001
        **dict.fromkeys("‐‑‒–—−", "-"),  # noqa: RUF001
    }
)
UNSEEN = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")


class Span(NamedTuple):
    """Where a quote stands: the text's characters from ``start`` up to ``end``."""

    start: int
    end: int


class Folded(NamedTuple):
    """A text with one kind of space and of quote mark; ``places`` are its origins."""

    text: str
    places: list[int]


def fold(text: str) -> Folded:
    """Make what looks alike the same, and remember where each character was."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character in UNSEEN:
            continue
        if character.isspace():
            if characters and characters[-1] == " ":
                continue
            character = " "
        for each in unicodedata.normalize("NFKD", character):
            characters.append(each)
            places.append(place)
    return Folded("".join(characters).translate(MARKS), places)


def find(text: str, exact: str, prefix: str = "", suffix: str = "") -> list[Span]:
    """Find where a quote stands in a text; unlike spaces and quote marks are alike.

    The words around it tell one place from another; where they are found nowhere,
    the quote alone decides. Of places that overlap the first counts. Takes time in
    proportion to the text.
    """
    folded = fold(text)
    words = fold(exact).text.strip()
    if not words:
        return []
    before, after = fold(prefix).text.lstrip(), fold(suffix).text.rstrip()
    spans = _places(folded, words, before, after)
    return spans or _places(folded, words, "", "")


def holds(text: str, exact: str) -> bool:
    """Tell whether a quote stands anywhere in a text, at once where it does so as is."""
    return exact in text or bool(find(text, exact))


def _places(folded: Folded, words: str, before: str, after: str) -> list[Span]:
    spans = []
    start = folded.text.find(words)
    while start >= 0:
        end = start + len(words)
        if _ends_with(folded.text, start, before) and _goes_on(folded.text, end, after):
            spans.append(Span(folded.places[start], folded.places[end - 1] + 1))
        start = folded.text.find(words, end)
    return spans


def _ends_with(text: str, end: int, words: str) -> bool:
    """Tell whether ``words`` stand before ``end``, with a space between or without."""
    before = text[max(0, end - len(words) - 1) : end].rstrip()
    return before.endswith(words.rstrip())


def _goes_on(text: str, start: int, words: str) -> bool:
    after = text[start : start + len(words) + 1].lstrip()
    return after.startswith(words.lstrip())
