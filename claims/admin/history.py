"""The history page of a row: every change, by whom and why, from its event tables."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

import pghistory
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

DONE = {"insert": "added", "update": "changed", "delete": "removed"}
UNTOLD = {"id", "revision", "created_at"}


class Difference(NamedTuple):
    """One field before and after."""

    field: str
    before: str
    after: str


class Change(NamedTuple):
    """One line of a row's history."""

    at: datetime
    who: str
    what: str
    why: str
    differences: list[Difference]


def events_of(model: type[models.Model]) -> Any:
    """Find the table that keeps a model's history."""
    tables = pghistory.core.event_models(
        tracks_model=model, include_missing_pgh_obj=True
    )
    return tables[0]


def changes_of(model: type[models.Model], key: str, value: Any) -> Iterator[Change]:
    """Tell the changes of the rows whose ``key`` is ``value``, oldest first."""
    table = events_of(model)
    fields = [
        field
        for field in table._meta.concrete_fields
        if not field.name.startswith("pgh_")
        and not field.name.endswith("_range")
        and field.attname not in {*UNTOLD, key}
    ]
    events = list(table._default_manager.filter(**{key: value}).order_by("pgh_id"))
    names = names_of(fields, events)
    before: dict[Any, Any] = {}
    for event in events:
        row = event.id
        context = event.pgh_context or {}
        yield Change(
            at=event.pgh_created_at,
            who=context.get("username", ""),
            what=f"{model._meta.verbose_name} {DONE[event.pgh_label]}",
            why=context.get("reason", ""),
            differences=list(differences(fields, before.get(row), event, names)),
        )
        before[row] = event


def differences(
    fields: Iterable[Any], before: Any, after: Any, names: dict[Any, Any]
) -> Iterator[Difference]:
    """Compare two events of one row field by field."""
    for field in fields:
        old = words(field, getattr(before, field.attname, None), names)
        new = words(field, getattr(after, field.attname), names)
        # A removed row is told as it last was.
        if old != new or (after.pgh_label == "delete" and new):
            yield Difference(field.verbose_name, old, new)


def words(field: Any, value: Any, names: dict[Any, Any]) -> str:
    """Say a column's value as the forms do."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}"
    if field.remote_field:
        return str(names[field.remote_field.model].get(value, value))
    return str(dict(field.flatchoices).get(value, value))


def names_of(fields: Iterable[Any], events: Iterable[Any]) -> dict[Any, Any]:
    """Fetch the rows that events refer to, a query a table; some may be gone."""
    keys: dict[Any, set[Any]] = defaultdict(set)
    for field in fields:
        if field.remote_field:
            keys[field.remote_field.model] |= {
                getattr(event, field.attname) for event in events
            }
    return {
        model: model._base_manager.in_bulk(ids - {None}) for model, ids in keys.items()
    }


class HistoryPage:
    """The link “History” leads to the rows' own history, not to the admin's log.

    ``history_with`` names further tables whose rows belong to a row, and the
    column that refers to it.
    """

    history_with: tuple[tuple[type[models.Model], str], ...] = ()

    def history_view(
        self: Any,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        tables = [(self.model, "id"), *self.history_with]
        changes = [
            change for model, key in tables for change in changes_of(model, key, row.pk)
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": "History",
            "subtitle": str(row),
            "opts": self.opts,
            "media": self.media,
            "original": row,
            "changes": sorted(changes, key=lambda change: change.at, reverse=True),
        }
        return TemplateResponse(request, "admin/claims/history.html", context)
