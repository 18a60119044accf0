"""Saved filters: lists of claims that a person named, for themselves or for all."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .base import DeskRow, clean_text, matches
from .history import tracked
from .text import Line


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    """The ways saved filters are read."""

    def seen_by(self, person: models.Model) -> "SavedFilterQuerySet":
        """Keep a person's own filters and those that others share."""
        return self.filter(Q(owner=person.pk) | Q(is_shared=True)).select_related(
            "owner"
        )


@tracked()
class SavedFilter(DeskRow):
    """A list of claims under a name: the query string of its address."""

    name = Line(max_length=60)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="saved_filters",
        editable=False,
    )
    query = Line(max_length=2000)
    is_shared = models.BooleanField(
        "shared", default=False, help_text="Everybody at the desk sees it."
    )

    objects = SavedFilterQuerySet.as_manager()

    class Meta(DeskRow.Meta):
        ordering = ["name", "id"]
        default_permissions = ()
        constraints = [
            *clean_text("name", "query"),
            matches(
                "query",
                r"^[a-z_0-9]+=[^&=\s]*(&[a-z_0-9]+=[^&=\s]*)*$",
                "Give the query string of a list, such as stage__exact=draft.",
                blank=False,
            ),
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="saved_filter_has_its_name_once",
                violation_error_message="You have a filter of this name already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
