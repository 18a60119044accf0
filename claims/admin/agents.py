"""The people and organisations that claim, publish and write."""

from django.contrib import admin

from claims.models import Agent

from .base import DeskAdmin
from .merging import MergePages


@admin.register(Agent)
class AgentAdmin(MergePages, DeskAdmin):
    """The pages of agents."""

    list_display = ["name", "kind", "country"]
    list_filter = ["kind"]
    search_fields = ["name", "site", "wikidata"]
    search_help_text = "Name, site or Wikidata id"
    fields = ["name", "kind", "site", ("wikidata", "country")]
