"""ClaimReviews of schema.org, however they are wrapped, as plain values.

A file is read in constant memory. What cannot be read is listed with its place and
a reason, and the rest goes on: nothing is guessed.
"""

from .items import read_item
from .places import ITEM_LIMIT, Unread, elements
from .reading import MOST_OF_A_PAGE, read_claim_reviews
from .values import Found, Named, ReviewRead, UnreadableError

__all__ = [
    "ITEM_LIMIT",
    "MOST_OF_A_PAGE",
    "Found",
    "Named",
    "ReviewRead",
    "Unread",
    "UnreadableError",
    "elements",
    "read_claim_reviews",
    "read_item",
]
