"""Pages of a list that may be long: numbered where near, by the last row beyond."""

import datetime
import uuid
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import F, OrderBy, Q, QuerySet
from django.utils.functional import cached_property

from claims.models import Claim
from claims.models.sizes import EXACT, Size

# The columns a list may be sorted by; each has an index of its own, both ways.
SORTED = ("id", "due_on", "recheck_on")


class Order(NamedTuple):
    """How the list is sorted: by one column, then by key, empty ones at the end."""

    name: str = "id"
    descending: bool = True

    @property
    def terms(self) -> list[Any]:
        if self.name == "id":
            return ["-pk" if self.descending else "pk"]
        by = OrderBy(F(self.name), descending=self.descending, nulls_last=True)
        return [by, "-pk"]


class Place(NamedTuple):
    """Where a page ends: the value it is sorted by, and the key of its last row."""

    value: datetime.date | None
    key: uuid.UUID

    @classmethod
    def of(cls, claim: Claim, order: Order) -> "Place":
        value = None if order.name == "id" else getattr(claim, order.name)
        return cls(value, claim.pk)

    @classmethod
    def read(cls, text: str) -> "Place":
        """Read what ``str`` wrote; ``ValueError`` for anything else."""
        value, mark, key = text.partition("_")
        if not mark:
            raise ValueError("a place has a value and a key")
        day = datetime.date.fromisoformat(value) if value else None
        return cls(day, uuid.UUID(key))

    def __str__(self) -> str:
        return f"{self.value or ''}_{self.key}"


def keys_after(
    rows: QuerySet[Claim], order: Order, place: Place, number: int
) -> list[uuid.UUID]:
    """Read the keys of the rows that follow a place, each part along an index."""
    rows = rows.order_by(*order.terms)
    if order.name == "id":
        step = "lt" if order.descending else "gt"
        return _keys(rows.filter(**{f"pk__{step}": place.key}), number)
    found: list[uuid.UUID] = []
    without = rows.filter(**{f"{order.name}__isnull": True})
    if place.value is None:
        without = without.filter(pk__lt=place.key)
    else:
        step = "lt" if order.descending else "gt"
        found = _keys(
            rows.filter(
                Q(**{f"{order.name}__{step}": place.value}) | Q(pk__lt=place.key),
                **{f"{order.name}__{step}e": place.value},
            ),
            number,
        )
    if len(found) < number:
        found += _keys(without.order_by("-pk"), number - len(found))
    return found


def _keys(rows: QuerySet[Claim], number: int) -> list[uuid.UUID]:
    return list(rows.values_list("pk", flat=True)[:number])


class NearPaginator(Paginator):
    """Numbered pages as far as rows are counted; a link leads on from there."""

    def __init__(self, *args: Any, size: Size, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.size = size

    @cached_property
    def count(self) -> int:
        return min(self.size.number, EXACT)
