"""What happened to a claim, in plain words: versions that went out and desk changes."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby, islice
from typing import NamedTuple

from claims.admin.history import Change, Difference, changes_of
from claims.documents import address
from claims.models import Citation, Claim, ClaimLink, ClaimTag, Entry, Review
from claims.services.record import entries

SHOWN = 20
"""How much the panel tells; the history page tells all."""

LONG = 90
TABLES = (
    (Claim, "id"),
    (ClaimTag, "claim_id"),
    (Citation, "claim_id"),
    (Review, "claim_id"),
    (ClaimLink, "from_claim_id"),
)
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
    told = [
        happened(change)
        for model, key in TABLES
        for change in changes_of(model, key, claim.pk)
    ]
    newest = entries.of_claim(claim.pk).select_related("by")[:limit]
    told += [went_out(entry) for entry in newest]
    # A stage that a review or a version moved is told by these.
    told = [each for each in told if each.words]
    told.sort(key=lambda each: each.at, reverse=True)
    return list(islice(together(told), limit))


def went_out(entry: Entry) -> Happened:
    """Tell a version of the record."""
    return Happened(
        at=entry.at,
        words=f"version {entry.version} {entry.get_event_display()}",
        who=str(entry.by),
        why=entry.note,
        url=address(entry.claim_id, "versions", str(entry.version)),
    )


def happened(change: Change) -> Happened:
    """Tell a change of the desk in a line."""
    told = {each.field: each for each in change.differences}
    if change.what == "review changed" and "state" in told:
        words = f"review {told['state'].after.lower()}"
    else:
        words = "; ".join(differences(change))
        if change.what != "claim changed":
            words = f"{change.what}: {words}" if words else change.what
    return Happened(change.at, words, change.who, change.why)


def differences(change: Change) -> Iterator[str]:
    """Say each field before and after, as in “figure 6,500 → 6,800”."""
    if change.what.endswith("changed"):
        yield from (said(each) for each in change.differences if each.field != "stage")


def together(told: Iterable[Happened]) -> Iterator[Happened]:
    """Tell in one line what the same person did several times on end."""
    for _, same in groupby(told, key=lambda each: (each.words, each.who, each.why)):
        newest, *older = same
        times = f", {len(older) + 1} times" if older else ""
        yield newest._replace(words=newest.words + times)


def said(each: Difference) -> str:
    """Say one field before and after."""
    name = NAMES.get(each.field, each.field)
    before, after = (cut(value) or "nothing" for value in (each.before, each.after))
    return f"{name} {before} → {after}"


def cut(words: str) -> str:
    """Keep the beginning of what is too long for a line."""
    return words if len(words) <= LONG else f"{words[:LONG].rstrip()}…"
