"""Checks of figures: parts and wholes, series, findings, conflicts."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from claims import edtf
from claims.documents.claims import stated
from claims.figures import (
    Comparator,
    Comparison,
    Figure,
    Interval,
    Stated,
    compare,
)
from claims.models import Claim, Review, Status

from .desk import Desk, Severity, Warned

QUALIFIED = {
    Status.PARTLY_VERIFIED,
    Status.DISPUTED,
    Status.MISLEADING,
    Status.REFUTED,
    Status.UNVERIFIABLE,
    Status.SUPERSEDED,
}
"""What a claim may be found to be while its sources conflict."""


def parts_exceed_the_total(desk: Desk) -> Iterator[Warned]:
    """Hold a claim against those it is part of, and its parts against it."""
    whole = _interval(desk.claim)
    alike = [each for each in desk.parts if _same_unit(each, desk.claim)]
    least = [_interval(part).lower or Decimal(0) for part in alike if part.figure]
    for total in desk.totals:
        if _same_unit(total, desk.claim) and _exceeds(whole, _interval(total)):
            yield Warned(
                Severity.VIOLATION,
                "value",
                f"This part is more than the whole: “{total}” says {total.figure}.",
            )
    exceeding = [part for part in alike if _exceeds(_interval(part), whole)]
    for part in exceeding:
        yield Warned(
            Severity.VIOLATION,
            "value",
            f"A part is more than this whole: “{part}” says {part.figure}.",
        )
    if not exceeding and whole.upper is not None and sum(least) > whole.upper:
        yield Warned(
            Severity.WARNING,
            "value",
            f"The {len(least)} parts add up to {Figure(Comparator.EXACTLY, Decimal(sum(least)))} or more, "
            "which is more than this whole. Do they overlap?",
        )


def series_falls(desk: Desk) -> Iterator[Warned]:
    """Hold a claim against others of its measure, for earlier and later days."""
    for other in desk.series:
        yield Warned(
            Severity.WARNING,
            "as_of",
            f"A count that adds up does not fall: “{other}” says {other.figure} "
            f"for {edtf.parse(other.as_of).in_words()}. Link the two if one corrects "
            "the other.",
        )


def finding_contradicts(desk: Desk) -> Iterator[Warned]:
    """Hold a review's finding against the evidence, and its verdict against both."""
    review, claimed = desk.review, desk.claim.figure
    found = _finding(review) if review else None
    if review is None or found is None:
        return
    evidence = [each.figure.interval for each in desk.comparable if each.figure]
    if evidence and not any(found.meets(each) for each in evidence):
        yield Warned(
            Severity.VIOLATION,
            "review",
            "The finding agrees with none of the figures that the evidence gives.",
        )
    status = review.verdict.status if review.verdict else None
    if claimed is None or status is None:
        return
    meets = found.meets(claimed.interval)
    if status == Status.VERIFIED and not meets:
        yield Warned(
            Severity.VIOLATION,
            "review",
            f"The verdict is “{review.verdict}”, but the finding does not agree with "
            "the claim's figure.",
        )
    if status == Status.REFUTED and meets:
        yield Warned(
            Severity.WARNING,
            "review",
            f"The verdict is “{review.verdict}”, but the finding agrees with the "
            "claim's figure.",
        )


def figures_conflict(desk: Desk) -> Iterator[Warned]:
    """Ask for a verdict that says so where figures of one thing conflict."""
    status = Status(desk.claim.status)
    if desk.review and desk.review.verdict:
        status = Status(desk.review.verdict.status)
    if status in QUALIFIED:
        return
    told: list[Stated | None] = [stated(each) for each in desk.comparable]
    told.append(stated(desk.claim))
    conflict = any(
        compare(one, other).comparison == Comparison.CONFLICTS
        for one, other in combinations(told, 2)
    )
    if conflict:
        yield Warned(
            Severity.WARNING if status == Status.VERIFIED else Severity.SUGGESTION,
            "status",
            f"Figures conflict, and the claim is {status.label}, not disputed.",
        )


def _interval(claim: Claim) -> Interval:
    if claim.figure is None:
        return Interval(None, None, False, False)
    return claim.figure.interval


def _exceeds(part: Interval, whole: Interval) -> bool:
    """Whether all of one lies above all of the other."""
    if part.lower is None or whole.upper is None:
        return False
    return part.lower >= whole.upper and not part.meets(whole)


def _same_unit(one: Claim, other: Claim) -> bool:
    units = [each.measure.unit if each.measure else None for each in (one, other)]
    return units[0] is not None and units[0] == units[1]


def _finding(review: Review) -> Interval | None:
    numbers = [
        number
        for number in (review.finding_low, review.finding_best, review.finding_high)
        if number is not None
    ]
    return Interval.closed(min(numbers), max(numbers)) if numbers else None
