"""The events a sentence names: wars, offensives, sieges, with their dates."""

from typing import NamedTuple

from claims.intake.figures.tokens import Tokens

from .dates import Dated
from .words import Words

_REACH = 6
_TAILS = frozenset({"s", "х"})  # noqa: RUF001
_LINKS = frozenset({"the", "of", "in", "-", "–", "'", "в", "х", "s", "годах", "года"})  # noqa: RUF001


class Event(NamedTuple):
    """An event as named, with its date and place, blank where none is given.

    ``points_back`` is one such as "the ensuing conflict", dated by what came before.
    """

    words: str
    date: str
    place: str
    start: int
    end: int
    points_back: bool = False


def events_of(tokens: Tokens, words: Words, dates: list[Dated]) -> list[Event]:
    """Find the events named in a sentence, each with the date that goes with it."""
    found, past = [], 0
    for place in range(len(tokens)):
        head = words.event.at(tokens, place)
        if head is None or place < past:
            continue
        start = _leftmost(tokens, words, place, past)
        past = _rightmost(tokens, words, head.end)
        own = [one.date for one in dates if start <= one.start and one.end <= past]
        first, last = tokens.at(start), tokens.at(past - 1)
        found.append(
            Event(
                words=tokens.text[first.start : last.end],
                date=own[0] if own else "",
                place=name_in(tokens, words, start, past),
                start=first.start,
                end=last.end,
                points_back=any(
                    words.backward.at(tokens, at) for at in range(start - 1, place)
                ),
            )
        )
    return found


def name_in(tokens: Tokens, words: Words, start: int, end: int) -> str:
    """Give the capitalised words that begin between two places, past the first word."""
    at = start
    while at < end and not (at and _is_name(tokens, words, at)):
        at += 1
    last = at
    while _is_name(tokens, words, last) or (
        tokens.at(last).text == "-" and _is_name(tokens, words, last + 1)
    ):
        last += 1
    if last == at:
        return ""
    return tokens.text[tokens.at(at).start : tokens.at(last - 1).end]


def _is_name(tokens: Tokens, words: Words, place: int) -> bool:
    token = tokens.at(place)
    return (
        token.is_capitalised
        and token.key not in words.not_name
        and not words.months.at(tokens, place)
        and not words.event.at(tokens, place)
    )


def _leftmost(tokens: Tokens, words: Words, place: int, past: int) -> int:
    start = place
    while start > max(past, place - _REACH):
        token = tokens.at(start - 1)
        if not (
            words.modifier.at(tokens, start - 1)
            or token.kind == "digits"
            or token.text == "-"
            or (token.is_capitalised and token.key not in words.not_name)
        ):
            break
        start -= 1
    return start


def _rightmost(tokens: Tokens, words: Words, place: int) -> int:
    """Take in what dates or places the event: in autumn 2020, of the 1990s."""
    end = at = place
    while at < place + _REACH:
        token = tokens.at(at)
        dated = (token.kind == "digits" and len(token.text) in (2, 4)) or (
            words.months.at(tokens, at) or words.seasons.at(tokens, at)
        )
        if (
            dated
            or _is_name(tokens, words, at)
            or (end > place and token.key in _TAILS)
        ):
            end = at + 1
        elif token.key not in _LINKS:
            break
        at += 1
    return end
