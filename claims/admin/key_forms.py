"""What is asked of a key: what it is for, what it opens, when it ends."""

import datetime
from typing import Any

from django import forms
from unfold.widgets import (
    DATETIME_CLASSES,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminTextInputWidget,
)

from claims.models import PARTNER_SCOPES, PERSONAL_SCOPES, Scope, TextFormField

LONGEST_OVERLAP = 90


class KeyForm(forms.Form):
    """A key of a partner to be made."""

    scopes_of = PARTNER_SCOPES

    name = TextFormField(
        label="What it is for",
        max_length=100,
        required=False,
        widget=UnfoldAdminTextInputWidget,
    )
    scopes = forms.MultipleChoiceField(
        label="What it opens", widget=forms.CheckboxSelectMultiple
    )
    expires_at = forms.DateTimeField(
        label="Ends at (UTC)",
        required=False,
        help_text="Coordinated universal time; it does not end where this is empty.",
        widget=forms.DateTimeInput(
            {"type": "datetime-local", "class": " ".join(DATETIME_CLASSES)},
            format="%Y-%m-%dT%H:%M",
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scopes: Any = self.fields["scopes"]
        scopes.choices = [(scope, Scope(scope).label) for scope in self.scopes_of]
        scopes.initial = [Scope.READ]


class TokenForm(KeyForm):
    """A token of one's own to be made."""

    scopes_of = PERSONAL_SCOPES


class RotationForm(forms.Form):
    """How long the key that is rotated goes on beside the new one."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    days = forms.IntegerField(
        label="Days for both",
        min_value=0,
        max_value=LONGEST_OVERLAP,
        initial=7,
        help_text="So long this key still works; with 0 it ends at once.",
        widget=UnfoldAdminIntegerFieldWidget,
    )

    def asked(self) -> dict[str, Any]:
        """Give what was asked, as the service takes it."""
        data = self.cleaned_data
        overlap = datetime.timedelta(days=data["days"])
        return {"revision": data["revision"], "overlap": overlap}
