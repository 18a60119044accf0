"""Agents: the people and organisations that claim, publish and write."""

from django.db import models

from .base import COUNTRY, DeskRow, matches, one_of, url_field, web_address, wikidata_id
from .history import tracked
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
class Agent(DeskRow):
    """A person or organisation: claimant, publisher or author."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=AgentKind.choices)
    site = url_field("Its home page.")
    wikidata = models.CharField(
        "Wikidata id", max_length=20, blank=True, help_text="Such as Q42."
    )
    country = models.CharField(
        max_length=2, blank=True, help_text="ISO 3166-1 alpha-2, such as AM."
    )

    class Meta(DeskRow.Meta):
        ordering = ["name", "id"]
        indexes = [name_index("agent")]
        constraints = [
            one_of("kind", AgentKind),
            wikidata_id(),
            web_address("site"),
            matches("country", COUNTRY, "Give a two-letter code such as AM."),
            models.UniqueConstraint(
                fields=["name", "kind"],
                name="agent_is_listed_once",
                violation_error_message="This agent exists already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
