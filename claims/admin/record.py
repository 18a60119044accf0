"""The record: what is public, to be read and never changed here."""

import json
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from unfold.decorators import display

from claims.documents import address
from claims.models import Entry, Event, PublishedClaim
from claims.text import TURN

from .base import ReadOnlyAdmin, named

EVENTS = {
    Event.PUBLISHED: "success",
    Event.UPDATED: "info",
    Event.CORRECTED: "warning",
    Event.WITHDRAWN: "danger",
}


def with_marks(text: str) -> str:
    """Write out the marks that turn the direction of text, as JSON may."""
    return TURN.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    """Read through the desk's own role, which may also read whom an entry names."""

    list_display = ["sequence", "claim", "version", "event_badge", "at", "by"]
    list_filter = ["event"]
    list_select_related = ["claim", "by"]
    search_fields = ["claim__text", "note", "digest"]
    search_help_text = "Claim, note or digest"
    fields = [
        "claim",
        ("version", "event"),
        "public_address",
        "note",
        ("at", named("by")),
        "fingerprint",
        "previous_fingerprint",
        "told",
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).using("default")

    @display(description="Event", label=EVENTS, ordering="event")
    def event_badge(self, entry: Entry) -> tuple[str, str]:
        return entry.event, entry.get_event_display()

    @admin.display(description="Address")
    def public_address(self, entry: Entry) -> str:
        url = address(entry.claim_id, "versions", str(entry.version))
        return format_html('<a href="{}" class="desk-long text-link">{}</a>', url, url)

    @admin.display(description="Digest")
    def fingerprint(self, entry: Entry) -> str:
        return format_html('<span class="desk-long">{}</span>', entry.digest)

    @admin.display(description="Digest of the version before")
    def previous_fingerprint(self, entry: Entry) -> str:
        return format_html('<span class="desk-long">{}</span>', entry.previous)

    @admin.display(description="Document")
    def told(self, entry: Entry) -> str:
        document = json.loads(bytes(entry.document))
        pretty = json.dumps(document, indent=2, ensure_ascii=False)
        return format_html('<pre class="desk-long">{}</pre>', with_marks(pretty))


@admin.register(PublishedClaim)
class PublishedClaimAdmin(ReadOnlyAdmin):
    """The claims that are public now."""

    list_display = ["claim", "version", "status", "published_at", "updated_at"]
    list_filter = ["status"]
    list_select_related = ["entry__claim"]
    search_fields = ["entry__claim__text"]
    search_help_text = "Claim"
    fields = ["claim", "entry", "status", "published_at", "updated_at"]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request).using("default").standing()
        return rows.select_related("entry__claim")

    def claim(self, row: PublishedClaim) -> str:
        return str(row.entry.claim)

    def version(self, row: PublishedClaim) -> int:
        return row.entry.version
