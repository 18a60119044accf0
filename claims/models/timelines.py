"""What was done to a row, or by a person: reading the history and the record."""

import heapq
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import pghistory
from django.apps import apps
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q

from .citations import Citation
from .claims import Claim, ClaimTag
from .history import BY
from .keys import ApiKey
from .links import ClaimLink
from .partners import Partner, PartnerTopic
from .record import Entry
from .reviews import Review
from .sources import Source, SourceAuthor
from .telling import Change, Place, place, tell

PAGE = 50

# Further tables whose rows belong to a row, and the column that refers to it.
PARTS: dict[type[models.Model], tuple[tuple[type[models.Model], str], ...]] = {
    Claim: (
        (ClaimTag, "claim_id"),
        (Citation, "claim_id"),
        (Review, "claim_id"),
        (ClaimLink, "from_claim_id"),
        (Entry, "claim_id"),
    ),
    Source: ((SourceAuthor, "source_id"),),
    Partner: ((PartnerTopic, "partner_id"), (ApiKey, "partner_id")),
}


class Changes(NamedTuple):
    """A page of changes, newest first, and where the next one starts."""

    changes: list[Change]
    more: Place | None


def events_of(model: type[models.Model]) -> Any:
    """Find the table that keeps a model's history."""
    [table, *_] = pghistory.core.event_models(
        tracks_model=model, include_missing_pgh_obj=True
    )
    return table


def tracked_models() -> list[type[models.Model]]:
    """List the models that have a history."""
    tables: Any = apps.get_app_config("claims").get_models()
    return [
        table.pgh_tracked_model
        for table in tables
        if issubclass(table, pghistory.models.Event)
    ]


def timeline(
    row: models.Model,
    *,
    limit: int = PAGE,
    before: Place | None = None,
    by: int | None = None,
) -> Changes:
    """Tell what was done to a row and its parts, newest first, by anybody or one person.

    A claim's parts are its citations, reviews, tags and links, and the entries
    of the record. ``before`` is the place where the page before ended.
    """
    model = type(row)
    tables = [(model, "pgh_obj_id"), *PARTS.get(model, ())]
    strands = [
        strand(table, {column: row.pk}, before, limit + 1, by)
        for table, column in tables
    ]
    return page(strands, limit, about=model)


def changes_by(
    person: User,
    within: Iterable[type[models.Model]],
    *,
    limit: int = PAGE,
    before: Place | None = None,
) -> Changes:
    """Tell what one person did in some tables, newest first, each by its index."""
    strands = [strand(table, {}, before, limit + 1, person.pk) for table in within]
    return page(strands, limit, about=None)


def people_of(row: models.Model) -> dict[int, str]:
    """Name the people who changed a row or its parts."""
    model = type(row)
    found: dict[int, str] = {}
    for table, column in [(model, "pgh_obj_id"), *PARTS.get(model, ())]:
        if table is Entry:
            rows: Any = Entry.objects.using("default").filter(**{column: row.pk})
            told = rows.values_list("by", "by__username").distinct()
        else:
            rows = events_of(table)._default_manager.filter(**{column: row.pk})
            told = rows.values_list("pgh_context__user", "pgh_context__username")
        found |= dict(told.order_by().distinct())
    return {key: name for key, name in found.items() if key and name}


def strand(
    model: type[models.Model],
    where: dict[str, Any],
    before: Place | None,
    limit: int,
    by: int | None,
) -> Sequence[Any]:
    """Read the newest events of one table, one index scan."""
    if model is Entry:
        events: Any = Entry.objects.using("default").select_related("by")
        at, key = "at", "sequence"
        mine = Q(by=by)
    else:
        events = events_of(model)._default_manager.all()
        at, key = "pgh_created_at", "pgh_id"
        events = events.alias(pgh_by=BY)
        mine = Q(pgh_by=str(by))
    events = events.filter(**where)
    if by is not None:
        events = events.filter(mine)
    if before is not None:
        # At one moment, the tables follow one another by name.
        table = events.model._meta.db_table
        here = Q(**{at: before.at})
        if table == before.table:
            here &= Q(**{f"{key}__lt": before.row})
        elif table > before.table:
            here = Q(pk=None)
        events = events.filter(Q(**{f"{at}__lte": before.at})).filter(
            Q(**{f"{at}__lt": before.at}) | here
        )
    return list(events.order_by(f"-{at}", f"-{key}")[:limit])


def page(
    strands: Iterable[Sequence[Any]], limit: int, about: type[models.Model] | None
) -> Changes:
    """Twine the strands into one page, and tell it."""
    merged = heapq.merge(*strands, key=place, reverse=True)
    events = [event for event, _ in zip(merged, range(limit + 1), strict=False)]
    told, more = events[:limit], len(events) > limit
    return Changes(tell(told, about), place(told[-1]) if more else None)


def row_at(row: models.Model, revision: int) -> Any:
    """Give the event that holds a row as it was at a revision, if there was one."""
    return (
        events_of(type(row))
        ._default_manager.filter(pgh_obj_id=row.pk, revision=revision)
        .order_by("pgh_id")
        .first()
    )


def event_before(row: models.Model, event: int) -> Any:
    """Give the event that holds a row as it was before it was changed, or nothing."""
    events = events_of(type(row))._default_manager.filter(pgh_obj_id=row.pk)
    if not events.filter(pk=event, pgh_label="update").exists():
        return None
    return events.filter(pk__lt=event).order_by("-pgh_id").first()


def changes_since(row: models.Model, revision: int) -> list[Change]:
    """Tell what was done to a row itself after a revision of it, newest first."""
    events = (
        events_of(type(row))
        ._default_manager.filter(pgh_obj_id=row.pk, revision__gt=revision)
        .order_by("-pgh_id")
    )
    return tell(list(events), type(row))


def many_at(row: models.Model, name: str, moment: datetime | None) -> set[Any]:
    """Give the keys of a many-to-many column as they were just before a moment."""
    events = many_events(row, name)
    _, other = many_columns(row, name)
    if moment is not None:
        events = events.filter(pgh_created_at__lt=moment)
    there: set[Any] = set()
    for label, key in events.order_by("pgh_id").values_list("pgh_label", other):
        (there.discard if label == "delete" else there.add)(key)
    return there


def many_events(row: models.Model, name: str) -> Any:
    """Give the history of a many-to-many column of a row."""
    field = row._meta.get_field(name)
    own, _ = many_columns(row, name)
    [through] = [
        model
        for model in tracked_models()
        if model._meta.concrete_model is field.remote_field.through  # type: ignore[union-attr]
    ]
    return events_of(through)._default_manager.filter(**{own: row.pk})


def many_columns(row: models.Model, name: str) -> tuple[str, str]:
    """Name the columns of a many-to-many table: the row's own, and the other's."""
    field: Any = row._meta.get_field(name)
    return field.m2m_column_name(), field.m2m_reverse_name()
