"""What happened to a claim, a line each: versions that went out and desk changes."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby, islice
from typing import NamedTuple

from django.contrib.admin.utils import quote
from django.urls import reverse

from claims.models import Change, Claim, Difference, Entry
from claims.models import timeline as changes_of

SHOWN = 20
"""How much the panel tells; the history page tells all."""

READ = 3 * SHOWN
"""How many changes are read for it, since several may be told in one line."""

LONG = 90
NAMES = {"value": "figure", "text": "words"}


class Happened(NamedTuple):
    """One line of the timeline; a version has an address."""

    at: datetime
    words: str
    who: str
    why: str
    url: str = ""


def timeline(claim: Claim, *, limit: int) -> list[Happened]:
    """Tell the newest versions and changes of a claim, the newest first."""
    told = (happened(change) for change in changes_of(claim, limit=READ).changes)
    # A stage that a review or a version moved is told by these.
    return list(islice(together(each for each in told if each.words), limit))


def happened(change: Change) -> Happened:
    """Tell a version, or a change of the desk, in a line."""
    if change.model is Entry:
        url = reverse("admin:claims_entry_change", args=[quote(change.place.row)])
        return Happened(change.at, change.what, change.who, change.why, url)
    told = {each.name: each for each in change.differences}
    words = "; ".join(said(each) for each in change.differences if each.name != "stage")
    if change.label != "update":
        words = change.what
    elif change.what == "review changed" and "state" in told:
        words = f"review {told['state'].after.lower()}"
    elif change.model is not Claim and words:
        words = f"{change.what}: {words}"
    return Happened(change.at, words, change.who, change.why)


def together(told: Iterable[Happened]) -> Iterator[Happened]:
    """Tell in one line what the same person did several times on end."""
    for _, same in groupby(told, key=lambda each: (each.words, each.who, each.why)):
        newest, *older = same
        times = f", {len(older) + 1} times" if older else ""
        yield newest._replace(words=newest.words + times)


def said(each: Difference) -> str:
    """Say one field before and after."""
    name = NAMES.get(each.name, each.field.lower())
    before, after = (cut(value) or "nothing" for value in (each.before, each.after))
    return f"{name} {before} → {after}"


def cut(words: str) -> str:
    """Keep the beginning of what is too long for a line."""
    return words if len(words) <= LONG else f"{words[:LONG].rstrip()}…"
