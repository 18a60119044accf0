"""What figures count."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from claims.models import Measure

from .base import DeskAdmin


@admin.register(Measure)
class MeasureAdmin(DeskAdmin):
    """The pages of measures."""

    list_display = ["name", "topic", "unit", "scope", "period"]
    search_fields = ["name", "topic__name", "scope"]
    search_help_text = "Name, topic or scope"
    autocomplete_fields = ["topic"]
    fields = ["topic", "name", "unit", "scope", "period", "counts_from"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch the topic, by which people tell measures of one name apart."""
        return super().get_queryset(request).select_related("topic")
