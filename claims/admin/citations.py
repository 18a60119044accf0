"""Citations: on the claim's page, and one by one beside the text of their source."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from unfold.admin import StackedInline
from unfold.widgets import UnfoldAdminTextInputWidget

from claims.documents.claims import stated
from claims.figures import Comparison, compare
from claims.models import Citation, Claim
from claims.services.citations import cite_source, remove_citation, revise_citation
from claims.services.sources import cite_by_address

from .base import DeskAdmin, DeskForm, ServiceFormSet, ServiceInline
from .citing import CitePages
from .quotes import QuotePages
from .repeats import RepeatPages

REASONS = {"scope": "another scope", "as_of": "another day"}
WORDS = {
    Comparison.AGREES: "agrees with the claim",
    Comparison.CONFLICTS: "conflicts with the claim",
    Comparison.DIFFERS_IN_SCOPE: "differs from the claim",
    Comparison.NO_FIGURE: "",
}


def in_words(citation: Citation) -> str:
    """Say what figure a source gives and how it stands to the claim's."""
    if citation.figure is None:
        return "no figure"
    found = compare(stated(citation.claim), stated(citation, citation.scope))
    why = " and ".join(REASONS[reason] for reason in found.reasons)
    words = [citation.figure.in_words(), WORDS[found.comparison], why]
    return ", ".join(filter(None, words))


class CitationForm(DeskForm):
    """A citation under a title that says what the source gives, folded or not."""

    pasted = forms.CharField(
        label="Or paste its link or citation",
        max_length=2000,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="A source that is known by it is taken.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.fields["source"].required = False
        else:
            self.fields["pasted"].widget = forms.HiddenInput()
            self.fields["pasted"].disabled = True
            title = f"{self.instance} ({in_words(self.instance)})"
            self.instance.get_inline_title = title

    def clean(self) -> Any:
        values = super().clean() or self.cleaned_data
        chosen = [name for name in ("source", "pasted") if values.get(name)]
        if self.instance._state.adding and len(chosen) != 1:
            raise ValidationError({"source": "Choose a source, or paste its link."})
        return values


class CitationFormSet(ServiceFormSet):
    """The services that write citations."""

    def full_clean(self) -> None:
        """Raise what is wrong with a whole row above the rows: unfold hides it there."""
        super().full_clean()
        for form in self.forms:
            if form.is_bound and not self._should_delete_form(form):
                self._non_form_errors.extend(form.non_field_errors())
                self._non_form_errors.extend(form.errors.get("id", []))

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["id"].error_messages["invalid_choice"] = (
            "This citation was removed while you worked on it."
        )

    def record(self, values: dict[str, Any]) -> Citation:
        pasted = values.pop("pasted", "")
        if not pasted:
            return cite_source(self.instance, by=self.by, **values)
        try:
            return cite_by_address(self.instance, pasted, by=self.by, **values).citation
        except ValidationError as error:
            # The page for new sources is a link beside the claim's citations.
            if hasattr(error, "error_dict") and "text" in error.error_dict:
                raise ValidationError({"pasted": error.error_dict["text"]}) from error
            raise

    def revise(self, row: Citation, seen: Any, values: dict[str, Any]) -> Citation:
        return revise_citation(row, revision=seen, by=self.by, **values)

    def remove(self, row: Citation, seen: Any) -> None:
        remove_citation(row, revision=seen, by=self.by)


FIELDS: list[Any] = [
    ("role", "stance"),
    "wording",
    ("comparator", "value", "upper"),
    ("scope", "as_of"),
    "quote",
    ("quote_prefix", "quote_suffix"),
    ("locator", "credibility"),
]


class CitationInline(ServiceInline, StackedInline):
    """What sources say, each with its own figure and how it stands to the claim's."""

    model = Citation
    form = CitationForm
    formset = CitationFormSet
    collapsible = True
    show_change_link = True
    autocomplete_fields = ["source"]
    readonly_fields = ["beside_its_text"]
    fieldsets = [(None, {"fields": ["source", "pasted", "beside_its_text", *FIELDS]})]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("source", "claim")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Carry the revision seen, unless nothing can be changed."""
        if not self.has_change_permission(request, obj):
            shown = ["source", "beside_its_text", *FIELDS]
            return [(None, {"fields": shown})]
        return [*self.fieldsets, (None, {"fields": ["seen"]})]

    @admin.display(description="Quote")
    def beside_its_text(self, citation: Citation) -> str:
        """Lead to where the quote is chosen, and to what the source repeats."""
        if citation._state.adding:
            url = reverse("admin:claims_citation_add")
            return format_html(
                '<a class="text-link" href="{}?claim={}">Add a source nobody has cited yet</a>',
                url,
                citation.claim_id or "",
            )
        change = reverse("admin:claims_citation_change", args=[citation.pk])
        repeats = reverse("admin:claims_citation_repeats", args=[citation.pk])
        return format_html(
            '<a class="text-link" href="{}">Choose it in the text of the source</a>, or'
            ' <a class="text-link" href="{}">say that the source repeats another</a>',
            change,
            repeats,
        )


@admin.register(Citation)
class CitationAdmin(CitePages, QuotePages, RepeatPages, DeskAdmin):
    """The page of one citation; new ones are made from a link or a citation text."""

    list_display = ["__str__", "claim", "role", "stance", "wording"]
    list_filter = ["role", "stance"]
    list_select_related = ["claim", "source"]
    search_fields = ["quote", "source__title"]
    search_help_text = "Quote, or title of the source"
    fieldsets = [(None, {"fields": ["claim", "source", *FIELDS]})]
    readonly_fields = ["claim", "source"]

    class Media:
        js = ["claims/quotes.js"]

    def revise(
        self, row: Citation, seen: Any, by: User, values: dict[str, Any]
    ) -> Citation:
        return revise_citation(row, revision=seen, by=by, **values)

    def response_post_save_change(
        self, request: HttpRequest, obj: Citation
    ) -> HttpResponse:
        """Go back to the claim, where the figures now stand side by side."""
        return HttpResponseRedirect(claim_page(obj.claim))


def claim_page(claim: Claim) -> str:
    """Give the address of a claim's page."""
    return reverse("admin:claims_claim_change", args=[claim.pk])
