"""Checks of the evidence: independent, found again, and older than the review or not."""

from collections.abc import Iterator

from django.utils import timezone

from claims.figures import Origin, group_origins
from claims.models import LinkOutcome, Role, Stage
from claims.quotes import holds

from .desk import Desk, Severity, Warned

# What is said of a link by the outcome of its newest check. Many a page changes all
# the time, and what is out of reach today is often back tomorrow.
LINKS: dict[str | None, tuple[Severity, str]] = {
    LinkOutcome.GONE: (Severity.WARNING, "“{}” stands at its address no more."),
    LinkOutcome.QUOTE_MISSING: (
        Severity.WARNING,
        "A quote of “{}” was not found at its address any more.",
    ),
    LinkOutcome.CHANGED: (
        Severity.SUGGESTION,
        "“{}” has changed since the copy was kept.",
    ),
    LinkOutcome.UNREACHABLE: (
        Severity.SUGGESTION,
        "“{}” could not be reached at its address.",
    ),
}


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
        if citation.quote and text and not holds(text, citation.quote):
            yield Warned(
                Severity.WARNING,
                "quote",
                f"The quote does not stand in the text kept of “{citation.source}”.",
                citation,
            )


def link_is_not_as_it_was(desk: Desk) -> Iterator[Warned]:
    """Hold the newest check of each source's link against its being as it was."""
    said: set[object] = set()
    for citation in desk.citations:
        outcome = desk.links.get(citation.source_id)
        if outcome in LINKS and citation.source_id not in said:
            said.add(citation.source_id)
            severity, words = LINKS[outcome]
            yield Warned(severity, "source", words.format(citation.source), citation)


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
