"""The filters of the list of claims; each of them is served by an index."""

import datetime
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from unfold.contrib.filters.admin import (
    AutocompleteSelectMultipleFilter,
    DropdownFilter,
)
from unfold.contrib.filters.forms import CheckboxForm
from unfold.widgets import INPUT_CLASSES

from claims.admin.base import person
from claims.models import Claim, ClaimTag, Stage, Status
from claims.models.sizes import EXACT, counted

Claims = QuerySet[Claim]
ME, NOBODY = "me", "nobody"


class ChoiceFilter(DropdownFilter):
    """A choice from a list, with counts where they are asked for."""

    used_parameters: dict[str, Any]

    def get_facet_queryset(self, changelist: Any) -> dict[str, str]:
        """Count what each choice would leave, up to a limit and by index."""
        rows = changelist.get_queryset(self.request, self.expected_parameters())
        chosen = self.used_parameters.copy()
        counts = {}
        for number, (choice, _) in enumerate(self.lookup_choices):
            self.used_parameters[self.parameter_name] = choice
            counts[f"{number}__c"] = in_words(
                counted(self.queryset(self.request, rows))
            )
        self.used_parameters = chosen
        return counts


def in_words(number: int) -> str:
    """Say a count that stops one above the limit."""
    return f"{EXACT:,}+" if number > EXACT else f"{number:,}"


class ColumnFilter(ChoiceFilter):
    """A choice among the values of a column."""

    column: str

    def queryset(self, request: HttpRequest, queryset: Claims) -> Claims:
        value = self.value()
        if not value:
            return queryset
        if value not in dict(self.lookup_choices):
            raise IncorrectLookupParameters(f"No claim can have {value!r}.")
        return queryset.filter(**{self.column: value})


class StageFilter(ColumnFilter):
    """Where the work stands."""

    title, column, parameter_name = "stage", "stage", "stage__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Stage.choices


class StatusFilter(ColumnFilter):
    """What was found."""

    title, column, parameter_name = "status", "status", "status__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Status.choices


class LanguageFilter(ColumnFilter):
    """In which language the claim is."""

    title, column, parameter_name = "language", "language", "language__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [(tag, tag) for tag in Claim.objects.languages()]


class AssigneeFilter(ChoiceFilter):
    """Who works on it: oneself, nobody, or somebody."""

    title, parameter_name = "assignee", "assignee__id__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        people = User.objects.filter(is_staff=True, is_active=True)
        names = people.order_by("username").values_list("pk", "username")
        return [
            (ME, "Me"),
            (NOBODY, "Nobody"),
            *((str(key), name) for key, name in names),
        ]

    def queryset(self, request: HttpRequest, queryset: Claims) -> Claims:
        value = self.value()
        if not value:
            return queryset
        if value == NOBODY:
            return queryset.filter(assignee=None)
        key = person(request).pk if value == ME else value
        try:
            return queryset.filter(assignee=key)
        except ValueError as error:
            raise IncorrectLookupParameters(error) from error


def today() -> datetime.date:
    """Give the day it is at the desk."""
    return timezone.localdate()


MARKS: dict[str, tuple[str, Callable[[Any], Claims]]] = {
    "overdue": ("Overdue", lambda claims: claims.overdue(today())),
    "recheck": ("To re-check", lambda claims: claims.to_recheck(today())),
    "differs": (
        "Differs from record",
        lambda claims: claims.filter(unpublished_change__isnull=False),
    ),
    "conflict": (
        "Figures in conflict",
        lambda claims: claims.filter(figure_conflict__isnull=False),
    ),
}


