"""What has been said about claims, all in one list."""

from django.contrib import admin

from claims.models import Comment

from .base import ReadOnlyAdmin, named


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    """What has been said on all claims; it is written and settled on a claim's page."""

    list_display = ["claim", "__str__", named("author"), "created_at", "resolved_at"]
    list_select_related = ["claim", "author"]
    search_fields = ["text"]
    search_help_text = "What was said"
    fields = ["claim", "text", named("author"), "created_at", "resolved_at"]
