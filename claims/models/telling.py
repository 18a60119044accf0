"""Events of the history and entries of the record, told in plain words."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.text import capfirst

from .citations import Citation
from .claims import Claim, ClaimTag
from .comments import CommentMention
from .keys import ApiKey
from .links import ClaimLink
from .measures import Measure
from .partners import PartnerTopic
from .record import Entry, Event
from .reviews import Review
from .sources import SourceAuthor
from .webhooks import Webhook, WebhookTopic

DONE = {"insert": "added", "update": "changed", "delete": "removed"}
UNTOLD = {"id", "revision", "created_at"}
NOUNS: dict[type[models.Model], str] = {
    ClaimTag: "tag",
    CommentMention: "mention",
    PartnerTopic: "topic",
    WebhookTopic: "topic",
    SourceAuthor: "author",
}

# What a row is told by, where that is not a name of its own.
TOLD_BY: dict[type[models.Model], tuple[str, ...]] = {
    Citation: ("source",),
    Review: ("publisher", "verdict"),
    ClaimTag: ("tag",),
    CommentMention: ("user",),
    SourceAuthor: ("agent",),
    ClaimLink: ("to_claim",),
    PartnerTopic: ("topic",),
    WebhookTopic: ("topic",),
    Webhook: ("description", "url"),
    ApiKey: ("prefix",),
}
NAMES = ("name", "title", "label", "text", "statement")

# Their names are made of another row's.
NAMED_WITH: dict[type[models.Model], tuple[str, ...]] = {Measure: ("topic",)}
EVENTS = {
    Event.PUBLISHED: "published",
    Event.UPDATED: "published as an update",
    Event.CORRECTED: "published as a correction",
    Event.WITHDRAWN: "published: the claim is withdrawn",
}


class Difference(NamedTuple):
    """One field before and after; ``name`` is the model's, ``field`` the forms'."""

    field: str
    before: str
    after: str
    name: str = ""


class Place(NamedTuple):
    """Where a page ends: the moment, the table and the row of its last change."""

    at: datetime
    table: str
    row: int


class Change(NamedTuple):
    """One thing that somebody did, to one row."""

    place: Place
    row: uuid.UUID | None
    claim: uuid.UUID | None
    model: type[models.Model]
    label: str
    who: str
    user: int | None
    what: str
    subject: str
    why: str
    differences: list[Difference]

    @property
    def at(self) -> datetime:
        return self.place.at


def place(event: Any) -> Place:
    """Say where an event or entry stands among all."""
    if isinstance(event, Entry):
        return Place(event.at, event._meta.db_table, event.sequence)
    return Place(event.pgh_created_at, event._meta.db_table, event.pgh_id)


def tell(
    events: Sequence[Any], about: type[models.Model] | None = None
) -> list[Change]:
    """Put events in words; ``about`` is the model of the row whose history it is."""
    earlier = events_before(events)
    names = names_of([*events, *earlier.values()])
    return [
        change_of(event, earlier.get((type(event), event.pk)), names, about)
        for event in events
    ]


def change_of(
    event: Any, before: Any, names: dict[Any, Any], about: type[models.Model] | None
) -> Change:
    """Put one event in words."""
    if isinstance(event, Entry):
        return Change(
            place=place(event),
            row=None,
            claim=event.claim_id,
            model=Entry,
            label=event.event,
            who=event.by.get_username(),
            user=event.by_id,
            what=f"version {event.version} {EVENTS[Event(event.event)]}",
            subject="" if about else str(names[Claim].get(event.claim_id, "")),
            why=event.note,
            differences=[],
        )
    model = event.pgh_tracked_model
    context = event.pgh_context or {}
    noun = NOUNS.get(model, model._meta.verbose_name)
    return Change(
        place=place(event),
        row=getattr(event, "pgh_obj_id", None),
        claim=claim_of(event),
        model=model,
        label=event.pgh_label,
        who=context.get("username", ""),
        user=context.get("user"),
        what=f"{noun} {DONE[event.pgh_label]}",
        subject="" if model is about else subject(event, names, about),
        why=context.get("reason", ""),
        differences=list(differences(before, event, names, about)),
    )


def claim_of(event: Any) -> Any:
    """Give the key of the claim that an event is of, or of a part of."""
    if event.pgh_tracked_model is Claim:
        return event.pgh_obj_id
    return getattr(event, "claim_id", None) or getattr(event, "from_claim_id", None)


def subject(event: Any, names: dict[Any, Any], about: type[models.Model] | None) -> str:
    """Name the row that an event is of; away from its claim's page, the claim too."""
    model = event.pgh_tracked_model
    told = [
        words(field, getattr(event, field.attname), names)
        for field in told_fields(type(event))
        if field.name in TOLD_BY.get(model, NAMES)
    ]
    claim = claim_of(event)
    if about is None and claim and model is not Claim:
        told.append(str(names[Claim].get(claim, "")))
    return " · ".join(
        each if len(each) <= 80 else f"{each[:79]}…" for each in told if each
    )


