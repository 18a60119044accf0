"""What is asked before one thing is done to many claims."""

from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminSelectWidget

from claims.admin.step_forms import AssignForm, RecheckForm
from claims.models import Tag


class ForMany(forms.Form):
    """A step's form for many rows: their revisions stand beside each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["revision"]


class BulkAssignForm(ForMany, AssignForm):
    """Who, and by when."""


class BulkRecheckForm(ForMany, RecheckForm):
    """The day to look again."""


class TagForm(forms.Form):
    """Which tag."""

    tag = forms.ModelChoiceField(
        Tag.objects.order_by("name"), widget=UnfoldAdminSelectWidget
    )
