"""What sources say of a claim."""

from typing import Any

from django.contrib.auth.models import User

from claims.models import STEPS, Citation, Claim, Source

from .base import acting, edit, lock, locked
from .changes import settle_change
from .conflicts import settle_conflict


def cite_source(
    claim: Claim, source: Source, *, by: User, reason: str = "", **values: Any
) -> Citation:
    """Cite a source on a claim, with the figure it gives in its own words.

    Locks the claim, as everything here does, so that a publication sees its
    citations as they stood at one moment.
    """
    citation = Citation(claim=claim, source=source)
    with acting(by, STEPS["cite_source"].permission, reason=reason):
        fresh = locked(claim)
        edit(citation, **values)
        settle_change(fresh)
        settle_conflict(fresh)
    return citation


def revise_citation(
    citation: Citation, *, revision: int, by: User, reason: str = "", **values: Any
) -> Citation:
    """Change a citation. Raises ``ConflictError`` when it is no longer at ``revision``."""
    with acting(by, STEPS["revise_citation"].permission, reason=reason):
        claim = locked(citation.claim)
        fresh = lock(citation, revision)
        edit(fresh, **values)
        settle_change(claim)
        settle_conflict(claim)
    return fresh


def remove_citation(
    citation: Citation, *, revision: int, by: User, reason: str = ""
) -> None:
    """Take a citation off a claim; the history and the record keep it.

    Raises ``ConflictError`` when it is no longer at ``revision``.
    """
    with acting(by, STEPS["remove_citation"].permission, reason=reason):
        claim = locked(citation.claim)
        lock(citation, revision).delete()
        settle_change(claim)
        settle_conflict(claim)
