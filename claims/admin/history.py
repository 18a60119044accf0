"""The History tab of a row, what one person did, and the page that restores."""

from collections.abc import Callable, Iterable
from datetime import datetime
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from unfold.widgets import UnfoldAdminTextareaWidget

from claims.documents import address
from claims.models import (
    Change,
    Changes,
    Citation,
    ClaimTag,
    DeskRow,
    Entry,
    PartnerTopic,
    SourceAuthor,
    TextFormField,
    changes_by,
    people_of,
    timeline,
    tracked_models,
)
from claims.models.telling import Place, tell
from claims.models.timelines import PARTS, events_of
from claims.services.history import (
    restore_author,
    restore_citation,
    restore_tag,
    restore_values,
)
from claims.text import PROSE

from .conflicts import number
from .refusals import RefusedError, person, refusals, show_refusal

# What may be brought back of a removed row, by its service and the right it needs.
REMOVED: dict[type[models.Model], tuple[Callable[..., Any], str]] = {
    Citation: (restore_citation, "claims.add_citation"),
    ClaimTag: (restore_tag, "claims.change_claim"),
    SourceAuthor: (restore_author, "claims.change_source"),
}


class Line(NamedTuple):
    """A change with what a person can do from it."""

    change: Change
    url: str
    person_url: str
    restore_url: str


class RestoreForm(forms.Form):
    """Which of the values that a change took are to stand again, and why."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    names = forms.MultipleChoiceField(
        label="What to restore", widget=forms.CheckboxSelectMultiple
    )
    reason = TextFormField(
        kind=PROSE,
        label="Reason",
        max_length=2000,
        required=False,
        widget=UnfoldAdminTextareaWidget({"rows": 3}),
        help_text="For the history; it stays at the desk.",
    )


def written(place: Place) -> str:
    """Write a place down for an address."""
    return f"{place.at.isoformat()}/{place.table}/{place.row}"


def place_in(text: str) -> Place | None:
    """Read a place from an address; what is none leads to the first page."""
    try:
        at, table, row = text.split("/")
        place = Place(datetime.fromisoformat(at), table, int(row))
    except ValueError:
        return None
    return place if place.at.tzinfo else None


def row_url(change: Change) -> str:
    """Give the page of what changed: a part is on its claim's page, an entry public."""
    if change.model is Entry:
        version = change.what.split()[1]
        return address(change.claim, "versions", version)
    name = change.model._meta.model_name
    key = change.row
    if change.model not in admin.site._registry:
        name, key = "claim", change.claim
    return reverse(f"admin:claims_{name}_change", args=[quote(key)]) if key else ""


def person_url(change: Change) -> str:
    """Give the page of what a person changed."""
    if not change.user:
        return ""
    return reverse("admin:auth_user_changes", args=[change.user])


def can_restore(change: Change, by: User) -> bool:
    """Tell whether a change took something that this person may bring back."""
    if change.label == "delete" and change.model in REMOVED:
        return by.has_perm(REMOVED[change.model][1])
    if change.label != "update" or not issubclass(change.model, DeskRow):
        return False
    return bool(restorable(change)) and by.has_perm(
        f"claims.{get_permission_codename('change', change.model._meta)}"
    )


def restorable(change: Change) -> list[tuple[str, str]]:
    """List the columns whose value before a change people may set, with labels."""
    return [
        (each.name, f"{each.field}: {each.before or '(empty)'}")
        for each in change.differences
        if change.model._meta.get_field(each.name).editable
    ]


def viewable(by: User) -> list[type[models.Model]]:
    """List the tables, the record among them, whose rows a person may view."""
    seen: dict[Any, str] = {
        ClaimTag: "claim",
        SourceAuthor: "source",
        PartnerTopic: "partner",
    }
    models_told: list[Any] = [*tracked_models(), Entry]
    return [
        model
        for model in models_told
        if by.has_perm(
            f"{model._meta.app_label}.view_{seen.get(model, model._meta.model_name)}"
        )
    ]


def history_page(
    request: HttpRequest,
    model_admin: Any,
    changes: Changes,
    lines: Iterable[Line],
    **context: Any,
) -> TemplateResponse:
    """Show a page of changes."""
    query = {"by": request.GET.get("by", "")}
    more = changes.more and urlencode({**query, "before": written(changes.more)})
    return TemplateResponse(
        request,
        "admin/claims/history.html",
        {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "media": model_admin.media,
            "lines": list(lines),
            "more": more,
            "is_first": "before" not in request.GET,
            **context,
        },
    )


