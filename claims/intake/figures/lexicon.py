"""The words of a language that figures are told by, kept as data beside this."""

import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from claims.figures import Comparator

from .tokens import Token, Tokens, key_of, tokens_of

FOLDER = Path(__file__).parent.parent / "lexicon"
SHARED = "shared"

Said = TypeVar("Said")


class Match(NamedTuple, Generic[Said]):
    """What a phrase says, and the place of the first token past it."""

    says: Said
    end: int


class Phrases(Generic[Said]):
    """Phrases of one to a few words, found where they begin or where they end."""

    def __init__(self, phrases: Iterable[tuple[str, Said]]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], Said]]] = {}
        self._last: dict[str, list[tuple[tuple[str, ...], Said]]] = {}
        self._stems: dict[str, Said] = {}
        for phrase, says in phrases:
            if phrase.endswith("*"):
                self._stems[key_of(phrase[:-1])] = says
                continue
            keys = tuple(token.key for token in tokens_of(phrase))
            self._first.setdefault(keys[0], []).append((keys, says))
            self._last.setdefault(keys[-1], []).append((keys, says))
        for listed in (*self._first.values(), *self._last.values()):
            listed.sort(key=lambda one: -len(one[0]))

    @property
    def first_words(self) -> Iterable[str]:
        return self._first.keys()

    def at(self, tokens: Tokens, place: int) -> Match[Said] | None:
        """Find the longest phrase that begins at a token."""
        key = tokens.at(place).key
        for keys, says in self._first.get(key, ()):
            end = place + len(keys)
            if all(tokens.at(place + at).key == one for at, one in enumerate(keys)):
                return Match(says, end)
        says_stem = self._of_stem(key)
        return None if says_stem is None else Match(says_stem, place + 1)

    def before(self, tokens: Tokens, place: int) -> Match[Said] | None:
        """Find the longest phrase that ends before a token; ``end`` is its start."""
        key = tokens.at(place - 1).key
        for keys, says in self._last.get(key, ()):
            start = place - len(keys)
            if all(tokens.at(start + at).key == one for at, one in enumerate(keys)):
                return Match(says, start)
        says_stem = self._of_stem(key)
        return None if says_stem is None else Match(says_stem, place - 1)

    def _of_stem(self, key: str) -> Said | None:
        if self._stems:
            for length in range(3, min(len(key), 24) + 1):
                if key[:length] in self._stems:
                    return self._stems[key[:length]]
        return None


class Lexicon:
    """One language's words, with the signs that all share."""

    def __init__(self, language: str) -> None:
        own = _read(language)
        shared = _read(SHARED)
        numbers, traps = own["numbers"], own["traps"]
        both = (shared, own)
        self.language = language
        self.decimal: str = own["decimal"]
        self.common = frozenset(own["common"])
        self.article = frozenset(own["article"])
        self.prefixes = frozenset(own.get("prefixes", ()))
        self.ordinal_after = frozenset(own.get("ordinal_after", ()))
        self.endings = frozenset(own.get("endings", ()))
        self.capitals_name: bool = own["capitals_name"]
        self.one_counts: bool = own.get("one_counts", False)
        self.before = Phrases(_comparators(both, "before"))
        self.after = Phrases(_comparators(both, "after"))
        self.open = _set(own["range"].get("open", ()))
        self.close = _set(own["range"].get("close", ()))
        self.join = _set([*shared["range"]["join"], *own["range"]["join"]])
        self.change = frozenset(own["range"]["change"])
        self.words = Phrases(_whole(numbers["words"]))
        self.multipliers = Phrases(_whole(numbers["multipliers"]))
        self.compounds: bool = numbers.get("compounds", False)
        self.parts = {
            key_of(word): Decimal(str(value))
            for table in ("multipliers", "words", "parts")
            for word, value in numbers.get(table, {}).items()
        }
        self.halves = Phrases(numbers["halves"].items())
        self.plus_half = _set(numbers["plus_half"])
        self.and_words = frozenset(numbers["and"])
        self.unit_multiplier = frozenset(own["unit_multiplier"])
        self.alone = frozenset(own["alone"])
        self.fractions = Phrases(_numbered(own["fractions"]))
        self.collective = Phrases(_numbered(own.get("collective", {})))
        self.vague = Phrases(_intervals(own["vague"]))
        self.percent = _set(
            [word for each in both for word in each["percent"]["words"]]
        )
        self.currency = Phrases(
            (word, code)
            for each in both
            for code, words in each["currency"].items()
            for word in words
        )
        self.counted = _set(own["counted"]["words"])
        self.trap_before = _set([*shared["traps"]["before"], *traps["before"]])
        self.trap_after = _set([*shared["traps"]["after"], *traps["after"]])
        self.ago_before = _set(traps.get("ago_before", ()))
        self.age_before = _set(traps.get("age_before", ()))
        self.age_after = _set(traps.get("age_after", ()))
        self.months = _set(traps["months"])
        self.months_are_capitalised = traps["months"][0][0].isupper()
        self.year_before = _set(traps["year_before"])
        self.year_after = _set(traps["year_after"])
        self._begins = frozenset().union(
            self.unit_multiplier,
            *(
                each.first_words
                for each in (
                    self.before,
                    self.open,
                    self.words,
                    self.multipliers,
                    self.halves,
                    self.fractions,
                    self.collective,
                    self.vague,
                    self.currency,
                )
            ),
        )

    def may_begin(self, token: Token) -> bool:
        """Tell whether a figure might begin with a token: most do not."""
        return (
            token.kind == "digits"
            or token.key in self._begins
            or (self.compounds and token.kind == "word")
        )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text())


def _set(words: Iterable[str]) -> Phrases[str]:
    return Phrases((word, word) for word in words)


def _whole(table: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    yield from table.items()


def _comparators(
    lexicons: Iterable[Mapping[str, Any]], table: str
) -> Iterable[tuple[str, Comparator]]:
    for lexicon in lexicons:
        for name, phrases in lexicon[table].items():
            yield from ((phrase, Comparator(name)) for phrase in phrases)


def _numbered(table: Mapping[str, list[str]]) -> Iterable[tuple[str, Decimal]]:
    for number, phrases in table.items():
        yield from ((phrase, Decimal(number)) for phrase in phrases)


def _intervals(
    table: Mapping[str, list[str]],
) -> Iterable[tuple[str, tuple[Decimal, Decimal]]]:
    for numbers, phrases in table.items():
        lower, upper = map(Decimal, numbers.split())
        yield from ((phrase, (lower, upper)) for phrase in phrases)


LANGUAGES = tuple(
    sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != SHARED)
)
"""The languages that have a lexicon."""

DEFAULT = "en"


@cache
def lexicon_of(language: str) -> Lexicon:
    """Give the lexicon of a language tag, that of English where there is none."""
    primary = language.partition("-")[0].lower()
    return _lexicon(primary if primary in LANGUAGES else DEFAULT)


@cache
def _lexicon(language: str) -> Lexicon:
    return Lexicon(language)


def language_of(text: str) -> str:
    """Guess a text's language by its commonest words, of those with a lexicon."""
    words = [token.key for token in tokens_of(text[:20_000])]
    counts = {
        language: sum(word in lexicon_of(language).common for word in words)
        for language in LANGUAGES
    }
    return max(counts, key=lambda language: (counts[language], language == DEFAULT))
