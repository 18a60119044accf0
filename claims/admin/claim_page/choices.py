"""The rows that a page's autocomplete fields show, without a query a field."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin
from django.db import models


class Known:
    """A queryset to a widget that asks for its chosen rows; most are there already."""

    def __init__(self, queryset: Any, rows: dict[str, models.Model]) -> None:
        self.queryset = queryset
        self.rows = rows

    def using(self, alias: str) -> "Known":
        return self

    def filter(self, **where: Any) -> Iterable[models.Model]:
        [keys] = where.values()
        if keys <= self.rows.keys():
            return [self.rows[key] for key in keys]
        return self.queryset.filter(**where)


def give_rows(fields: Iterable[forms.Field], rows: Iterable[models.Model]) -> None:
    """Spare fields the queries for rows that the page has read."""
    known = {str(row.pk): row for row in rows}
    for field in fields:
        widget: Any = field.widget
        inner = getattr(widget, "widget", widget)
        if isinstance(inner, AutocompleteMixin):
            widget.choices.queryset = Known(widget.choices.queryset, known)