class MarkForm(CheckboxForm):
    """Boxes to tick; a drop-down says that it takes several, these need not."""

    def __init__(self, *args: Any, multiple: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class MarkFilter(ChoiceFilter):
    """What asks for work; all that is chosen has to hold."""

    title, parameter_name, multiple = "what needs work", "marked", True
    form_class = MarkForm
    all_option = None

    def __init__(self, request: HttpRequest, params: Any, *args: Any) -> None:
        chosen = params.get(self.parameter_name, [])
        super().__init__(request, params, *args)
        self.used_parameters[self.parameter_name] = chosen

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [(name, words) for name, (words, _) in MARKS.items()]

    def queryset(self, request: HttpRequest, queryset: Claims) -> Claims:
        chosen = self.value() or []
        for name in [chosen] if isinstance(chosen, str) else chosen:
            if name not in MARKS:
                raise IncorrectLookupParameters(f"{name} is no mark.")
            queryset = MARKS[name][1](queryset)
        return queryset


class TagFilter(AutocompleteSelectMultipleFilter):
    """One of some tags."""

    def queryset(self, request: HttpRequest, queryset: Claims) -> Claims:
        if not self.value():
            return queryset
        try:
            keys = [uuid.UUID(key) for key in self.value() or []]
        except ValueError as error:
            raise IncorrectLookupParameters(error) from error
        tagged = ClaimTag.objects.filter(tag__in=keys)
        return queryset.filter(pk__in=tagged.values("claim"))


class DaysForm(forms.Form):
    """The first and the last day, in the browser's own calendar."""

    def __init__(self, title: str, name: str, data: dict[str, Any]) -> None:
        super().__init__(data)
        for part in ("from", "to"):
            widget = forms.DateInput(
                {
                    "type": "date",
                    "class": " ".join(INPUT_CLASSES),
                    "aria-label": f"{title.capitalize()} {part}",
                }
            )
            self.fields[f"{name}_{part}"] = forms.DateField(
                label="", required=False, widget=widget
            )


class DaysFilter(admin.ListFilter):
    """A range of days, either end open."""

    template = "unfold/filters/filters_date_range.html"
    parameter_name: str
    used_parameters: dict[str, Any]

    def __init__(
        self, request: HttpRequest, params: Any, model: Any, model_admin: Any
    ) -> None:
        super().__init__(request, params, model, model_admin)
        self.days: list[datetime.date | None] = []
        for name in map(str, self.expected_parameters()):
            text = params.pop(name, [""])[-1]
            try:
                day = datetime.date.fromisoformat(text) if text else None
            except ValueError as error:
                raise IncorrectLookupParameters(error) from error
            self.used_parameters[name] = text
            self.days.append(day)

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return [f"{self.parameter_name}_from", f"{self.parameter_name}_to"]

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        form = DaysForm(str(self.title), self.parameter_name, self.used_parameters)
        yield {"form": form, "parameter_name": self.parameter_name}

    def queryset(self, request: HttpRequest, queryset: Claims) -> Claims:
        first, last = self.days
        if first:
            queryset = queryset.filter(**{f"{self.parameter_name}__gte": first})
        if last:
            queryset = queryset.filter(**{f"{self.parameter_name}__lte": last})
        return queryset


class DueFilter(DaysFilter):
    """When it is due."""

    title, parameter_name = "due date", "due_on"


class RecheckFilter(DaysFilter):
    """When to look again."""

    title, parameter_name = "re-check date", "recheck_on"


class ClaimedFilter(DaysFilter):
    """When it was said: some day of the range may be meant."""

    title, parameter_name = "day it was said", "claimed"

    def queryset(self, request: HttpRequest, queryset: Claims) -> Claims:
        first, last = self.days
        if not (first or last):
            return queryset
        if first and last and first > last:
            return queryset.none()
        after = last and last < datetime.date.max and last + datetime.timedelta(1)
        return queryset.filter(claimed_range__overlap=(first, after or None))


class RecordedFilter(DaysFilter):
    """When it was written down, told by its key, which begins with the time."""

    title, parameter_name = "day it was recorded", "recorded"

    def queryset(self, request: HttpRequest, queryset: Claims) -> Claims:
        first, last = self.days
        if first:
            queryset = queryset.filter(pk__gte=first_key(first))
        if last and last < datetime.date.max:
            queryset = queryset.filter(pk__lt=first_key(last + datetime.timedelta(1)))
        return queryset


def first_key(day: datetime.date) -> uuid.UUID:
    """Give the lowest UUIDv7 that may be made on a day."""
    midnight = datetime.datetime.combine(
        day, datetime.time(), timezone.get_default_timezone()
    )
    return uuid.UUID(int=max(0, int(midnight.timestamp() * 1000)) << 80)
