"""What happened to a claim, in plain words: versions that went out and desk changes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby, islice
from typing import Any, NamedTuple

from django.db import models

from claims.admin.history import DONE, UNTOLD, Change, Difference, events_of
from claims.admin.history import words as value_in_words
from claims.documents import address
from claims.models import Citation, Claim, ClaimLink, ClaimTag, Entry, Review
from claims.services.record import entries

SHOWN = 20
"""How much the panel tells; the history page tells all."""

LONG = 90
READ = 200
"""How many events of a table are read at most."""

TABLES = (
    (Claim, "id"),
    (ClaimTag, "claim_id"),
    (Citation, "claim_id"),
    (Review, "claim_id"),
    (ClaimLink, "from_claim_id"),
)
NAMES = {"value": "figure", "text": "words"}


class Step(NamedTuple):
    """An event of a row's history, and the one before it."""

    model: type[models.Model]
    before: Any
    after: Any


class Happened(NamedTuple):
    """One line of the timeline; a version has an address."""

    at: datetime
    words: str
    who: str
    why: str
    url: str = ""


def timeline(claim: Claim, *, limit: int) -> list[Happened]:
    """Tell the newest versions and changes of a claim, the newest first."""
    told = [happened(change) for change in newest_changes(claim)]
    newest = entries.of_claim(claim.pk).select_related("by")[:limit]
    told += [went_out(entry) for entry in newest]
    # A stage that a review or a version moved is told by these.
    told = [each for each in told if each.words]
    told.sort(key=lambda each: each.at, reverse=True)
    return list(islice(together(told), limit))


def newest_changes(claim: Claim) -> list[Change]:
    """Read the newest changes of a claim and its parts: a query a table, and names."""
    steps: list[Step] = []
    for model, key in TABLES:
        table = events_of(model)
        events = table._default_manager.filter(**{key: claim.pk}).order_by("-pgh_id")
        before: dict[Any, Any] = {}
        for event in reversed(events[:READ]):
            steps.append(Step(model, before.get(event.id), event))
            before[event.id] = event
    names = names_in(steps)
    return [change_of(step, names) for step in steps]


def changed_fields(step: Step) -> list[Any]:
    """List the fields that a change gave another value."""
    if step.before is None:
        return []
    return [
        field
        for field in step.after._meta.concrete_fields
        if not field.name.startswith("pgh_")
        and not field.name.endswith("_range")
        and field.name not in UNTOLD
        and getattr(step.before, field.attname) != getattr(step.after, field.attname)
    ]


def names_in(steps: Iterable[Step]) -> dict[Any, Any]:
    """Fetch the rows that changes named, a query a table and none without need."""
    keys: dict[Any, set[Any]] = defaultdict(set)
    for step in steps:
        for field in changed_fields(step):
            if field.remote_field:
                keys[field.remote_field.model] |= {
                    getattr(event, field.attname) for event in (step.before, step.after)
                }
    return {
        model: model._base_manager.in_bulk(ids - {None}) for model, ids in keys.items()
    }


def change_of(step: Step, names: dict[Any, Any]) -> Change:
    """Tell a change by the values before and after."""
    event = step.after
    context = event.pgh_context or {}
    return Change(
        at=event.pgh_created_at,
        who=context.get("username", ""),
        what=f"{step.model._meta.verbose_name} {DONE[event.pgh_label]}",
        why=context.get("reason", ""),
        differences=[
            Difference(
                str(field.verbose_name),
                *(
                    value_in_words(field, getattr(each, field.attname), names)
                    for each in (step.before, event)
                ),
            )
            for field in changed_fields(step)
        ],
    )


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
    return (said(each) for each in change.differences if each.field != "stage")


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
