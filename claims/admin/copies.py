"""What was kept of a source, and what checks of its link came to, on its page."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from unfold.admin import TabularInline
from unfold.utils import display_for_label

from claims.models import Capture, LinkCheck, LinkOutcome

from .base import ReadOnlyInline, named

OUTCOMES = {
    LinkOutcome.OK: "success",
    LinkOutcome.CHANGED: "warning",
    LinkOutcome.QUOTE_MISSING: "danger",
    LinkOutcome.GONE: "danger",
    LinkOutcome.UNREACHABLE: "warning",
}
SHOWN = 20


class NewestInline(ReadOnlyInline, TabularInline):
    """The newest of a source's rows; a source may gather hundreds over the years."""

    hide_title = True

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        source = request.resolver_match.kwargs.get("object_id")  # type: ignore[union-attr]
        newest = self.model.objects.filter(source=source).order_by("-id")[:SHOWN]
        return rows.filter(pk__in=list(newest.values_list("pk", flat=True)))


class CaptureInline(NewestInline):
    """Copies of the source."""

    model = Capture
    verbose_name_plural = "Copies"
    fields = ["taken", "kind", "title", "fingerprint", "archive", named("by")]
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("by").defer("text")

    @admin.display(description="When (UTC)")
    def taken(self, capture: Capture) -> str:
        return f"{capture.created_at:%Y-%m-%d %H:%M}"

    @admin.display(description="SHA-256")
    def fingerprint(self, capture: Capture) -> str:
        return format_html('<span class="desk-long">{}</span>', capture.digest)

    @admin.display(description="Wayback Machine")
    def archive(self, capture: Capture) -> str:
        if not capture.archive_url:
            return capture.archive_failure
        return format_html(
            '<a class="text-link" href="{}" rel="noreferrer">Copy</a>',
            capture.archive_url,
        )


class LinkCheckInline(NewestInline):
    """Checks of the source's link."""

    model = LinkCheck
    verbose_name_plural = "Link checks"
    fields = ["checked", "came_to", "status", "url", "words"]
    readonly_fields = fields

    @admin.display(description="When (UTC)")
    def checked(self, check: LinkCheck) -> str:
        return f"{check.created_at:%Y-%m-%d %H:%M}"

    @admin.display(description="Came to")
    def came_to(self, check: LinkCheck) -> str:
        told = (check.outcome, check.get_outcome_display())
        return display_for_label(told, "", OUTCOMES)
