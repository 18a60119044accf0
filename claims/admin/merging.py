"""The page that makes one of two rows: what differs, what moves, and which one stays."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, quote, unquote
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.decorators import action

from claims.models import Agent, Claim, MergeableRow, Source, Stage
from claims.services.base import ConflictError
from claims.services.merging import (
    hanging_on,
    merge_agents,
    merge_claims,
    merge_sources,
)

from .base import RefusedError, person, refusals, show_refusal
from .step_forms import area

SERVICES: dict[type[models.Model], Callable[..., Any]] = {
    Agent: merge_agents,
    Claim: merge_claims,
    Source: merge_sources,
}
# Columns that make sense only together are taken together.
TOGETHER = {
    "figure": ("wording", "comparator", "value", "upper", "measure"),
    "withholding": ("is_withheld", "withheld_reason"),
}
LEFT, RIGHT = "left", "right"


@dataclass(frozen=True)
class Difference:
    """What two rows say differently, under the name it is chosen by."""

    name: str
    label: str
    fields: tuple[str, ...]
    left: str
    right: str

    @property
    def field(self) -> str:
        return f"take_{self.name}"


class MergeForm(forms.Form):
    """Which row stays, what is taken from which, and why."""

    stays = forms.ChoiceField(choices=[(LEFT, LEFT), (RIGHT, RIGHT)])
    seen_left = forms.IntegerField(widget=forms.HiddenInput)
    seen_right = forms.IntegerField(widget=forms.HiddenInput)
    reason = area(max_length=2000, help_text="Why they are one, for the desk.")

    def __init__(
        self, *args: Any, differences: list[Difference], has_public: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for each in differences:
            self.fields[each.field] = forms.ChoiceField(
                choices=[(LEFT, each.left), (RIGHT, each.right)], label=each.label
            )
        if has_public:
            self.fields["note"] = area(
                label="Public note",
                max_length=2000,
                required=False,
                help_text="What readers of a public claim that goes are told.",
            )

    def texts(self) -> list[forms.BoundField]:
        """Give the fields that are typed in, for the template."""
        return [self[name] for name in ("reason", "note") if name in self.fields]


class MergePages:
    """Pages of rows that can be merged; a merged row's address leads to what it became."""

    actions_detail = ["merge"]

    def has_merge_permission(
        self: Any, request: HttpRequest, object_id: Any = None
    ) -> bool:
        return request.user.has_perm(f"claims.merge_{self.opts.model_name}")

    def _get_obj_does_not_exist_redirect(
        self: Any, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        row = self.model.with_merged.filter(pk=as_key(self.model, object_id)).first()
        if row is None:
            return super()._get_obj_does_not_exist_redirect(  # type: ignore[misc]
                request, opts, object_id
            )
        kept = self.model.with_merged.standing_for(row)
        self.message_user(request, f"“{row}” was merged into this one.", messages.INFO)
        return HttpResponseRedirect(page_of(kept))

    @action(description="Merge …", permissions=["merge"], url_path="merge")
    def merge(self: Any, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for the other row, then for what is taken from which; and merge."""
        left = self.get_object(request, unquote(object_id))
        if left is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        given = request.POST.get("other") or request.GET.get("other", "")
        rows = self.model.objects.exclude(pk=left.pk)
        right = rows.filter(pk=as_key(self.model, given)).first()
        if right is None:
            if given:
                self.message_user(
                    request, "Choose another of the list.", messages.ERROR
                )
            return self.show_merge(request, left)
        differences = list(differences_of(self, request, left, right))
        setting: dict[str, Any] = {
            "differences": differences,
            "has_public": any(is_public(row) for row in (left, right)),
        }
        if request.method != "POST" or "stays" not in request.POST:
            form = MergeForm(initial=suggested(left, right, differences), **setting)
            return self.show_merge(request, left, right, form, differences)
        form = MergeForm(request.POST, **setting)
        if not form.is_valid():
            return self.show_merge(request, left, right, form, differences)
        try:
            with transaction.atomic(), refusals():
                kept = merged_by(person(request), left, right, form, differences)
                self.log_change(request, kept, "Merged with a duplicate.")
        except RefusedError as refusal:
            if isinstance(refusal.error, ConflictError):
                # What the person decides next, they decide on what now stands.
                seen = {"seen_left": left.revision, "seen_right": right.revision}
                form.data = {**request.POST.dict(), **seen}
            show_refusal(form, refusal.error)
            return self.show_merge(
                request, left, right, form, differences, status=refusal.status
            )
        self.message_user(request, f"They are one: “{kept}”.", messages.SUCCESS)
        return HttpResponseRedirect(page_of(kept))

    def show_merge(
        self: Any,
        request: HttpRequest,
        left: MergeableRow,
        right: MergeableRow | None = None,
        form: MergeForm | None = None,
        differences: list[Difference] = [],  # noqa: B006 - read only
        *,
        status: int = HTTPStatus.OK,
    ) -> HttpResponse:
        widget = AutocompleteSelect(
            self.model._meta.get_field("merged_into"), self.admin_site
        )
        choose = forms.ModelChoiceField(
            self.model.objects.exclude(pk=left.pk), widget=widget, label="Merge with"
        )
        chooser = forms.Form()
        chooser.fields["other"] = choose
        context = {
            **self.admin_site.each_context(request),
            "title": "Merge",
            "subtitle": str(left),
            "opts": self.opts,
            "original": left,
            "left": left,
            "right": right,
            "form": form,
            "chooser": chooser,
            "choices": [(each, form[each.field].value()) for each in differences]
            if form
            else [],
            "sides": [side(LEFT, left), *([side(RIGHT, right)] if right else [])],
            "back": page_of(left),
            "media": self.media + chooser.media,
        }
        return TemplateResponse(
            request, "admin/claims/merge.html", context, status=status
        )


def merged_by(
    by: Any,
    left: MergeableRow,
    right: MergeableRow,
    form: MergeForm,
    differences: list[Difference],
) -> MergeableRow:
    """Merge as a person decided."""
    taken = form.cleaned_data
    rows = {LEFT: left, RIGHT: right}
    stays = taken["stays"]
    goes = RIGHT if stays == LEFT else LEFT
    values = {
        name: value_of(rows[goes], name)
        for each in differences
        if taken[each.field] == goes
        for name in each.fields
    }
    if "note" in taken and isinstance(left, Claim):
        values["note"] = taken["note"]
    return SERVICES[type(left)](
        rows[stays],
        rows[goes],
        revisions=(taken[f"seen_{stays}"], taken[f"seen_{goes}"]),
        by=by,
        reason=taken["reason"],
        **values,
    )


def differences_of(
    page: Any, request: HttpRequest, left: MergeableRow, right: MergeableRow
) -> Iterator[Difference]:
    """Compare what people can set, in the order of the form."""
    names = flatten_fieldsets(page.get_fieldsets(request, left))
    done = {"seen", *page.get_readonly_fields(request, left)}
    for name in names:
        if name in done:
            continue
        group = next((key for key, parts in TOGETHER.items() if name in parts), name)
        fields = tuple(each for each in TOGETHER.get(group, (name,)) if each in names)
        done |= set(fields)
        if any(value_of(left, each) != value_of(right, each) for each in fields):
            label = (
                group
                if group in TOGETHER
                else str(cast(Any, left._meta.get_field(name)).verbose_name)
            )
            yield Difference(
                group, label, fields, words_of(left, fields), words_of(right, fields)
            )


def suggested(
    left: MergeableRow, right: MergeableRow, differences: list[Difference]
) -> dict[str, Any]:
    """Start from the one that is public, or else the older; fill it from the other."""
    stays = LEFT
    if (is_public(right) and not is_public(left)) or (
        is_public(left) == is_public(right) and right.created_at < left.created_at
    ):
        stays = RIGHT
    taken = {
        each.field: stays
        if (each.left if stays == LEFT else each.right)
        else (RIGHT if stays == LEFT else LEFT)
        for each in differences
    }
    seen = {"seen_left": left.revision, "seen_right": right.revision}
    return {"stays": stays, **seen, **taken}


def value_of(row: models.Model, name: str) -> Any:
    """Give a field's value as services take it."""
    value = getattr(row, name)
    if isinstance(row._meta.get_field(name), models.ManyToManyField):
        return list(value.all())
    return value


def words_of(row: models.Model, fields: tuple[str, ...]) -> str:
    """Say what a row holds in some fields, empty for nothing."""
    return ", ".join(filter(None, (word_of(row, name) for name in fields)))


def word_of(row: models.Model, name: str) -> str:
    """Say what a row holds in one field."""
    value = value_of(row, name)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else ""
    if display := getattr(row, f"get_{name}_display", None):
        return str(display())
    if isinstance(row._meta.get_field(name), models.DecimalField) and value is not None:
        return f"{value.normalize():,f}"
    return "" if value is None else str(value)


def side(name: str, row: MergeableRow) -> dict[str, Any]:
    """Describe one of the two for the template: what moves away should it go."""
    counted: Counter[Any] = Counter()
    for move, rows in hanging_on(row):
        counted[move.model._meta] += rows.count()
    moving = [
        f"{number} {meta.verbose_name if number == 1 else meta.verbose_name_plural}"
        for meta, number in counted.items()
        if number
    ]
    return {
        "name": name,
        "row": row,
        "url": page_of(row),
        "moving": moving,
        "is_public": is_public(row),
        "stage": row.get_stage_display() if isinstance(row, Claim) else "",
    }


def is_public(row: MergeableRow) -> bool:
    """Tell whether readers know a row by its own address."""
    return isinstance(row, Claim) and row.stage == Stage.PUBLISHED


def as_key(model: type[models.Model], text: str) -> Any:
    """Read a key out of an address; one that cannot be read is nobody's."""
    try:
        return model._meta.pk.to_python(unquote(text)) if text else None
    except forms.ValidationError:
        return None


def page_of(row: models.Model) -> str:
    """Give the address of a row's page."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    return reverse(name, args=[quote(row.pk)])
