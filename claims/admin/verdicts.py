"""The rating scale."""

from django.contrib import admin

from claims.models import Verdict

from .base import DeskAdmin


@admin.register(Verdict)
class VerdictAdmin(DeskAdmin):
    """The pages of verdicts."""

    list_display = ["label", "status", "rating", "position"]
    list_filter = ["status"]
    search_fields = ["label", "definition"]
    search_help_text = "Label or definition"
    fieldsets = [
        (None, {"fields": ["label", "definition", "status"]}),
        ("On the scale", {"fields": [("rating", "worst", "best")]}),
        ("In lists", {"fields": ["colour", "position"]}),
    ]
