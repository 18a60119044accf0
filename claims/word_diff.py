"""Which words of a text were taken out and which put in; knows no Django."""

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

WORDS = re.compile(r"\s+|[^\s\w]|\w+")


class Piece(NamedTuple):
    """A run of words that stayed, went or came."""

    what: Literal["same", "out", "in"]
    text: str


def word_diff(before: str, after: str) -> list[Piece]:
    """Tell two texts apart word by word; joined, either text comes out again."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    pieces = [Piece("same", "".join(old[:start]))]
    matcher = SequenceMatcher(a=middle_old, b=middle_new)
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", "".join(middle_old[i:j])))
        else:
            pieces.append(Piece("out", "".join(middle_old[i:j])))
            pieces.append(Piece("in", "".join(middle_new[k:m])))
    pieces.append(Piece("same", "".join(old[len(old) - end :])))
    return [piece for piece in pieces if piece.text]


def _common(one: list[str], other: list[str]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
