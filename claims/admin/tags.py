"""The words claims are grouped by."""

from django.contrib import admin

from claims.models import Tag

from .base import DeskAdmin


@admin.register(Tag)
class TagAdmin(DeskAdmin):
    """The pages of tags."""

    list_display = ["name"]
    search_fields = ["name"]
    search_help_text = "Name"
    fields = ["name"]
