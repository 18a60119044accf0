"""Sparse documents: some members of a published claim, as they stand in the whole."""

import json
from collections.abc import Collection

from .claims import ClaimDocument

MEMBERS = tuple(ClaimDocument().fields)
# What most of a document is made of.
LONG = ("citations", "reviews")


def members_kept(
    fields: Collection[str] | None, expand: Collection[str] | None
) -> frozenset[str] | None:
    """Say which members a document keeps; ``None`` is all of them.

    ``fields`` names them, all but the long ones where it is not given; ``expand``
    names long ones to keep besides.
    """
    if fields is None and expand is None:
        return None
    named = set(MEMBERS) - set(LONG) if fields is None else set(fields)
    return frozenset(named | set(expand or ()))


def sparse(document: bytes, members: frozenset[str] | None) -> bytes:
    """Keep some members of a stored document, each byte for byte as it was."""
    if members is None:
        return document
    whole = json.loads(document)
    kept = {name: whole[name] for name in whole if name in members}
    # What was canonical stays so: no number in it is one that JSON writes in two ways.
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
