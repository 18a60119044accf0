"""What the steps ask people for: reasons, notes to readers, people and days."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from unfold.widgets import (
    DATETIME_CLASSES,
    UnfoldAdminSelectWidget,
    UnfoldAdminSingleDateWidget,
    UnfoldAdminTextareaWidget,
)

from claims.models import TextFormField
from claims.text import NOTE_LENGTH, PROSE


def area(**kwargs: Any) -> TextFormField:
    """Make a field for several lines."""
    widget = UnfoldAdminTextareaWidget({"rows": 4})
    return TextFormField(kind=PROSE, widget=widget, **kwargs)


class StepForm(forms.Form):
    """A step on the row as the person saw it."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(StepForm):
    """A reason that stays at the desk."""

    reason = area(
        max_length=NOTE_LENGTH, help_text="For the author; it stays at the desk."
    )


class GoingOutForm(StepForm):
    """A step on what the page showed would go out; ``seal`` is its digest."""

    seal = forms.CharField(required=False, widget=forms.HiddenInput)


class NoteForm(GoingOutForm):
    """A note to readers, if there is one."""

    note = area(
        label="Public note",
        max_length=NOTE_LENGTH,
        required=False,
        help_text="What readers are told about this version; may be empty.",
    )


class CorrectionForm(GoingOutForm):
    """A note to readers, which a correction needs."""

    note = area(
        label="Public note",
        max_length=NOTE_LENGTH,
        help_text="What was wrong and what is right now, for readers.",
    )


class WithdrawalForm(StepForm):
    """A reason for the desk and a note to readers."""

    reason = area(max_length=NOTE_LENGTH, help_text="Why, for the desk.")
    note = area(
        label="Public note", max_length=NOTE_LENGTH, help_text="What readers are told."
    )


class AssignForm(StepForm):
    """Who, and by when."""

    to = forms.ModelChoiceField(
        User.objects.filter(is_active=True, is_staff=True).order_by("username"),
        label="Assign to",
        required=False,
        empty_label="Nobody",
        widget=UnfoldAdminSelectWidget,
    )
    due_on = forms.DateField(required=False, widget=UnfoldAdminSingleDateWidget)


class RecheckForm(StepForm):
    """The day to look again."""

    on = forms.DateField(
        label="Re-check on", required=False, widget=UnfoldAdminSingleDateWidget
    )


class ScheduleForm(NoteForm):
    """When it goes out, and a note to readers, if there is one."""

    at = forms.DateTimeField(
        label="Publish at (UTC)",
        help_text="Coordinated universal time; it goes out then, and never before.",
        widget=forms.DateTimeInput(
            {"type": "datetime-local", "class": " ".join(DATETIME_CLASSES)},
            format="%Y-%m-%dT%H:%M",
        ),
    )
    field_order = ["revision", "at", "note"]


class CancelForm(forms.Form):
    """A reason, if there is one; whatever the claim has become, it does not go out."""

    reason = area(
        max_length=2000, required=False, help_text="Why, for the desk; may be empty."
    )


class CommentForm(forms.Form):
    """A remark; it needs no revision, since it changes nothing."""

    text = area(label="Comment", max_length=10_000)
