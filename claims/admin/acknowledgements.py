"""Correction receipts: which version of a claim each partner has acknowledged."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from unfold.decorators import display

from claims.models import Acknowledgement, Entry, Event

from .base import ReadOnlyAdmin
from .jobs import NearPaginator

NOT_YET = "Not yet by any webhook."


class StandingFilter(admin.SimpleListFilter):
    """Whether a partner has the newest version."""

    title = "version"
    parameter_name = "version"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("old", "An earlier one")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.outdated() if self.value() == "old" else queryset


@admin.register(Acknowledgement)
class AcknowledgementAdmin(ReadOnlyAdmin):
    """Claims and partners: the version acknowledged beside the newest one."""

    list_display = ["claim", "partner", "webhook", "version", "newest", "acknowledged"]
    list_filter = [StandingFilter, "webhook__partner"]
    list_select_related = ["claim", "webhook__partner", "entry"]
    list_per_page = 50
    search_fields = ["claim__text"]
    search_help_text = "Claim"
    paginator = NearPaginator
    fields = ["claim", "partner", "webhook", "version", "newest", "acknowledged"]

    def get_queryset(self, request: HttpRequest) -> Any:
        # On the desk's own connection: an entry read later would be the record's.
        rows = super().get_queryset(request).using("default").with_current()
        return rows.select_related(*self.list_select_related)

    @admin.display(description="Partner", ordering="webhook__partner__name")
    def partner(self, row: Acknowledgement) -> str:
        return str(row.webhook.partner)

    @admin.display(description="Acknowledged version")
    def version(self, row: Acknowledgement) -> str:
        return version_of(row.entry.version, row.entry.event)

    @admin.display(description="When (UTC)", ordering="at")
    def acknowledged(self, row: Acknowledgement) -> str:
        return f"{row.at:%Y-%m-%d %H:%M}"

    @display(description="Newest version", label={True: "success", False: "warning"})
    def newest(self, row: Any) -> tuple[bool, str]:
        said = version_of(row.current, row.current_event)
        return row.current == row.entry.version, said


def version_of(number: int, event: str) -> str:
    """Name a version, and whether it is that the claim was withdrawn."""
    return f"{number} (withdrawn)" if event == Event.WITHDRAWN else str(number)


def acknowledged_by(entry: Entry) -> str:
    """List who has acknowledged an entry or a later one, and who still has an earlier."""
    rows = Acknowledgement.objects.filter(claim=entry.claim_id).select_related(
        "webhook__partner", "entry"
    )
    lines = [
        (
            page_of(row),
            row.webhook.partner,
            "has" if row.entry_id >= entry.pk else "still has",
            row.entry.version,
            f"{row.at:%Y-%m-%d %H:%M}",
        )
        for row in rows
    ]
    if not lines:
        return NOT_YET
    return format_html(
        "<ul>{}</ul>",
        format_html_join(
            "",
            '<li><a class="text-link" href="{}">{}</a> {} version {}, '
            "acknowledged {} UTC</li>",
            lines,
        ),
    )


def page_of(row: Acknowledgement) -> str:
    """Give the page of the endpoint that acknowledged."""
    return reverse("admin:claims_webhook_change", args=[row.webhook_id])
