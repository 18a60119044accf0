"""The documents that are cited."""

from django.contrib import admin

from claims.models import Source

from .base import DeskAdmin


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    """The pages of sources."""

    list_display = ["title", "kind", "publisher", "published", "reliability"]
    list_filter = ["kind", "reliability", "directness", "is_withheld"]
    list_select_related = ["publisher"]
    search_fields = ["title", "url", "publisher__name"]
    search_help_text = "Title, address or publisher"
    autocomplete_fields = ["publisher", "authors", "repeats"]
    fieldsets = [
        (None, {"fields": ["kind", "title", "publisher", "authors"]}),
        (
            "Where and when",
            {"fields": ["url", "published", "accessed_on", "language"]},
        ),
        ("Copy", {"fields": ["archive_url", "archive_digest"]}),
        ("How good it is", {"fields": ["directness", "reliability", "repeats"]}),
        ("Safety", {"fields": ["is_withheld", "withheld_reason"]}),
    ]
