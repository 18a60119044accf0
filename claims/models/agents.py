"""Agents: the people and organisations that claim, publish and write."""

from django.db import models
from django.db.models.functions import MD5

from .base import (
    COUNTRY,
    clean_text,
    matches,
    one_of,
    url_field,
    web_address,
    wikidata_id,
)
from .history import tracked
from .merging import MergeableRow, StandingManager
from .text import Line
from .words import name_index


class AgentKind(models.TextChoices):
    """What sort of body an agent is."""

    PERSON = "person"
    GOVERNMENT = "government", "government body"
    MEDIA = "media", "news organisation"
    NGO = "ngo", "non-governmental organisation"
    RESEARCH = "research", "research body"
    INTERGOVERNMENTAL = "intergovernmental", "intergovernmental body"
    ORGANISATION = "organisation", "other organisation"


@tracked()
class Agent(MergeableRow):
    """A person or organisation: claimant, publisher or author."""

    name = Line(max_length=200)
    kind = models.CharField(max_length=20, choices=AgentKind.choices)
    site = url_field("Its home page.")
    wikidata = Line("Wikidata id", max_length=20, blank=True, help_text="Such as Q42.")
    country = Line(
        max_length=2, blank=True, help_text="ISO 3166-1 alpha-2, such as AM."
    )

    objects = StandingManager["Agent"]()

    class Meta(MergeableRow.Meta):
        abstract = False
        ordering = ["name", "id"]
        constraints = [
            *MergeableRow.Meta.constraints,
            *clean_text("name", "site"),
            one_of("kind", AgentKind),
            wikidata_id(),
            web_address("site"),
            matches("country", COUNTRY, "Give a two-letter code such as AM."),
            models.UniqueConstraint(
                fields=["name", "kind"],
                condition=models.Q(merged_into=None),
                name="agent_is_listed_once",
                violation_error_message="This agent exists already.",
            ),
        ]
        indexes = [
            name_index("agent"),
            models.Index(MD5("site"), name="agent_by_site"),
        ]
        permissions = [("merge_agent", "Can merge agents")]

    def __str__(self) -> str:
        return self.name
