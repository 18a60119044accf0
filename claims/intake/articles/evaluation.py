"""How well articles are read: which figures are proposed, in which order, of when.

A written example is a text file: lines ``language: en`` and ``expect: > 6500 | 2020``
(a figure as sentences mark it, and how its date begins), then ``---`` and the article.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from claims.figures import Figure
from claims.intake.figures.evaluation import figure_of

from .candidates import candidates_of


class Wanted(NamedTuple):
    """A figure that an article states, and how the date of its event begins."""

    figure: Figure
    date: str


class Example(NamedTuple):
    """An article with the figures that are worth proposing."""

    name: str
    language: str
    wanted: tuple[Wanted, ...]
    text: str


@dataclass
class Score:
    """How many were wanted, proposed, both, of the right date, and put first."""

    wanted: int = 0
    proposed: int = 0
    right: int = 0
    dated: int = 0
    first: int = 0

    def add(self, other: "Score") -> None:
        self.wanted += other.wanted
        self.proposed += other.proposed
        self.right += other.right
        self.dated += other.dated
        self.first += other.first


def read_examples(paths: Iterable[Path]) -> list[Example]:
    """Read written examples; raises ``ValueError`` for one that says no language."""
    return [_example(path) for path in paths]


def _example(path: Path) -> Example:
    head, _, text = path.read_text().partition("---\n")
    language, wanted = "", []
    for line in head.splitlines():
        name, _, value = line.partition(": ")
        if name == "expect":
            mark, _, date = value.partition("|")
            wanted.append(Wanted(figure_of(mark.strip()), date.strip()))
        elif name == "language":
            language = value
    if not language:
        raise ValueError(f"{path.name} says no language: write language: en")
    return Example(path.stem, language, tuple(wanted), text)


def score(example: Example) -> Score:
    """Read one example; the first places are as many as are wanted."""
    wanted = list(example.wanted)
    read = [one for one in candidates_of(example.text, example.language) if one.figure]
    total = Score(wanted=len(wanted), proposed=len(read))
    for place, one in enumerate(read):
        found = next(
            (
                each
                for each in wanted
                if one.figure and each.figure == one.figure.figure
            ),
            None,
        )
        if found:
            wanted.remove(found)
            total.right += 1
            total.dated += one.date.startswith(found.date)
            total.first += place < total.wanted
    return total
