"""Soft checks: what may be wrong with a claim; they warn and never refuse."""

from collections.abc import Callable, Iterator

from claims.models import Claim

from .desk import Desk, Severity, Warned, read_desk
from .evidence import (
    evidence_is_not_independent,
    link_is_not_as_it_was,
    quote_is_not_found,
    recheck_is_overdue,
    review_is_older_than_the_evidence,
)
from .figures import (
    figures_conflict,
    finding_contradicts,
    parts_exceed_the_total,
    series_falls,
)

__all__ = [
    "CHECKS",
    "Desk",
    "Severity",
    "Warned",
    "check_claim",
    "check_desk",
    "read_desk",
]

CHECKS: tuple[Callable[[Desk], Iterator[Warned]], ...] = (
    parts_exceed_the_total,
    series_falls,
    finding_contradicts,
    evidence_is_not_independent,
    quote_is_not_found,
    link_is_not_as_it_was,
    review_is_older_than_the_evidence,
    recheck_is_overdue,
    figures_conflict,
)


def check_claim(claim: Claim) -> list[Warned]:
    """Say what may be wrong with a claim as the desk holds it, the surest first.

    Reads only, in a number of queries that does not grow with the evidence.
    """
    return check_desk(read_desk(claim))


def check_desk(desk: Desk) -> list[Warned]:
    """Say what may be wrong with what was read of a claim, the surest first."""
    warned = [each for check in CHECKS for each in check(desk)]
    return sorted(warned, key=lambda each: each.severity)
