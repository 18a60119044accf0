"""The pages around the list of claims: the list, its exports, bulk actions, filters."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    QueryDict,
)
from django.template.response import TemplateResponse
from django.urls import path, reverse
from unfold.contrib.filters.admin import AutocompleteSelectFilter

from claims.admin.base import RefusedError, person, refusals, show_refusal
from claims.models import SavedFilter
from claims.services.filters import delete_filter, revise_filter, save_filter

from .bulk import BULK, BulkAction, Pair
from .change_list import ClaimChangeList
from .columns import COLUMNS
from .exports import ANSWERS, export
from .filters import (
    AssigneeFilter,
    ClaimedFilter,
    DueFilter,
    LanguageFilter,
    MarkFilter,
    RecheckFilter,
    RecordedFilter,
    StageFilter,
    StatusFilter,
    TagFilter,
)
from .saved import ReviseForm, SaveForm, query_of, seen_by

LIST = "admin:claims_claim_changelist"


class ClaimListPages:
    """The list of claims and what is done from it."""

    list_display = COLUMNS
    list_display_links = [COLUMNS[0]]
    list_filter = [
        StageFilter,
        StatusFilter,
        MarkFilter,
        AssigneeFilter,
        ("topic", AutocompleteSelectFilter),
        ("claimant", AutocompleteSelectFilter),
        ("tags", TagFilter),
        LanguageFilter,
        DueFilter,
        RecheckFilter,
        ClaimedFilter,
        RecordedFilter,
    ]
    list_filter_submit = True
    list_disable_select_all = True
    list_before_template = "admin/claims/claim/saved_filters.html"
    list_per_page = 50
    list_select_related = [
        *("topic", "claimant", "assignee", "measure"),
        *("unpublished_change", "figure_conflict"),
    ]
    search_fields = ["words"]
    search_help_text = "Words, “a phrase”, -without, 6500"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return ClaimChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        return queryset.matching(search_term), False

    def get_actions(self: Any, request: HttpRequest) -> dict[str, Any]:
        """Offer what a person may do to many claims."""
        return super().get_actions(request) | {  # type: ignore[misc]
            action.name: (bulk_page(action), action.name, action.label)
            for action in BULK.values()
            if action.is_open_to(person(request))
        }

    def response_action(self: Any, request: HttpRequest, queryset: Any) -> Any:
        """Show the list again where what was chosen is no row's key."""
        try:
            return super().response_action(request, queryset)  # type: ignore[misc]
        except ValidationError:
            return HttpResponseRedirect(f"{reverse(LIST)}?e=1")

    def get_urls(self: Any) -> list[Any]:
        pages = {
            "export/<slug:kind>/": (self.export_view, "export"),
            "bulk/<slug:action>/": (self.bulk_view, "bulk"),
            "filters/": (self.filters_view, "filters"),
            "filters/<uuid:key>/": (self.filter_view, "filter"),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"claims_claim_{name}")
            for route, (view, name) in pages.items()
        ] + super().get_urls()  # type: ignore[misc]

    def changelist_view(
        self: Any, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        # A form sends its empty fields too; they are no filter.
        request.GET = without_blanks(request.GET)  # type: ignore[assignment]
        query = query_of(request)
        extra = {
            "saved_filters": seen_by(request),
            "save_form": SaveForm(initial={"query": query}, check=None),
            "save_query": query,
            "exports": [
                (
                    kind.upper(),
                    f"{reverse('admin:claims_claim_export', args=[kind])}?{query}",
                )
                for kind in ANSWERS
            ],
        }
        return super().changelist_view(request, extra | (extra_context or {}))  # type: ignore[misc]

    def export_view(self: Any, request: HttpRequest, kind: str) -> HttpResponseBase:
        """Send the claims of the list as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if kind not in ANSWERS:
            raise Http404
        request.GET = without_blanks(request.GET)  # type: ignore[assignment]
        try:
            claims = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(f"{reverse(LIST)}?e=1")
        return export(claims, kind, request)

    def bulk_view(self: Any, request: HttpRequest, action: str) -> HttpResponse:
        """Do one thing to the claims that a page listed, and say what became of them."""
        bulk = BULK.get(action)
        if bulk is None or request.method != "POST":
            raise Http404
        if not bulk.is_open_to(person(request)):
            raise PermissionDenied
        try:
            pairs = [Pair.read(each) for each in request.POST.getlist("row")]
        except ValueError:
            raise Http404 from None
        form = bulk.form(request.POST)
        if not form.is_valid():
            try:
                lines = bulk.lines(request.POST.getlist("claim"))
            except ValidationError:
                raise Http404 from None
            return self.show_bulk(request, bulk, lines, form)
        outcomes = bulk.take(pairs, person(request), form.cleaned_data)
        context = {
            "title": bulk.label,
            "done": [each for each in outcomes if not each.why],
            "refused": [each for each in outcomes if each.why],
        }
        return self.show(request, "bulk_done.html", context)

    def show_bulk(
        self: Any, request: HttpRequest, bulk: BulkAction, lines: Any, form: forms.Form
    ) -> HttpResponse:
        context = {
            "title": bulk.label,
            "bulk": bulk,
            "lines": lines,
            "can_do": any(line.pair for line in lines),
            "form": form,
            "url": reverse("admin:claims_claim_bulk", args=[bulk.name]),
            "media": self.media + form.media,
        }
        return self.show(request, "bulk.html", context)

    def filters_view(self: Any, request: HttpRequest) -> HttpResponse:
        """Show a person's own filters; save the one that is posted."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = None
        if request.method == "POST":
            form = SaveForm(
                request.POST, check=lambda query: self.check_query(request, query)
            )
            if self.saves(request, form, lambda **values: save_filter(**values)):
                self.message_user(request, "The filter is saved.", messages.SUCCESS)
                return HttpResponseRedirect(
                    f"{reverse(LIST)}?{form.cleaned_data['query']}"
                )
        return self.show_filters(request, save_form=form)

    def filter_view(self: Any, request: HttpRequest, key: Any) -> HttpResponse:
        """Rename, share or delete a filter of one's own."""
        saved = SavedFilter.objects.filter(pk=key, owner=person(request)).first()
        if saved is None or request.method != "POST":
            raise Http404
        form = ReviseForm(request.POST)
        is_deleted = "delete" in request.POST
        if is_deleted:
            form.fields["name"].required = False

        def write(**values: Any) -> None:
            if is_deleted:
                delete_filter(saved, revision=values["revision"], by=values["by"])
            else:
                revise_filter(saved, **values)

        if self.saves(request, form, write):
            words = "The filter is deleted." if is_deleted else "The filter is changed."
            self.message_user(request, words, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:claims_claim_filters"))
        return self.show_filters(request, revised={key: form})

    def saves(
        self, request: HttpRequest, form: forms.Form, write: Callable[..., object]
    ) -> bool:
        """Write what a form says; what is refused is shown in it."""
        if not form.is_valid():
            return False
        try:
            with transaction.atomic(), refusals():
                write(**form.cleaned_data, by=person(request))
        except RefusedError as refusal:
            show_refusal(form, refusal.error)
            return False
        return True

    def show_filters(
        self: Any,
        request: HttpRequest,
        *,
        save_form: forms.Form | None = None,
        revised: dict[Any, forms.Form] | None = None,
    ) -> HttpResponse:
        own = SavedFilter.objects.filter(owner=person(request))
        rows = [
            (saved, (revised or {}).get(saved.pk) or revise_form(saved))
            for saved in own
        ]
        status = HTTPStatus.OK if not (save_form or revised) else HTTPStatus.CONFLICT
        context = {"title": "Your filters", "rows": rows, "save_form": save_form}
        return self.show(request, "filters.html", context, status)

    def show(
        self: Any, request: HttpRequest, name: str, context: Any, status: int = 200
    ) -> HttpResponse:
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "back": reverse(LIST),
        }
        template = f"admin/claims/claim/{name}"
        return TemplateResponse(request, template, shared | context, status=status)

    def check_query(self: Any, request: HttpRequest, query: str) -> None:
        """Raise ``ValidationError`` for a query string that the list does not take."""
        if "%00" in query:
            # As an address it is refused before the list reads it.
            raise ValidationError("No text of ours has a NUL.")
        asked = request.GET
        request.GET = QueryDict(query)
        try:
            self.get_changelist_instance(request)
        except (IncorrectLookupParameters, DisallowedModelAdminLookup) as error:
            raise ValidationError("The list knows no such filter.") from error
        finally:
            request.GET = asked


def bulk_page(action: BulkAction) -> Callable[..., HttpResponse]:
    """Make the admin action that shows what will be done to the claims chosen."""

    def show(model_admin: Any, request: HttpRequest, queryset: Any) -> HttpResponse:
        lines = action.lines(queryset.values_list("pk", flat=True))
        return model_admin.show_bulk(request, action, lines, action.form())

    return show


def revise_form(saved: SavedFilter) -> ReviseForm:
    """Make the form of a filter as it stands."""
    values = {
        "name": saved.name,
        "is_shared": saved.is_shared,
        "revision": saved.revision,
    }
    return ReviseForm(initial=values, auto_id=f"id_{saved.pk}_%s")


def without_blanks(query: QueryDict) -> QueryDict:
    """Leave out the parameters that say nothing."""
    kept = QueryDict(mutable=True)
    for name, values in query.lists():
        if said := [value for value in values if value != ""]:
            kept.setlist(name, said)
    return kept
