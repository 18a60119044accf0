"""Imports of other publishers' reviews: read, written a batch at a time, undone."""

from .files import import_claim_reviews
from .undoing import Undone, undo_import

__all__ = ["Undone", "import_claim_reviews", "undo_import"]
