"""Checks of the evidence: independent, found again, and older than the review or not."""

from collections.abc import Iterator

from django.utils import timezone

from claims.figures import Origin, group_origins
from claims.models import Role, Stage

from .desk import Desk, Severity, Warned


def evidence_is_not_independent(desk: Desk) -> Iterator[Warned]:
    """Ask for evidence that is neither the claim repeated nor the claimant's own."""
    severity = {
        Stage.PUBLISHED: Severity.VIOLATION,
        Stage.IN_REVIEW: Severity.WARNING,
    }.get(Stage(desk.claim.stage))
    if severity and not independent_origins(desk):
        yield Warned(severity, "citations", "There is no independent evidence.")


def independent_origins(desk: Desk) -> int:
    """Count the origins of the evidence that are not where the claim came from."""
    sources = {each.source_id: each.source for each in desk.citations}
    groups = group_origins(
        Origin(source.pk, source.repeats_id, source.publisher_id)
        for source in sources.values()
    )
    evidence = {each.source_id for each in desk.evidence}
    told = {each.source_id for each in desk.citations if each.role == Role.APPEARANCE}
    if desk.claim.claimant_id:
        told |= {
            key
            for key, source in sources.items()
            if source.publisher_id == desk.claim.claimant_id
        }
    return sum(
        bool(evidence & set(group)) and not told & set(group) for group in groups
    )


def quote_is_not_found(desk: Desk) -> Iterator[Warned]:
    """Look for each quote in the newest text kept of its source."""
    for citation in desk.citations:
        text = desk.texts.get(citation.source_id)
        # Line breaks and runs of spaces differ between a page and its copy.
        if citation.quote and text and _folded(citation.quote) not in _folded(text):
            yield Warned(
                Severity.WARNING,
                "quote",
                f"The quote does not stand in the text kept of “{citation.source}”.",
                citation,
            )


def review_is_older_than_the_evidence(desk: Desk) -> Iterator[Warned]:
    """Hold an approved review's day against the newest citation's."""
    review = desk.review
    if review and review.approved_at:
        newer = [e for e in desk.citations if e.created_at > review.approved_at]
        if newer:
            word = "citation is" if len(newer) == 1 else "citations are"
            yield Warned(
                Severity.WARNING,
                "review",
                f"{len(newer)} {word} newer than the approved review.",
            )


def recheck_is_overdue(desk: Desk) -> Iterator[Warned]:
    """Hold the day to look again against today."""
    planned = desk.claim.recheck_on
    if planned and planned < timezone.localdate():
        yield Warned(
            Severity.WARNING, "recheck_on", f"A re-check was planned for {planned}."
        )


def _folded(text: str) -> str:
    return " ".join(text.split())
