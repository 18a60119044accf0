"""The words that tell what a sentence of an article is about, a file a language."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from claims.intake.figures.lexicon import Phrases

FOLDER = Path(__file__).parent / "words"
LANGUAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
DEFAULT = "en"


class Words:
    """One language's words for events, attribution, facts and boilerplate."""

    def __init__(self, language: str) -> None:
        read = tomllib.loads((FOLDER / f"{language}.toml").read_text())
        self.abbreviations = frozenset(read["abbreviations"])
        self.not_name = frozenset(read["not_name"])
        self.boilerplate = _phrases(read["boilerplate"])
        self.event = _phrases(read["event"])
        self.modifier = _phrases(read["modifier"])
        self.backward = _phrases(read["backward"])
        self.place_before = _phrases(read["place_before"])
        self.say = _phrases(read["say"])
        self.source_before = _phrases(read["source_before"])
        self.fact = _phrases(read["fact"])
        self.time = _phrases(read["time"])
        self.months = Phrases(
            (month, number) for number, month in enumerate(read["months"], start=1)
        )
        self.seasons: Phrases[int] = Phrases(read["seasons"].items())


def _phrases(words: list[str]) -> Phrases[Any]:
    return Phrases((word, word) for word in words)


@cache
def words_of(language: str) -> Words:
    """Give the words of a language tag, those of English where there are none."""
    primary = language.partition("-")[0].lower()
    return Words(primary if primary in LANGUAGES else DEFAULT)
