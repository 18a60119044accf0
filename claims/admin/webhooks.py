"""Webhooks of partners: where they are told, how far they are, and what came back."""

import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from unfold.decorators import display
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from claims.models import EventType, Partner, Webhook, WebhookState
from claims.services.webhooks import (
    LONGEST_OVERLAP,
    OVERLAP,
    add_webhook,
    change_webhook,
    disable_webhook,
    enable_webhook,
    remove_webhook,
    replay,
    request_ping,
    rotate_secret,
)

from .acts import Act, ActPages
from .attempts import AttemptInline
from .base import DeskAdmin, DeskForm, RefusedError, person, refusals, show_refusal

HOUR = datetime.timedelta(hours=1)
STATES = {
    WebhookState.ACTIVE: "success",
    WebhookState.DISABLED: "danger",
    WebhookState.REMOVED: "warning",
}


class WebhookForm(DeskForm):
    """An endpoint."""

    # The column itself is no form's: it is said once.
    owner = forms.ModelChoiceField(
        Partner.objects.all(), required=False, label="Partner"
    )
    event_types = forms.MultipleChoiceField(
        choices=EventType.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=EventType.values,
        label="Told of",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.fields["owner"].required = True
        else:
            self.fields.pop("owner")


class SecretForm(forms.Form):
    """For how long the secret before is good beside the new one."""

    overlap_hours = forms.IntegerField(
        label="Hours in which both are good",
        min_value=0,
        max_value=LONGEST_OVERLAP // HOUR,
        initial=OVERLAP // HOUR,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text="0 where nobody has the one before, or somebody has who should not.",
    )


class ReplayForm(forms.Form):
    """From where on an endpoint is told again."""

    after = forms.IntegerField(
        label="All after entry",
        min_value=0,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text="The sequence of the last entry that it need not be told again; "
        "0 for all.",
    )


@admin.register(Webhook)
class WebhookAdmin(ActPages, DeskAdmin):
    """The pages of webhooks."""

    form = WebhookForm
    list_display = ["__str__", "partner", "state_badge", "told", "next_try"]
    list_filter = ["state", "partner"]
    list_select_related = ["partner", "cursor"]
    search_fields = ["url", "description", "partner__name"]
    search_help_text = "Address, description or partner"
    autocomplete_fields = ["topics"]
    inlines = [AttemptInline]
    about = ["partner_name", "state_in_words", "told", "next_try"]
    asked = ["url", "description", "topics", "languages", "event_types", "payload"]
    acts = (
        Act(
            request_ping,
            "Send a test",
            "claims.change_webhook",
            "The worker sends it; what came back is listed below.",
            lambda webhook: webhook.state != WebhookState.REMOVED,
        ),
        Act(
            enable_webhook,
            "Enable",
            "claims.change_webhook",
            "It is told what it has missed, in order.",
            lambda webhook: webhook.state == WebhookState.DISABLED,
        ),
        Act(
            disable_webhook,
            "Disable",
            "claims.change_webhook",
            "It is told nothing until it is enabled.",
            lambda webhook: webhook.state == WebhookState.ACTIVE,
        ),
        Act(
            remove_webhook,
            "Remove for good",
            "claims.change_webhook",
            "It is told nothing any more.",
            lambda webhook: webhook.state != WebhookState.REMOVED,
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_newest()

    def get_urls(self) -> list[Any]:
        secret = self.admin_site.admin_view(self.secret_view)
        again = self.admin_site.admin_view(self.replay_view)
        return [
            path("<path:object_id>/secret/", secret, name="claims_webhook_secret"),
            path("<path:object_id>/replay/", again, name="claims_webhook_replay"),
            *super().get_urls(),
        ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return [(None, {"fields": ["owner", *self.asked]})]
        return [(None, {"fields": [*self.about, *self.asked]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.about if obj else []

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave what was removed as it is."""
        return super().has_change_permission(request, obj) and (
            obj is None or obj.state != WebhookState.REMOVED
        )

    def record(self, row: Any, by: User, values: dict[str, Any]) -> Webhook:
        webhook, _ = add_webhook(values.pop("owner"), by=by, **values)
        return webhook

    def revise(self, row: Any, seen: Any, by: User, values: dict[str, Any]) -> Webhook:
        return change_webhook(row, revision=seen, by=by, **values)

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> HttpResponse:
        """Lead on to the secret, without which the partner cannot tell what is ours."""
        self.message_user(request, "The webhook is added.", messages.SUCCESS)
        return HttpResponseRedirect(page_of(obj, "secret"))

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        *args: Any,
        obj: Any = None,
        **kwargs: Any,
    ) -> Any:
        if obj and self.has_change_permission(request, obj):
            context["leads"] = [
                {"label": "New secret", "url": page_of(obj, "secret")},
                {"label": "Send again from …", "url": page_of(obj, "replay")},
            ]
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def secret_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Make a new secret, and show it on the answer's own page and never again."""
        webhook = self.changed(request, object_id)
        form = SecretForm(request.POST or None)
        if form.is_valid():
            overlap = form.cleaned_data["overlap_hours"] * HOUR
            try:
                with transaction.atomic(), refusals():
                    secret = rotate_secret(webhook, by=person(request), overlap=overlap)
                    self.log_change(request, webhook, "Made a new secret.")
            except RefusedError as refusal:
                show_refusal(form, refusal.error)
            else:
                context = self.page(
                    request, webhook, "Secret", done="Made", secret=secret
                )
                template = "admin/claims/webhook/secret.html"
                response = TemplateResponse(request, template, context)
                response["Cache-Control"] = "no-store"
                return response
        says = "Messages are signed with it (Standard Webhooks). It is shown once."
        context = self.page(request, webhook, "New secret", form, says, "Make it")
        return TemplateResponse(request, "admin/claims/ask.html", context)

    def replay_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Have an endpoint told again of all from an entry on."""
        webhook = self.changed(request, object_id)
        form = ReplayForm(request.POST or None)
        if form.is_valid():
            after = form.cleaned_data["after"]
            try:
                with transaction.atomic(), refusals():
                    replay(webhook, after=after, by=person(request))
                    self.log_change(request, webhook, f"Sent again after {after}.")
            except RefusedError as refusal:
                show_refusal(form, refusal.error)
            else:
                told = f"It is told again of all after entry {after}, in order."
                self.message_user(request, told, messages.SUCCESS)
                return HttpResponseRedirect(page_of(webhook, "change"))
        says = f"It was told of entries up to {webhook.cursor.delivered_through}."
        context = self.page(request, webhook, "Send again", form, says, "Send again")
        return TemplateResponse(request, "admin/claims/ask.html", context)

    def changed(self, request: HttpRequest, object_id: str) -> Webhook:
        """Find the endpoint of a page, for who may change it."""
        webhook = self.get_object(request, unquote(object_id))
        if webhook is None:
            raise Http404
        if not self.has_change_permission(request, webhook):
            raise PermissionDenied
        return webhook

    def page(
        self,
        request: HttpRequest,
        webhook: Webhook,
        title: str,
        form: Any = None,
        says: str = "",
        done: str = "",
        **more: Any,
    ) -> dict[str, Any]:
        """Give what a page of an endpoint shows."""
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": str(webhook),
            "opts": self.opts,
            "original": webhook,
            "form": form,
            "says": says,
            "done": done,
            "back": page_of(webhook, "change"),
            "media": self.media,
            **more,
        }

    @admin.display(description="Partner")
    def partner_name(self, webhook: Webhook) -> str:
        return str(webhook.partner)

    @display(description="State", label=STATES, ordering="state")
    def state_badge(self, webhook: Webhook) -> tuple[str, str]:
        return webhook.state, webhook.get_state_display()

    @admin.display(description="State")
    def state_in_words(self, webhook: Webhook) -> str:
        words = webhook.get_state_display().capitalize()
        return f"{words}: {webhook.reason}" if webhook.reason else words

    @admin.display(description="Told up to entry")
    def told(self, webhook: Any) -> str:
        through, newest = webhook.cursor.delivered_through, webhook.newest
        return f"{through} of {newest}" if through < newest else str(through)

    @admin.display(description="Next try (UTC)")
    def next_try(self, webhook: Webhook) -> str:
        cursor = webhook.cursor
        if not cursor.next_try_at:
            return ""
        return f"{cursor.next_try_at:%Y-%m-%d %H:%M:%S}, after {cursor.tries}"


def page_of(webhook: Webhook, name: str) -> str:
    """Give the address of a page of an endpoint."""
    return reverse(f"admin:claims_webhook_{name}", args=[quote(webhook.pk)])
