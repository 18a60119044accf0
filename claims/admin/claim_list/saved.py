"""Saved filters above the list of claims, and the page where a person keeps theirs."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from unfold.widgets import UnfoldAdminTextInputWidget, UnfoldBooleanWidget

from claims.models import SavedFilter

# What says which page somebody is on, not which list.
PASSING = {"after", "e", "p", "_facets"}


def query_of(request: HttpRequest) -> str:
    """Give the query string of a list without the page somebody is on."""
    kept = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        if name not in PASSING and any(values):
            kept.setlist(name, [value for value in values if value])
    return kept.urlencode()


class FilterForm(forms.Form):
    """The name of a filter, and whether others see it."""

    name = forms.CharField(max_length=60, widget=UnfoldAdminTextInputWidget)
    is_shared = forms.BooleanField(
        label="Share with everybody", required=False, widget=UnfoldBooleanWidget
    )


class SaveForm(FilterForm):
    """The present list under a name; its query has to be one that the list takes."""

    query = forms.CharField(widget=forms.HiddenInput, max_length=2000)

    def __init__(self, *args: Any, check: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.check = check

    def clean_query(self) -> str:
        query = self.cleaned_data["query"]
        try:
            self.check(query)
        except ValidationError as error:
            raise error
        return query


class ReviseForm(FilterForm):
    """A filter of one's own, as the person saw it."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


def seen_by(request: HttpRequest) -> list[dict[str, Any]]:
    """List the filters a person sees, and which of them the list shows now."""
    current = query_of(request)
    return [
        {
            "name": saved.name,
            "url": f"?{saved.query}",
            "owner": "" if saved.owner_id == request.user.pk else saved.owner,
            "is_shared": saved.is_shared,
            "is_current": saved.query == current,
        }
        for saved in SavedFilter.objects.seen_by(request.user)  # type: ignore[arg-type]
    ]
