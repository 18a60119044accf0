"""What a comparison of all figures on one measure needs of each public claim."""

import uuid
from collections.abc import Sequence
from typing import NamedTuple

from django.db import models
from django.db.models import Q

from .allowed import Allowed
from .record import Entry


class MeasuredClaim(NamedTuple):
    """A claim of a page of figures: where it stands and its whole document."""

    measure_id: uuid.UUID
    id: uuid.UUID
    document: bytes


class PublishedFiguresQuerySet(models.QuerySet["PublishedFigures"]):
    """The ways the figures of public claims are read."""

    def visible_to(self, allowed: Allowed) -> "PublishedFiguresQuerySet":
        """Keep the claims that may be seen."""
        rows = self
        if allowed.topics:
            rows = rows.filter(topic_id__in=allowed.topics)
        if allowed.languages:
            rows = rows.filter(language__in=allowed.languages)
        return rows

    def page(
        self, *, after: tuple[uuid.UUID, uuid.UUID] | None, limit: int
    ) -> Sequence[MeasuredClaim]:
        """Read up to ``limit`` claims, measure by measure, in the order of their keys."""
        rows = self.order_by("measure_id", "id")
        if after is not None:
            measure_id, key = after
            # The first condition is what an index scan can start from.
            rows = rows.filter(measure_id__gte=measure_id).filter(
                Q(measure_id__gt=measure_id) | Q(id__gt=key)
            )
        names = ("measure_id", "id", "entry__document")
        return [MeasuredClaim(*row) for row in rows.values_list(*names)[:limit]]

    def newest(self, measure_id: uuid.UUID, limit: int) -> Sequence[tuple[int, bytes]]:
        """Read what up to ``limit`` claims on a measure state, newest claims first.

        Each with the entry that it stands in.
        """
        rows = self.filter(measure_id=measure_id).order_by("-id")
        return list(rows.values_list("entry_id", "stated")[:limit])


class PublishedFigures(models.Model):
    """The figures that a public claim, its evidence and our finding state.

    A row for each public claim that has a measure and any figure; ``stated`` is
    short JSON. A projection of the log.
    """

    id = models.UUIDField(primary_key=True)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", db_index=False)
    topic_id = models.UUIDField()
    measure_id = models.UUIDField()
    language = models.CharField(max_length=35)
    stated = models.BinaryField()

    objects = PublishedFiguresQuerySet.as_manager()

    class Meta:
        ordering = ["measure_id", "id"]
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["measure_id", "id"], name="published_figures_of_measure"
            ),
            models.Index(
                fields=["topic_id", "measure_id", "id"],
                name="published_figures_of_topic",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} on {self.measure_id}"
