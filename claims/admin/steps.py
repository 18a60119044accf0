"""The buttons on claims and reviews, one table, and the page that does a step."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from claims.models import STEPS, Change, Claim, Review, changes_since
from claims.services.base import step
from claims.services.claims import assign, plan_recheck
from claims.services.comments import comment
from claims.services.preview import preview_claim
from claims.services.publication import correct_claim, publish_claim, withdraw_claim
from claims.services.receipts import take_receipt
from claims.services.reviews import approve_review, return_review, submit_review
from claims.services.schedules import cancel_publication, schedule_publication

from .base import RefusedError, person, refusals, show_refusal
from .posts import TOKEN, new_token, post_key
from .preview import preview_context
from .step_forms import (
    AssignForm,
    CancelForm,
    CommentForm,
    CorrectionForm,
    NoteForm,
    ReasonForm,
    RecheckForm,
    ScheduleForm,
    StepForm,
    WithdrawalForm,
)


@dataclass(frozen=True)
class Button:
    """A step people can take; ``service`` is also its name in the table of steps."""

    service: Callable[..., Any]
    label: str
    form: type[forms.Form]
    says: str
    done: str
    variant: str = "default"
    # Of a claim that waits to be published at a time, or of one that does not.
    waits: bool | None = None

    @property
    def action(self) -> str:
        return self.service.__name__

    @property
    def is_public(self) -> bool:
        return self.service in (
            publish_claim,
            schedule_publication,
            correct_claim,
            withdraw_claim,
        )

    @property
    def needs_words(self) -> bool:
        return self.form is not StepForm

    def is_open_to(self, by: User) -> bool:
        return by.has_perm(f"claims.{STEPS[self.action].permission}")

    def fits(self, claim: Claim, review: Review | None) -> bool:
        rule = STEPS[self.action]
        return (
            claim.stage in rule.claim
            and (review is None or review.state in rule.review)
            and (self.waits is None or self.waits is waits_for_its_time(claim))
        )


def waits_for_its_time(claim: Claim) -> bool:
    """Tell whether a claim is to be published at a time that is yet to come."""
    return claim.scheduled_publications.waiting().exists()


CLAIM_BUTTONS = (
    Button(
        publish_claim,
        "Publish",
        NoteForm,
        "The claim goes out as the desk holds it now.",
        "The claim is published.",
        "primary",
    ),
    Button(
        schedule_publication,
        "Publish at …",
        ScheduleForm,
        "The claim goes out at a time, if it is then as it is now.",
        "The claim waits for its time.",
        waits=False,
    ),
    Button(
        cancel_publication,
        "Do not publish at …",
        CancelForm,
        "The claim does not go out at the time that it waits for.",
        "The claim does not wait any more.",
        waits=True,
    ),
    Button(
        correct_claim,
        "Correct",
        CorrectionForm,
        "The changes go out as a correction, marked as one.",
        "The correction is published.",
    ),
    Button(
        withdraw_claim,
        "Withdraw",
        WithdrawalForm,
        "The claim is taken back; earlier versions keep their addresses.",
        "The claim is withdrawn.",
    ),
    Button(assign, "Assign", AssignForm, "Who works on it next.", "Assigned."),
    Button(
        plan_recheck,
        "Re-check",
        RecheckForm,
        "The day to look whether the finding still holds; none without a date.",
        "The re-check is planned.",
    ),
    Button(
        comment,
        "Comment",
        CommentForm,
        "A remark to the newsroom; it never leaves the desk.",
        "The comment is added.",
    ),
)
REVIEW_BUTTONS = (
    Button(
        submit_review,
        "Submit",
        StepForm,
        "A second person approves it; its words are frozen from now on.",
        "The review waits for a second person.",
        "primary",
    ),
    Button(
        approve_review,
        "Approve",
        StepForm,
        "The claim takes the status of this verdict.",
        "The review is approved.",
        "primary",
    ),
    Button(
        return_review,
        "Return",
        ReasonForm,
        "The review goes back to its author.",
        "The review is back with its author.",
    ),
)


class Shown(NamedTuple):
    """A button on a page; one with a ``revision`` acts at once, the others lead on."""

    label: str
    url: str
    variant: str = "default"
    revision: int | None = None


def shown_buttons(
    buttons: tuple[Button, ...], by: User, claim: Claim, review: Review | None = None
) -> Iterator[Shown]:
    """Say which buttons a person sees on a claim or review, for the template."""
    row = review or claim
    for button in buttons:
        if button.is_open_to(by) and button.fits(claim, review):
            url = reverse(
                f"admin:claims_{row._meta.model_name}_step",
                args=[quote(row.pk), button.action],
            )
            revision = None if button.needs_words else row.revision
            yield Shown(button.label, url, button.variant, revision)


class StepPages:
    """The page that asks for a step's words, and does it."""

    buttons: tuple[Button, ...]

    def get_urls(self: Any) -> list[Any]:
        view = self.admin_site.admin_view(self.step_view)
        name = f"claims_{self.opts.model_name}_step"
        return [
            path("<path:object_id>/do/<slug:action>/", view, name=name),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def step_view(
        self: Any, request: HttpRequest, object_id: str, action: str
    ) -> HttpResponse:
        button = next((each for each in self.buttons if each.action == action), None)
        row = self.get_object(request, unquote(object_id))
        if button is None or row is None:
            raise Http404
        if not button.is_open_to(person(request)):
            raise PermissionDenied
        if request.method == "POST":
            return self.take_step(request, button, row)
        claim, review = (row.claim, row) if isinstance(row, Review) else (row, None)
        try:
            step(action, claim, review)
        except ValidationError as error:
            self.message_user(request, error.messages[0], messages.ERROR)
            return HttpResponseRedirect(claim_page(row))
        return self.show_step(request, button, row)

    def take_step(
        self: Any, request: HttpRequest, button: Button, row: Any
    ) -> HttpResponse:
        form = button.form(request.POST)
        if not form.is_valid():
            return self.show_step(request, button, row, form)
        words = dict(form.cleaned_data)
        try:
            with transaction.atomic(), refusals():
                if is_first_post(request):
                    button.service(row, by=person(request), **words)
                    self.log_change(request, row, button.done)
        except RefusedError as refusal:
            return self.show_step(request, button, row, form, refusal)
        self.message_user(request, button.done, messages.SUCCESS)
        return HttpResponseRedirect(claim_page(row))

    def show_step(
        self: Any,
        request: HttpRequest,
        button: Button,
        row: Any,
        form: Any = None,
        refusal: RefusedError | None = None,
    ) -> HttpResponse:
        row.refresh_from_db()
        preview = preview_claim(row) if button.is_public else None
        stands = {"revision": row.revision, "seal": preview.seal if preview else ""}
        changes: list[Change] = []
        if form is None:
            form = button.form(initial=stands)
        elif refusal is not None:
            if refusal.status == HTTPStatus.CONFLICT:
                # What was typed stays, on what stands now.
                changes = changes_since(row, form.cleaned_data.get("revision", 0))
                form = button.form({**request.POST.dict(), **stands})
            show_refusal(form, refusal.error)
        context = {
            **self.admin_site.each_context(request),
            **(preview_context(preview) if preview else {}),
            "title": button.label,
            "subtitle": str(row),
            "opts": self.opts,
            "original": row,
            "button": button,
            "form": form,
            "changes": changes,
            "token": request.POST.get(TOKEN) or new_token(),
            "back": claim_page(row),
            "media": self.media + form.media,
        }
        if preview and button.service is withdraw_claim:
            context["differences"] = preview.losses
        return TemplateResponse(
            request,
            "admin/claims/step.html",
            context,
            status=refusal.status if refusal else HTTPStatus.OK,
        )


def is_first_post(request: HttpRequest) -> bool:
    """Tell whether a step is posted for the first time: a second click takes no other."""
    key = post_key(request)
    return key is None or take_receipt(key)[1]


def claim_page(row: Claim | Review) -> str:
    """Give the address of a claim's page, or of that of the claim a review is of."""
    claim_id = row.claim_id if isinstance(row, Review) else row.pk
    return reverse("admin:claims_claim_change", args=[quote(claim_id)])
