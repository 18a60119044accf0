"""What partners submit: a list, and the page that takes, joins or declines one."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from unfold.decorators import display
from unfold.utils import display_for_label
from unfold.widgets import UnfoldAdminTextInputWidget

from claims.models import Claim, Submission, SubmissionState, TextFormField, Topic
from claims.services.submissions import (
    decline_submission,
    join_submission,
    take_submission,
)
from claims.text import NOTE_LENGTH

from .base import (
    ReadOnlyAdmin,
    RefusedError,
    named,
    person,
    refusals,
    show_refusal,
)
from .history import HistoryPage
from .step_forms import StepForm, area
from .steps import Shown, is_first_post

STATES = {
    SubmissionState.RECEIVED: "warning",
    SubmissionState.TAKEN: "info",
    SubmissionState.JOINED: "info",
    SubmissionState.DECLINED: None,
}


def row_field(rows: models.QuerySet[Any], column: Any, **kwargs: Any) -> Any:
    """Make a field that finds a row by its name as one types."""
    widget = AutocompleteSelect(column, admin.site)
    return forms.ModelChoiceField(rows, widget=widget, **kwargs)


class TakeForm(StepForm):
    """What the draft needs that a partner cannot know."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"] = row_field(
            Topic.objects.all(), Claim._meta.get_field("topic")
        )
        self.fields["language"] = TextFormField(
            max_length=35,
            widget=UnfoldAdminTextInputWidget,
            help_text="Of the statement, such as en.",
        )


class JoinForm(StepForm):
    """Which claim has it already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["claim"] = row_field(
            Claim.objects.all(), Submission._meta.get_field("claim")
        )


class DeclineForm(StepForm):
    """Why it is not checked."""

    reason = area(max_length=NOTE_LENGTH, help_text="The partner reads it.")


@dataclass(frozen=True)
class Decision:
    """What may be decided about a submission; ``service`` does it."""

    service: Callable[..., Any]
    label: str
    form: type[StepForm]
    permission: str
    says: str
    done: str
    variant: str = "default"

    @property
    def action(self) -> str:
        return self.service.__name__


DECISIONS = (
    Decision(
        take_submission,
        "Take into work",
        TakeForm,
        "claims.take_submission",
        "It becomes a draft claim, and you work on it.",
        "The submission is your draft now.",
        "primary",
    ),
    Decision(
        join_submission,
        "Already on record",
        JoinForm,
        "claims.take_submission",
        "The partner is told what becomes of the claim that has it.",
        "The submission goes with the claim.",
    ),
    Decision(
        decline_submission,
        "Decline",
        DeclineForm,
        "claims.decline_submission",
        "It is not checked, and the partner is told why.",
        "The submission is declined.",
    ),
)


@display(description="State", label=STATES, ordering="state")
def state_badge(submission: Submission) -> tuple[str, str]:
    """Show what the desk has decided."""
    return submission.state, submission.get_state_display()


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    """The pages of submissions; what a partner wrote stays as it is."""

    list_display = [
        "__str__",
        "partner",
        "reference",
        state_badge,
        "received",
        "for_claim",
    ]
    list_filter = ["state", "partner"]
    list_select_related = ["partner", "claim"]
    search_fields = ["statement", "reference", "note"]
    search_help_text = "Statement, note, or the partner's own reference"
    list_per_page = 50
    buttons = DECISIONS
    fieldsets = [
        (None, {"fields": ["statement", "language", "place", "seen", "note"]}),
        ("Sent by", {"fields": ["partner", "reference", "received"]}),
        (
            "Decided",
            {
                "fields": [
                    "for_claim",
                    "decline_reason",
                    named("decided_by"),
                    "decided_at",
                ]
            },
        ),
    ]
    history_view = HistoryPage.history_view

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.step_view)
        name = "claims_submission_step"
        return [
            path("<path:object_id>/do/<slug:action>/", view, name=name),
            *super().get_urls(),
        ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out what is not decided."""
        waits = obj is not None and obj.state == SubmissionState.RECEIVED
        return self.fieldsets[:-1] if waits else self.fieldsets

    @admin.display(description="Received", ordering="created_at")
    def received(self, submission: Submission) -> str:
        return f"{submission.created_at:%Y-%m-%d %H:%M} UTC"

    @admin.display(description="Where it was seen")
    def place(self, submission: Submission) -> str:
        return linked(submission.seen_url, submission.seen_url)

    @admin.display(description="Claim")
    def for_claim(self, submission: Submission) -> str:
        claim = submission.claim
        return claim_link(claim) if claim else ""

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        *args: Any,
        obj: Any = None,
        **kwargs: Any,
    ) -> Any:
        context["row"] = obj
        context["badges"] = [display_for_label(state_badge(obj), "", STATES)]
        context["buttons"] = buttons_for(obj, person(request))
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def step_view(
        self, request: HttpRequest, object_id: str, action: str
    ) -> HttpResponse:
        """Ask for what a decision needs, and take it."""
        decision = next((each for each in DECISIONS if each.action == action), None)
        row = self.get_object(request, unquote(object_id))
        if decision is None or row is None:
            raise Http404
        if not request.user.has_perm(decision.permission):
            raise PermissionDenied
        if request.method != "POST":
            if row.state != SubmissionState.RECEIVED:
                self.message_user(request, "It is decided already.", messages.ERROR)
                return HttpResponseRedirect(page_of(row))
            seen = {"revision": row.revision, "language": row.language}
            return self.show_step(request, decision, row, decision.form(initial=seen))
        form = decision.form(request.POST)
        if not form.is_valid():
            return self.show_step(request, decision, row, form)
        try:
            with transaction.atomic(), refusals():
                if is_first_post(request):
                    decision.service(row, by=person(request), **form.cleaned_data)
                    self.log_change(request, row, decision.done)
        except RefusedError as refusal:
            show_refusal(form, refusal.error)
            return self.show_step(request, decision, row, form, refusal.status)
        self.message_user(request, decision.done, messages.SUCCESS)
        row.refresh_from_db()
        return HttpResponseRedirect(page_of(row.claim or row))

    def show_step(
        self,
        request: HttpRequest,
        decision: Decision,
        row: Submission,
        form: StepForm,
        status: int = HTTPStatus.OK,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": decision.label,
            "subtitle": str(row),
            "opts": self.opts,
            "original": row,
            "form": form,
            "says": decision.says,
            "done": decision.label,
            "back": page_of(row),
            "media": self.media + form.media,
        }
        return TemplateResponse(
            request, "admin/claims/ask.html", context, status=status
        )


def buttons_for(submission: Submission, by: User) -> list[Shown]:
    """List what a person may decide about a submission that waits."""
    if submission.state != SubmissionState.RECEIVED:
        return []
    return [
        Shown(
            each.label,
            reverse(
                "admin:claims_submission_step", args=[quote(submission.pk), each.action]
            ),
            each.variant,
        )
        for each in DECISIONS
        if by.has_perm(each.permission)
    ]


def page_of(row: Claim | Submission) -> str:
    """Give the address of a row's page."""
    return reverse(f"admin:claims_{row._meta.model_name}_change", args=[quote(row.pk)])


def claim_link(claim: Claim) -> str:
    """Link to a claim."""
    return linked(page_of(claim), str(claim))


def linked(url: str, words: str) -> str:
    """Link to an address, if there is one; a stranger's page learns nothing of ours."""
    if not url:
        return ""
    return format_html(
        '<a class="text-link" href="{}" rel="noopener noreferrer">{}</a>', url, words
    )
