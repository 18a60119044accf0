r"""How well figures are read: precision and recall over sentences marked by hand.

A set is a text file, a sentence a line, ``{words|mark}`` around each figure: the mark
is a comparator (``= ~ > >= < <=``) and a number, or ``lower..upper``. Lines that begin
with ``# `` name the part the lines after them belong to; the file is named by language.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from claims.figures import Comparator, Figure

from .reader import Found, read_figures

_MARKED = re.compile(r"\{([^{}|]+)\|([^{}|]+)\}")
_SIGNS = {
    "=": Comparator.EXACTLY,
    "~": Comparator.ABOUT,
    ">": Comparator.MORE_THAN,
    ">=": Comparator.AT_LEAST,
    "<": Comparator.LESS_THAN,
    "<=": Comparator.AT_MOST,
}
ASPECTS = ("span", "value", "comparator")


class Marked(NamedTuple):
    """A figure as somebody marked it."""

    start: int
    end: int
    figure: Figure


class Sentence(NamedTuple):
    """A sentence of a set, with its language, its part, and its figures."""

    language: str
    part: str
    text: str
    figures: tuple[Marked, ...]


@dataclass
class Score:
    """How many were found, were to be found, and were both, an aspect each."""

    found: int = 0
    marked: int = 0
    sentences: int = 0
    right_found: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(ASPECTS, 0)
    )

    def precision(self, aspect: str) -> float:
        return self.right_found[aspect] / self.found if self.found else 1.0

    def recall(self, aspect: str) -> float:
        return self.right_found[aspect] / self.marked if self.marked else 1.0


class Miss(NamedTuple):
    """A sentence that is not read as it was marked."""

    sentence: Sentence
    found: tuple[Found, ...]


def read_set(paths: Iterable[Path]) -> Iterator[Sentence]:
    """Read the sentences of sets; raises ``ValueError`` for a mark that says nothing."""
    for path in paths:
        part = ""
        for line in path.read_text().splitlines():
            if line.startswith("# "):
                part = line[2:]
            elif line.strip():
                yield sentence_of(line, path.stem, part)


def sentence_of(line: str, language: str, part: str = "") -> Sentence:
    """Read one marked sentence."""
    text, figures, at = "", [], 0
    for found in _MARKED.finditer(line):
        text += line[at : found.start()]
        figures.append(
            Marked(len(text), len(text) + len(found[1]), figure_of(found[2]))
        )
        text += found[1]
        at = found.end()
    return Sentence(language, part, text + line[at:], tuple(figures))


def figure_of(mark: str) -> Figure:
    """Read a mark; raises ``ValueError`` for one that says nothing."""
    lower, dots, upper = mark.partition("..")
    if dots:
        return Figure(Comparator.BETWEEN, Decimal(lower), Decimal(upper))
    sign, _, number = mark.partition(" ")
    if sign not in _SIGNS or not number:
        raise ValueError(f"{mark!r} marks no figure: write = 6500 or 6500..7000")
    return Figure(_SIGNS[sign], Decimal(number))


def score(sentences: Iterable[Sentence], total: Score) -> Iterator[Miss]:
    """Read sentences, add to a score, and give those that are not read as marked."""
    for sentence in sentences:
        found = tuple(read_figures(sentence.text, sentence.language))
        total.sentences += 1
        total.found += len(found)
        total.marked += len(sentence.figures)
        right = 0
        for marked in sentence.figures:
            aspects = _aspects(marked, found)
            right += all(aspects.values())
            for aspect, is_right in aspects.items():
                total.right_found[aspect] += is_right
        if not right == len(found) == len(sentence.figures):
            yield Miss(sentence, found)


def _aspects(marked: Marked, found: Iterable[Found]) -> dict[str, bool]:
    """Tell what was read right of a mark, by the first figure that overlaps it."""
    read = next(
        (one for one in found if one.start < marked.end and marked.start < one.end),
        None,
    )
    if read is None:
        return dict.fromkeys(ASPECTS, False)
    return {
        "span": (read.start, read.end) == (marked.start, marked.end),
        "value": (read.figure.value, read.figure.upper)
        == (marked.figure.value, marked.figure.upper),
        "comparator": read.figure.comparator == marked.figure.comparator,
    }
