"""An import taken back: what it published is withdrawn, its drafts are removed."""

import uuid
from typing import NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import timezone

from claims.models import Import, ImportedReview, ImportState, Stage
from claims.services.base import acting, clean_words, locked
from claims.services.publication import withdraw_claim


class Undone(NamedTuple):
    """How many claims were withdrawn, removed, and left as they are."""

    withdrawn: int
    removed: int
    kept: int


def undo_import(imported: Import, *, by: User, reason: str, note: str) -> Undone:
    """Withdraw the claims that an import published and remove its other drafts.

    Claims that somebody has worked on since are kept, and are what of the import
    still stands. What it brought up to date of other imports stays, as do agents. Each claim
    is taken back in a transaction of its own; interrupted, call it again. ``note``
    is public. Raises ``ValidationError`` for an import that runs still.
    """
    note = clean_words("note", note)
    with acting(by, "undo_import", reason=reason):
        if not reason.strip() or not note.strip():
            raise ValidationError("Say why, for the desk and for readers.")
        fresh = Import.objects.select_for_update().get(pk=imported.pk)
        if fresh.state == ImportState.RUNNING:
            raise ValidationError("The import has not come to its end.", code="state")
    done = {"withdrawn": 0, "removed": 0, "kept": 0}
    rows = ImportedReview.objects.made_by(imported).standing()
    for key in list(rows.values_list("pk", flat=True)):
        done[take_back(key, by=by, reason=reason, note=note)] += 1
    with acting(by, "undo_import", reason=reason):
        Import.objects.filter(pk=imported.pk).update(
            state=ImportState.UNDONE, finished_at=timezone.now()
        )
    return Undone(**done)


def take_back(key: uuid.UUID, *, by: User, reason: str, note: str) -> str:
    """Take one claim back, and say how."""
    try:
        with acting(by, "undo_import", reason=reason):
            row = ImportedReview.objects.select_related("claim", "review").get(pk=key)
            claim, review = locked(row.claim), row.review
            if review is None or review.claim_id != claim.pk:
                return "kept"
            if claim.revision != row.claim_revision:
                return "kept"
            if claim.stage == Stage.PUBLISHED:
                withdraw_claim(
                    claim, revision=claim.revision, by=by, reason=reason, note=note
                )
                return "withdrawn"
            row.delete()
            review.delete()
            claim.delete()
            return "removed"
    except ProtectedError:
        # Somebody has cited, reviewed or remarked on it.
        return "kept"
