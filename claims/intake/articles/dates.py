"""Dates in running text, as EDTF: a day, a month, a season, a year, a decade."""

from typing import NamedTuple

from claims.intake.figures.tokens import Tokens

from .words import Words

_DECADE = frozenset({"s", "х", "е", "ых"})  # noqa: RUF001
_BETWEEN = frozenset({",", "of", "-", "'"})


class Dated(NamedTuple):
    """A date with the places of its tokens."""

    date: str
    start: int
    end: int


def dates_of(tokens: Tokens, words: Words, taken: frozenset[int]) -> list[Dated]:
    """Find the dates that name a year; tokens that are figures' are left alone."""
    found = []
    for place in range(len(tokens)):
        token = tokens.at(place)
        year = token.text
        if token.kind != "digits" or len(year) != 4 or place in taken:
            continue
        if "1000" <= year <= "2100":
            found.append(_around(tokens, words, place, year))
    return found


def _around(tokens: Tokens, words: Words, place: int, year: str) -> Dated:
    end = place + 1
    if tokens.at(end).text in ("-", "'"):
        end += 1
    if tokens.touch(place) and tokens.at(end).key in _DECADE and year.endswith("0"):
        return Dated(f"{year[:3]}X", place, end + 1)
    at = place - 1
    if tokens.at(at).key in _BETWEEN:
        at -= 1
    if season := words.seasons.at(tokens, at):
        return Dated(f"{year}-{season.says}", at, place + 1)
    day = _day(tokens, at)
    month = words.months.at(tokens, at - 1 if day else at)
    if month is None:
        return Dated(year, place, place + 1)
    start = at - 1 if day else at
    if not day and (day := _day(tokens, at - 1)):
        start = at - 1
    date = f"{year}-{month.says:02}" + (f"-{day:02}" if day else "")
    return Dated(date, start, place + 1)


def _day(tokens: Tokens, place: int) -> int:
    token = tokens.at(place)
    if token.kind == "digits" and len(token.text) <= 2 and 1 <= int(token.text) <= 31:
        return int(token.text)
    return 0
