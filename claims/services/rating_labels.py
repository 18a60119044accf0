"""What other publishers' labels come to, looked up and carried to earlier imports."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User

from claims.models import RatingLabel, Review

from .base import acting, edit, lock, locked, write
from .changes import settle_change

Mapping = dict[tuple[uuid.UUID | None, str], uuid.UUID | None]
"""Verdicts by publisher, none for any, and by the key of the label."""


def mapping_of(keys: Iterable[str]) -> Mapping:
    """Read what is known of labels."""
    labels = RatingLabel.objects.filter(key__in=set(keys))
    return {(each.publisher_id, each.key): each.verdict_id for each in labels}


def verdict_for(mapping: Mapping, publisher: uuid.UUID, key: str) -> uuid.UUID | None:
    """Give the verdict of a publisher's label; what it says itself goes first."""
    return mapping.get((publisher, key), mapping.get((None, key)))


def apply_rating_label(label: RatingLabel, *, by: User) -> int:
    """Give the imported reviews with a label the verdict it is mapped to now.

    A label of any publisher leaves alone the reviews of those who have it mapped
    themselves. What is public stays as it is until it is published anew. Returns
    the number of reviews. Each review is changed in a transaction of its own, so
    interrupted it goes on when it is called again.
    """
    reason = f"Rating label: {label}"
    with acting(by, "change_ratinglabel", reason=reason):
        reviews = _labelled(label)
    for review in reviews:
        with acting(by, "change_ratinglabel", reason=reason):
            claim = locked(review.claim)
            write(locked(review), verdict=label.verdict)
            settle_change(claim)
    return len(reviews)


def _labelled(label: RatingLabel) -> list[Review]:
    reviews = Review.objects.filter(imported__rating=label.key)
    if label.publisher_id:
        reviews = reviews.filter(publisher=label.publisher_id)
    else:
        own = RatingLabel.objects.filter(key=label.key).exclude(publisher=None)
        reviews = reviews.exclude(publisher__in=own.values("publisher"))
    found = reviews.select_related("claim").order_by("pk")
    return [each for each in found if each.verdict_id != label.verdict_id]


def revise_rating_label(
    row: RatingLabel, *, revision: int, by: User, reason: str = "", **values: Any
) -> RatingLabel:
    """Change a rating label; what was imported before keeps the verdict it has.

    Raises ``ConflictError`` when the label is no longer at ``revision``.
    """
    with acting(by, "change_ratinglabel", reason=reason):
        fresh = lock(row, revision)
        edit(fresh, **values)
    return fresh
