"""A review that says something else by now, brought up to date."""

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
    """A review that is known, with its claim, which is locked.

    ``is_untouched`` says that nobody has worked on the claim since it was imported:
    what people made of it is neither overwritten nor published by an import.
    """

    def __init__(
        self, row: ImportedReview, review: Review, claim: Claim, *, publishes: bool
    ) -> None:
        self.review, self.claim, self.publishes = review, claim, publishes
        self.is_published = False
        self.is_untouched = (
            claim.pk == row.claim_id
            and claim.revision == row.claim_revision
            and not claim.citations.exists()
            and not UnpublishedChange.objects.filter(claim=claim).exists()
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
    review, claim = change.review, change.claim
    is_changed = written(review, of_review)
    if change.is_untouched:
        is_changed |= written(claim, of_claim)
    if not is_changed:
        return False
    public = claim.stage == Stage.PUBLISHED
    if public and change.publishes and change.is_untouched:
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