def told_fields(table: type[models.Model]) -> list[Any]:
    """List the columns of a history table that people gave or brought about."""
    return [
        field
        for field in table._meta.concrete_fields
        if not field.name.startswith("pgh_")
        and not field.name.endswith("_range")
        and field.name not in UNTOLD
    ]


def differences(
    before: Any, after: Any, names: dict[Any, Any], about: type[models.Model] | None
) -> Iterator[Difference]:
    """Compare two events of one row field by field."""
    model = after.pgh_tracked_model
    if model._meta.proxy:
        # A many-to-many table: its row is told by its name alone.
        return
    for field in told_fields(type(after)):
        names_whole = about and field.remote_field and field.remote_field.model is about
        if names_whole and after.pgh_label != "update":
            # A part says nothing new by naming what it is part of, unless it moves.
            continue
        old = words(field, before and getattr(before, field.attname), names)
        new = words(field, getattr(after, field.attname), names)
        if after.pgh_label == "delete":
            # A removed row is told as it last was.
            old, new = new, ""
        if old != new:
            yield Difference(label_of(field), old, new, field.name)


def label_of(field: Any) -> str:
    """Name a column as the forms do."""
    return capfirst(field.verbose_name)


def words(field: Any, value: Any, names: dict[Any, Any]) -> str:
    """Say a column's value as the forms do."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if field.remote_field:
        return str(names[field.remote_field.model].get(value, "(no longer there)"))
    return str(dict(field.flatchoices or ()).get(value, value))


def events_before(events: Iterable[Any]) -> dict[tuple[type, int], Any]:
    """Fetch, for each event that changed a row, the one before it; two queries a table."""
    updates: dict[Any, list[int]] = defaultdict(list)
    for event in events:
        if getattr(event, "pgh_label", "") == "update":
            updates[type(event)].append(event.pk)
    found: dict[tuple[type, int], Any] = {}
    for table, keys in updates.items():
        rows = table._default_manager
        earlier = (
            rows.filter(
                pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id")
            )
            .order_by("-pgh_id")
            .values("pgh_id")[:1]
        )
        pairs = dict(
            rows.filter(pk__in=keys)
            .annotate(earlier=Subquery(earlier))
            .values_list("pk", "earlier")
        )
        bulk = rows.in_bulk([key for key in pairs.values() if key])
        found |= {(table, key): bulk[before] for key, before in pairs.items() if before}
    return found


def names_of(events: Iterable[Any]) -> dict[Any, Any]:
    """Fetch the rows that events refer to, a query a table; some may be gone."""
    keys: dict[Any, set[Any]] = defaultdict(set)
    for event in events:
        if isinstance(event, Entry):
            keys[Claim].add(event.claim_id)
            continue
        for field in told_fields(type(event)):
            if field.remote_field:
                keys[field.remote_field.model].add(getattr(event, field.attname))
    return {
        model: model._base_manager.select_related(*NAMED_WITH.get(model, ())).in_bulk(
            ids - {None}
        )
        for model, ids in keys.items()
    }
