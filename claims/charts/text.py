"""How wide words are drawn, guessed on the wide side, and how to cut them to fit."""

import re
import unicodedata

# Everything XML 1.0 has no character for.
NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

NARROW = frozenset(" !'(),-./:;I[]`fijlrt|")
BROAD = frozenset("%@MWmw—…")


def legible(words: str) -> str:
    """Put the sign of an unknown character where XML cannot have the one given."""
    return NO_CHARACTER.sub("\ufffd", words)


def width(words: str, size: float) -> float:
    """Guess the width of one line in a font of a size; rather too much than too little."""
    return size * sum(map(_advance, words))


def fit(words: str, size: float, room: float) -> str:
    """Cut words that are wider than the room, and show by … that they were."""
    line = " ".join(legible(words).split())
    if width(line, size) <= room:
        return line
    end = 0
    while width(f"{line[: end + 1]}…", size) <= room:
        end += 1
    return f"{line[:end].rstrip()}…"


def _advance(character: str) -> float:
    if character in NARROW:
        return 0.35
    if character in BROAD:
        return 1
    if character.isascii():
        return 0.7 if character.isupper() else 0.64 if character.isdigit() else 0.57
    if unicodedata.combining(character):
        return 0
    return 1.1 if unicodedata.east_asian_width(character) in "FW" else 0.8
