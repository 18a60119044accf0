"""A review that says something else by now, brought up to date."""

from functools import cached_property
from typing import Any

from django.contrib.auth.models import User

from claims.models import (
    Claim,
    DeskRow,
    ImportedReview,
    Review,
    Stage,
    UnpublishedChange,
)
from claims.services.base import write
from claims.services.changes import settle_change
from claims.services.publication import publish_claim


class Change:
    """A review that is known, with its claim, which is locked."""

    def __init__(
        self, row: ImportedReview, review: Review, claim: Claim, *, publishes: bool
    ) -> None:
        self.row, self.review, self.claim = row, review, claim
        self.publishes = publishes
        self.is_published = False

    @cached_property
    def is_untouched(self) -> bool:
        """Whether nobody has worked on the claim since it was imported.

        What people made of it is neither overwritten nor published by an import.
        Asked before anything is written, it stays as it was.
        """
        return (
            self.claim.pk == self.row.claim_id
            and self.claim.revision == self.row.claim_revision
            and not self.claim.citations.exists()
            and not UnpublishedChange.objects.filter(claim=self.claim).exists()
        )


def bring_up_to_date(
    change: Change,
    of_claim: dict[str, Any],
    of_review: dict[str, Any],
    *,
    by: User,
) -> bool:
    """Write what a file says now, and publish it where the import publishes.

    Tells whether anything was otherwise.
    """
    review, claim, is_untouched = change.review, change.claim, change.is_untouched
    is_changed = written(review, of_review)
    if is_untouched:
        is_changed |= written(claim, of_claim)
    if not is_changed:
        return False
    public = claim.stage == Stage.PUBLISHED
    if public and change.publishes and is_untouched:
        publish_claim(claim, revision=claim.revision, by=by)
        change.is_published = True
    else:
        settle_change(claim)
    return True


def written(row: DeskRow, columns: dict[str, Any]) -> bool:
    """Write the columns that are otherwise; tell whether there were any."""
    differing = {
        name: value
        for name, value in columns.items()
        if not name.endswith("_range") and getattr(row, name) != value
    }
    if differing:
        write(row, **differing)
    return bool(differing)
