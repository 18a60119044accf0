"""What every page of the desk shares: services write, and refuse in the form."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.contrib.postgres.fields.ranges import RangeField
from django.core.exceptions import FieldError, ValidationError
from django.db import models, transaction
from django.db.models.sql import Query
from django.http import HttpRequest
from django.utils.functional import cached_property
from unfold.admin import ModelAdmin
from unfold.forms import PaginationInlineFormSet
from unfold.widgets import UnfoldAdminTextareaWidget

from claims.models import DeskRow, Prose
from claims.services.receipts import fill_receipt, take_receipt
from claims.services.rows import record_row, revise_row

from .conflicts import (
    UNCHOSEN,
    Conflict,
    conflicts_of,
    has_changed,
    plain_number,
    reconcile,
    refuse_stale,
)
from .history import HistoryPage
from .posts import TOKEN, new_token, post_key, row_key
from .refusals import RefusedError, person, refusals, show_refusal
from .removals import settle_removed

# What the address of a list may ask of a field.
LOOKUPS = {"exact", "in", "isnull", "gt", "gte", "lt", "lte", "icontains"}
UNASKED = (models.DecimalField, models.GeneratedField, RangeField)

KEPT = (
    "Nothing is saved yet: somebody changed this while you worked on it. Compare "
    "what they wrote with what you typed, choose, and save again."
)


def named(field: str) -> Callable[[Any], str]:
    """Show a person by name, without a link to an account most may not open."""

    @admin.display(description=field.replace("_", " "))
    def show(row: Any) -> str:
        return str(getattr(row, field) or "")

    return show


class SeenField(forms.IntegerField):
    """The revision a person saw when the page was opened; never a change of theirs."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class ServiceForm(forms.ModelForm):
    """A form whose values go to a service, and that shows what it refused."""

    refusal: RefusedError | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in self.initial.items():
            self.initial[name] = plain_number(value)

    @cached_property
    def changed_data(self) -> list[str]:
        """List what was changed; browsers end a line in their own way."""
        return [
            name
            for name in super().changed_data
            if has_changed(
                self.fields[name],
                self[name].initial,
                self[name].data,
            )
        ]

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.refusal and self.refusal.prefix == self.prefix:
            show_refusal(self, self.refusal.error)

    def values(self) -> dict[str, Any]:
        """Give what the person changed, as services take it."""
        changed = {name: self.cleaned_data[name] for name in self.changed_data}
        return {
            name: list(value) if isinstance(value, models.QuerySet) else value
            for name, value in changed.items()
        }


class DeskForm(ServiceForm):
    """A form for a row with a revision, which meets what others did to it."""

    seen = SeenField(required=False)
    conflict: Conflict | None = None
    is_stale = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.revision
        self.unchosen: list[str] = []
        if self.is_bound and not self.instance._state.adding:
            reconcile(self)

    def _post_clean(self) -> None:
        super()._post_clean()
        for name in self.unchosen:
            self.add_error(name, UNCHOSEN)


class ServiceFormSet(PaginationInlineFormSet):
    """Inline rows; a subclass says which services write them."""

    by: User
    refusal: RefusedError | None = None
    record: Callable[..., models.Model]
    revise: Callable[..., models.Model]
    remove: Callable[..., None]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unchosen: list[str] = []
        self.conflicts: list[Conflict] = []
        if self.is_bound and issubclass(self.form, DeskForm):
            self.conflicts = settle_removed(self)

    def clean(self) -> None:
        super().clean()
        if self.unchosen:
            raise ValidationError(self.unchosen)
        if self.refusal and self.refusal.prefix == self.prefix:
            raise ValidationError(self.refusal.error.messages)

    def save_new(self, form: Any, commit: bool = True) -> models.Model:
        key = row_key(self.by, form)
        with refusals(form.prefix):
            if key is None:
                return self.record(form.values())
            receipt, is_first = take_receipt(key)
            if not is_first:
                return form.instance
            row = self.record(form.values())
            fill_receipt(receipt, row.pk)
            return row

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> models.Model:
        with refusals(form.prefix):
            return self.revise(obj, form.cleaned_data["seen"], form.values())

    def delete_existing(self, obj: Any, commit: bool = True) -> None:
        # A row to be removed is not validated, so its refusal stands above them all.
        form = next(form for form in self.initial_forms if form.instance == obj)
        with refusals(self.prefix):
            self.remove(obj, form.cleaned_data.get("seen"))


