"""What was sent to webhooks and what came back, and having it sent again."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from unfold.admin import TabularInline
from unfold.decorators import display
from unfold.utils import display_for_label

from claims.models import WebhookAttempt
from claims.services.webhooks import resend_attempt

from .acts import Act, ActPages
from .base import ReadOnlyAdmin, ReadOnlyInline
from .jobs import NearPaginator

SHOWN = 20
OUTCOMES = {True: "success", False: "danger"}


def outcome_of(attempt: WebhookAttempt) -> str:
    """Say what came of a message, in a word or two."""
    return str(attempt.status or "no answer")


class AttemptInline(ReadOnlyInline, TabularInline):
    """The newest messages to an endpoint."""

    model = WebhookAttempt
    verbose_name_plural = "Newest deliveries"
    hide_title = True
    show_change_link = True
    fields = ["sent", "type", "sequence", "number", "came_to", "took", "error"]
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        webhook = request.resolver_match.kwargs.get("object_id")  # type: ignore[union-attr]
        newest = WebhookAttempt.objects.filter(webhook=webhook).order_by("-id")[:SHOWN]
        return rows.filter(pk__in=list(newest.values_list("pk", flat=True)))

    @admin.display(description="When (UTC)")
    def sent(self, attempt: WebhookAttempt) -> str:
        return f"{attempt.created_at:%Y-%m-%d %H:%M:%S}"

    @admin.display(description="Came to")
    def came_to(self, attempt: WebhookAttempt) -> str:
        told = (attempt.is_delivered, outcome_of(attempt))
        return display_for_label(told, "", OUTCOMES)

    @admin.display(description="Took")
    def took(self, attempt: WebhookAttempt) -> str:
        return f"{attempt.milliseconds} ms"


@admin.register(WebhookAttempt)
class WebhookAttemptAdmin(ActPages, ReadOnlyAdmin):
    """Every message of the last 30 days; one that tells of an entry can be sent again."""

    list_display = ["sent", "webhook", "type", "sequence", "number", "came_to", "took"]
    list_filter = ["is_delivered", "type", "webhook"]
    list_select_related = ["webhook"]
    list_per_page = 50
    search_fields = ["message_id__exact"]
    search_help_text = "The header webhook-id, all of it"
    paginator = NearPaginator
    fields = [
        "sent",
        "webhook",
        "type",
        "sequence",
        "message_id",
        "number",
        "came_to",
        "took",
        "error",
        "answer",
    ]
    acts = (
        Act(
            resend_attempt,
            "Send again",
            "claims.change_webhook",
            "The worker sends it; what came back is listed with the webhook.",
            lambda attempt: attempt.sequence is not None,
        ),
    )
    change_form_template = "admin/claims/job/change_form.html"

    @admin.display(description="When (UTC)")
    def sent(self, attempt: WebhookAttempt) -> str:
        return f"{attempt.created_at:%Y-%m-%d %H:%M:%S}"

    @display(description="Came to", label=OUTCOMES)
    def came_to(self, attempt: WebhookAttempt) -> tuple[bool, str]:
        return attempt.is_delivered, outcome_of(attempt)

    @admin.display(description="Took")
    def took(self, attempt: WebhookAttempt) -> str:
        return f"{attempt.milliseconds} ms"

    @admin.display(description="The beginning of the answer")
    def answer(self, attempt: WebhookAttempt) -> str:
        return format_html('<pre class="desk-long">{}</pre>', attempt.response)
