"""Whom a sentence quotes: "the minister told", "according to the ministry"."""

from claims.intake.figures.tokens import Tokens

from .words import Words

_LONGEST = 8
_STOPS = frozenset(',;:.!?"“”«»()—–')  # noqa: RUF001


def claimant_of(tokens: Tokens, words: Words) -> str:
    """Give who is said to have said it, in the sentence's own words, or nothing."""
    for place in range(len(tokens)):
        if source := words.source_before.at(tokens, place):
            return _run(tokens, source.end, 1)
    for place in range(len(tokens)):
        if said := words.say.at(tokens, place):
            return _run(tokens, place - 1, -1) or _run(tokens, said.end, 1)
    return ""


def _run(tokens: Tokens, place: int, step: int) -> str:
    """Give the words from a place on, one way, up to the next stop."""
    at = place
    while (token := tokens.at(at)).kind != "none" and token.text not in _STOPS:
        if abs(at - place) >= _LONGEST:
            return ""
        at += step
    if at == place:
        return ""
    first, last = sorted((place, at - step))
    return tokens.text[tokens.at(first).start : tokens.at(last).end]
