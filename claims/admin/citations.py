"""Citations, as part of a claim."""

from typing import Any

from django.http import HttpRequest
from unfold.admin import StackedInline

from claims.documents.claims import stated
from claims.figures import Comparison, compare
from claims.models import Citation
from claims.services.citations import cite_source, remove_citation, revise_citation

from .base import DeskForm, ServiceFormSet, ServiceInline

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            title = f"{self.instance} ({in_words(self.instance)})"
            self.instance.get_inline_title = title


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
        return cite_source(self.instance, by=self.by, **values)

    def revise(self, row: Citation, seen: Any, values: dict[str, Any]) -> Citation:
        return revise_citation(row, revision=seen, by=self.by, **values)

    def remove(self, row: Citation, seen: Any) -> None:
        remove_citation(row, revision=seen, by=self.by)


class CitationInline(ServiceInline, StackedInline):
    """What sources say, each with its own figure and how it stands to the claim's."""

    model = Citation
    form = CitationForm
    formset = CitationFormSet
    collapsible = True
    autocomplete_fields = ["source"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "source",
                    ("role", "stance"),
                    "wording",
                    ("comparator", "value", "upper"),
                    ("scope", "as_of"),
                    "quote",
                    ("quote_prefix", "quote_suffix"),
                    ("locator", "credibility"),
                ]
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("source", "claim")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Carry the revision seen, unless nothing can be changed."""
        if not self.has_change_permission(request, obj):
            return self.fieldsets
        return [*self.fieldsets, (None, {"fields": ["seen"]})]
