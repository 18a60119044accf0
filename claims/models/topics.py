"""Topics: the events and subjects that claims and figures are about."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q

from .base import DeskRow, Prose, Rule, matches, one_of, wikidata_id
from .dates import EdtfField
from .history import tracked
from .words import name_index


class TopicKind(models.TextChoices):
    """What sort of thing a topic is."""

    CONFLICT = "conflict"
    DISASTER = "disaster"
    ELECTION = "election"
    EVENT = "event", "other event"
    POLICY = "policy"
    PLACE = "place"
    SUBJECT = "subject"


@tracked()
class Topic(DeskRow):
    """An event or subject, such as “2020 Nagorno-Karabakh war”."""

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(
        max_length=100, unique=True, help_text="Its public address; keep it for ever."
    )
    kind = models.CharField(max_length=20, choices=TopicKind.choices)
    description = Prose(max_length=4000, blank=True)
    wikidata = models.CharField(
        "Wikidata id", max_length=20, blank=True, help_text="Such as Q42."
    )
    period = EdtfField(help_text="When it happened, as EDTF: 1988/1994, 2020-23.")
    period_range = DateRangeField(null=True, editable=False)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text="The larger topic it is part of.",
    )

    class Meta(DeskRow.Meta):
        ordering = ["name", "id"]
        indexes = [name_index("topic")]
        constraints = [
            one_of("kind", TopicKind),
            wikidata_id(),
            matches(
                "slug",
                r"^[a-z0-9]+(-[a-z0-9]+)*$",
                "Use small letters, digits and single hyphens.",
                blank=False,
            ),
            Rule(
                field="parent",
                name="topic_is_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("id")),
                message="A topic cannot be part of itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