class HistoryPage:
    """The link “History” leads to the rows' own history, not to the admin's log."""

    def get_urls(self: Any) -> list[Any]:
        view = self.admin_site.admin_view(self.restore_view)
        name = f"claims_{self.opts.model_name}_restore"
        return [
            path("<path:object_id>/restore/<slug:part>/<int:event>/", view, name=name),
            *super().get_urls(),  # type: ignore[misc]
        ]

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
        by = request.GET.get("by", "")
        changes = timeline(
            row,
            before=place_in(request.GET.get("before", "")),
            by=number(by),
        )
        lines = (
            Line(
                each,
                row_url(each) if each.model is Entry else "",
                person_url(each),
                restore_url(self, row, each)
                if can_restore(each, person(request))
                else "",
            )
            for each in changes.changes
        )
        return history_page(
            request,
            self,
            changes,
            lines,
            title="History",
            subtitle=str(row),
            original=row,
            people=sorted(people_of(row).items(), key=lambda each: each[1]),
            by=by,
        )

    def restore_view(
        self: Any, request: HttpRequest, object_id: str, part: str, event: int
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        change = row and change_of(row, part, event)
        if change is None:
            raise Http404
        if not can_restore(change, person(request)):
            raise PermissionDenied
        target = row
        if change.label == "update" and change.row != row.pk:
            target = change.model._base_manager.filter(pk=change.row).first()
            if target is None:
                raise Http404
        form = RestoreForm(request.POST or None, initial={"revision": target.revision})
        choices = restorable(change) if change.label == "update" else []
        form.fields["names"].choices = choices  # type: ignore[attr-defined]
        form.fields["names"].initial = [name for name, _ in choices]
        if not choices:
            del form.fields["names"]
        status = HTTPStatus.OK
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic(), refusals():
                    restore(target, change, by=person(request), **form.cleaned_data)
            except RefusedError as refusal:
                show_refusal(form, refusal.error)
                status = refusal.status
            else:
                self.message_user(request, "Restored.", messages.SUCCESS)
                name = f"admin:claims_{self.opts.model_name}_history"
                return HttpResponseRedirect(reverse(name, args=[quote(row.pk)]))
        context = {
            **self.admin_site.each_context(request),
            "title": "Restore",
            "subtitle": str(row),
            "opts": self.opts,
            "original": row,
            "change": change,
            "form": form,
            "back": reverse(
                f"admin:claims_{self.opts.model_name}_history", args=[quote(row.pk)]
            ),
            "media": self.media + form.media,
        }
        return TemplateResponse(
            request, "admin/claims/restore.html", context, status=status
        )


def change_of(row: models.Model, part: str, event: int) -> Change | None:
    """Find a change of a row, or of a part of it, that took something."""
    tables = [(type(row), "pgh_obj_id"), *PARTS.get(type(row), ())]
    for model, column in tables:
        if model is Entry or model._meta.model_name != part:
            continue
        events = events_of(model)._default_manager.filter(**{column: row.pk})
        return next(iter(tell(list(events.filter(pk=event)), type(row))), None)
    return None


def restore(row: Any, change: Change, *, revision: int, by: User, **words: Any) -> None:
    """Call the service that brings back what a change took."""
    event = change.place.row
    if change.label == "update":
        restore_values(row, event=event, revision=revision, by=by, **words)
    elif change.model is Citation:
        restore_citation(row, event=event, by=by, **words)
    else:
        service, _ = REMOVED[change.model]
        service(row, event=event, revision=revision, by=by, **words)


def restore_url(model_admin: Any, row: models.Model, change: Change) -> str:
    """Give the page that asks before it restores what a change took."""
    return reverse(
        f"admin:claims_{model_admin.opts.model_name}_restore",
        args=[quote(row.pk), change.model._meta.model_name, change.place.row],
    )


class PersonChanges:
    """A page of a person that lists what they changed, of what its reader may view."""

    def get_urls(self: Any) -> list[Any]:
        view = self.admin_site.admin_view(self.changes_view)
        return [
            path("<int:person_id>/changes/", view, name="auth_user_changes"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def changes_view(self: Any, request: HttpRequest, person_id: int) -> HttpResponse:
        tables = viewable(person(request))
        if not tables:
            raise PermissionDenied
        who = User.objects.filter(pk=person_id).first()
        if who is None:
            raise Http404
        changes = changes_by(
            who, tables, before=place_in(request.GET.get("before", ""))
        )
        lines = (Line(each, row_url(each), "", "") for each in changes.changes)
        return history_page(
            request,
            self,
            changes,
            lines,
            title=f"What {who} changed",
            subtitle=None,
        )