class ProseWidgets:
    """Give texts of several lines an area to be typed in."""

    formfield_overrides: dict[Any, Any] = {
        Prose: {"widget": UnfoldAdminTextareaWidget({"rows": 4})}
    }


class ServiceInline(ProseWidgets):
    """An inline whose rows are written by services."""

    formset = ServiceFormSet
    extra = 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)  # type: ignore[misc]
        formset.by = person(request)
        formset.refusal = formset.form.refusal = getattr(request, "refusal", None)
        return formset


class NamedCells:
    """A table whose controls carry their column's name, since cells have no label."""

    def formfield_for_dbfield(self, *args: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(*args, **kwargs)  # type: ignore[misc]
        field.widget.attrs["aria-label"] = field.label.capitalize()
        return field


class ReadOnlyInline:
    """An inline that shows rows and changes none."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ListedAdmin(ModelAdmin):
    """How every list behaves; nobody deletes from the desk."""

    show_full_result_count = False
    list_fullwidth = True
    compressed_fields = False

    class Media:
        css = {"all": ["claims/desk.css"]}
        js = ["claims/desk.js"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Refuse lookups that no list links to: some raise on values they are given."""
        try:
            found = Query(self.model).names_to_path(lookup.split("__"), self.opts)
        except FieldError:
            # A parameter that a filter has named itself.
            return super().lookup_allowed(lookup, value, request)
        _, field, _, rest = found
        if isinstance(field, UNASKED) or not set(rest) <= LOOKUPS:
            return False
        return super().lookup_allowed(lookup, value, request)


class ReadOnlyAdmin(ListedAdmin):
    """Pages that show rows and change none."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class DeskAdmin(ProseWidgets, HistoryPage, ListedAdmin):
    """Pages of rows that services write.

    One post is one transaction. What a service refuses comes back in the form
    with what was typed, with status 409 when somebody else was first.
    """

    form = DeskForm
    warn_unsaved_form = True

    def record(self, row: Any, by: User, values: dict[str, Any]) -> DeskRow:
        return record_row(row, by=by, **values)

    def revise(self, row: Any, seen: Any, by: User, values: dict[str, Any]) -> DeskRow:
        return revise_row(row, revision=seen, by=by, **values)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def _changeform_view(self, request: Any, *args: Any) -> Any:
        try:
            with transaction.atomic():
                response = self.save_once(request, *args)
                refuse_stale(response)
                return response
        except RefusedError as refusal:
            request.refusal = refusal
        # The forms are made again from the same post and now carry the refusal,
        # so nothing is saved and the page is shown with what was typed.
        status = request.refusal.status
        if status == HTTPStatus.CONFLICT:
            self.message_user(request, KEPT, messages.ERROR)
            # Whichever row it was, its own panel says so; the page as a whole waits.
            request.refusal = RefusedError(None, request.refusal.error)
        response = super()._changeform_view(request, *args)
        response.status_code = status
        return response

    def save_once(self, request: Any, *args: Any) -> Any:
        """Save a post, unless it was saved already: then answer as the first time."""
        key = post_key(request)
        if key is None:
            return super()._changeform_view(request, *args)
        receipt, is_first = take_receipt(key)
        object_id = args[0]
        if not is_first:
            row = self.model._base_manager.get(pk=receipt.row)
            if object_id is None:
                return self.response_add(request, row)
            return self.response_change(request, row)
        response = super()._changeform_view(request, *args)
        if saved := getattr(request, "saved", None):
            fill_receipt(receipt, saved.pk)
        else:
            receipt.delete()
        return response

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        formsets = [each.formset for each in context["inline_admin_formsets"]]
        context["conflicts"] = conflicts_of(context["adminform"].form, formsets)
        context["token"] = request.POST.get(TOKEN) or new_token()
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        by, values = person(request), form.values()
        with refusals(form.prefix):
            if not change:
                saved = self.record(obj, by, values)
            elif values:
                saved = self.revise(obj, form.cleaned_data["seen"], by, values)
            else:
                return
        # What follows (inline rows, the log, the answer) goes on with this object.
        vars(obj).update(vars(saved))

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Save the inline rows; the service has set the many-to-many values."""
        for formset in formsets:
            self.save_formset(request, form, formset, change)
        request.saved = form.instance  # type: ignore[attr-defined]
