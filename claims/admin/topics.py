"""The events and subjects that claims are about."""

from django.contrib import admin

from claims.models import Topic

from .base import DeskAdmin


@admin.register(Topic)
class TopicAdmin(DeskAdmin):
    """The pages of topics."""

    list_display = ["name", "kind", "period", "parent"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["name", "slug", "wikidata"]
    search_help_text = "Name, slug or Wikidata id"
    autocomplete_fields = ["parent"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "kind", "description", "period", "parent", "wikidata"]

    def get_prepopulated_fields(self, request, obj=None):
        """Leave the slug of a topic that exists alone: it is a public address."""
        return {} if obj else self.prepopulated_fields
