"""Saving a form once, however often it is posted."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from django.db.models.functions import Now

from claims.models import Receipt

# A session lasts twelve hours: no page that was saved is posted again after two days.
KEPT = timedelta(days=2)


def key_of(*parts: Iterable[str]) -> str:
    """Digest what tells one post from another; no two lists of words share a key."""
    digest = hashlib.sha256()
    for part in parts:
        for word in part:
            digest.update(f"{len(word)}:{word}".encode())
        digest.update(b";")
    return digest.hexdigest()


def take_receipt(key: str) -> tuple[Receipt, bool]:
    """Give a post's receipt, and whether this is the first post of its kind.

    Waits for an earlier one that is being saved; one that is refused leaves no
    receipt, since the caller's transaction takes it along.
    """
    return Receipt.objects.get_or_create(key=key)


def remove_old_receipts() -> None:
    """Remove the receipts of pages that no session can hold open any more."""
    Receipt.objects.filter(at__lt=Now() - KEPT).delete()


def fill_receipt(receipt: Receipt, row: object) -> None:
    """Write down which row the post was about."""
    receipt.row = str(row)
    receipt.save(update_fields=["row"])
