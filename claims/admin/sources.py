"""The documents that are cited."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from claims.models import Source
from claims.services.captures import request_capture
from claims.services.link_checks import request_check

from .acts import Act, ActPages
from .base import DeskAdmin
from .copies import CaptureInline, LinkCheckInline
from .merging import MergePages
from .texts import TextPages


@admin.register(Source)
class SourceAdmin(ActPages, TextPages, MergePages, DeskAdmin):
    """The pages of sources."""

    list_display = ["title", "kind", "publisher", "published", "reliability"]
    list_filter = ["kind", "reliability", "directness", "is_withheld"]
    list_select_related = ["publisher"]
    search_fields = ["title", "url", "publisher__name"]
    search_help_text = "Title, address or publisher"
    autocomplete_fields = ["publisher", "authors", "repeats"]
    inlines = [CaptureInline, LinkCheckInline]
    acts = (
        Act(
            request_capture,
            "Archive now",
            "claims.change_source",
            "The worker archives it; the copy is listed below when it is there.",
            lambda source: bool(source.url),
        ),
        Act(
            request_check,
            "Check link",
            "claims.change_source",
            "The worker checks it; what came of it is listed below.",
            lambda source: bool(source.url),
        ),
    )
    readonly_fields = ["last_passed"]
    fieldsets = [
        (None, {"fields": ["kind", "title", "publisher", "authors"]}),
        (
            "Where and when",
            {"fields": ["url", "published", "accessed_on", "language", "last_passed"]},
        ),
        ("Copy", {"fields": ["archive_url", "archive_digest"]}),
        ("How good it is", {"fields": ["directness", "reliability", "repeats"]}),
        ("Safety", {"fields": ["is_withheld", "withheld_reason"]}),
    ]

    @admin.display(description="Last found as it was")
    def last_passed(self, source: Source) -> str:
        """Say when a check of the link last passed: a failed one does not move it."""
        passed = source.link_checks.last_passed()
        return f"{passed.created_at:%Y-%m-%d %H:%M} UTC" if passed else ""

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """Leave out what a source that is being added cannot have yet."""
        return self.inlines if obj else []
