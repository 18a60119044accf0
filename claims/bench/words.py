"""Made-up text: words of no language, as long and as unevenly used as real ones."""

import bisect
import itertools
from random import Random

VOCABULARY = 4000

# Consonants and vowels of the scripts that the languages below are written in.
LATIN = ("bcdfghklmnprstvz", "aeiou")
CYRILLIC = ("бвгдзклмнпрст", "аеиоуя")
ARMENIAN = ("բգդզլխկմնպռսվտ", "աեիոու")
ARABIC = ("بتجدرسعفقكلمنه", "اوي")

# Language tags with how often a claim is in each, and their scripts.
LANGUAGES = {
    "en": (55, LATIN),
    "ru": (10, CYRILLIC),
    "fr": (8, LATIN),
    "es": (8, LATIN),
    "hy": (5, ARMENIAN),
    "az": (4, LATIN),
    "ar": (4, ARABIC),
    "uk": (3, CYRILLIC),
    "sr-Latn": (3, LATIN),
}


class Speech:
    """A vocabulary in one script; the commonest word is used most, as Zipf found."""

    def __init__(self, script: tuple[str, str], rng: Random) -> None:
        consonants, vowels = script
        syllables = [a + b for a, b in itertools.product(consonants, vowels)]
        self.words = [
            "".join(rng.choices(syllables, k=rng.choice((1, 2, 2, 3, 3, 4))))
            for _ in range(VOCABULARY)
        ]
        self.weights = list(
            itertools.accumulate(1 / (rank + 2) for rank in range(VOCABULARY))
        )

    def sentence(self, rng: Random, words: int) -> str:
        """Say so many words."""
        said = rng.choices(self.words, cum_weights=self.weights, k=words)
        return " ".join(said).capitalize() + "."

    def prose(self, rng: Random, length: int) -> str:
        """Write sentences in paragraphs, at most ``length`` characters."""
        sentences = []
        room = length
        while room > 0:
            sentence = self.sentence(rng, 6 + int(rng.expovariate(1 / 14)))
            sentences.append(sentence + ("\n\n" if rng.random() < 0.2 else " "))
            room -= len(sentences[-1])
        return "".join(sentences)[:length].strip()

    def line(self, rng: Random, length: int) -> str:
        """Write sentences in one paragraph, at most ``length`` characters."""
        return " ".join(self.prose(rng, length).split())


def around(rng: Random, median: float, most: int, spread: float = 0.6) -> int:
    """Draw a length: half are below the median, few are much above."""
    return min(most, max(1, round(rng.lognormvariate(0, spread) * median)))


class Zipf:
    """A choice whose n-th row is taken about 1/n as often as the first."""

    def __init__(self, rows: int) -> None:
        self.weights = list(itertools.accumulate(1 / (n + 1) for n in range(rows)))

    def draw(self, rng: Random) -> int:
        """Give the number of a row."""
        return bisect.bisect(self.weights, rng.random() * self.weights[-1])
