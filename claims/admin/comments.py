"""Comments, as part of a claim."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import TabularInline

from claims.models import Comment
from claims.services.comments import comment

from .base import (
    NamedCells,
    ReadOnlyAdmin,
    ServiceForm,
    ServiceFormSet,
    ServiceInline,
    named,
)


class CommentFormSet(ServiceFormSet):
    """The service that writes comments."""

    def record(self, values: dict[str, Any]) -> Comment:
        return comment(self.instance, by=self.by, **values)


class CommentInline(NamedCells, ServiceInline, TabularInline):
    """What has been said; one may add to it and take nothing back."""

    model = Comment
    form = ServiceForm
    formset = CommentFormSet
    can_delete = False
    hide_title = True
    fields = ["text", named("author"), "created_at"]
    readonly_fields = fields[1:]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("author")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    """What has been said on all claims; it is written and settled on a claim's page."""

    list_display = ["claim", "__str__", named("author"), "created_at", "resolved_at"]
    list_select_related = ["claim", "author"]
    search_fields = ["text"]
    search_help_text = "What was said"
    fields = ["claim", "text", named("author"), "created_at", "resolved_at"]
