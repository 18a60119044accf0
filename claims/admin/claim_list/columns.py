"""What the cells of the list of claims show."""

from django.contrib import admin
from django.utils.html import format_html
from unfold.decorators import display

from claims.documents.columns import figure_in_words
from claims.models import Claim, Stage, Status
from claims.models.claims import UNFINISHED

from .filters import today

STAGES = {
    Stage.IN_REVIEW: "info",
    Stage.PUBLISHED: "success",
    Stage.WITHDRAWN: "danger",
}
STATUSES = {
    Status.VERIFIED: "success",
    Status.PARTLY_VERIFIED: "info",
    Status.DISPUTED: "warning",
    Status.MISLEADING: "warning",
    Status.REFUTED: "danger",
}


@display(description="Stage", label=STAGES)
def stage_badge(claim: Claim) -> tuple[str, str]:
    """Show where the work stands."""
    return claim.stage, claim.get_stage_display()


@display(description="Status", label=STATUSES)
def status_badge(claim: Claim) -> tuple[str, str]:
    """Show what is known."""
    return claim.status, claim.get_status_display()


@admin.display(description="Claim")
def statement(claim: Claim) -> str:
    """Show what is claimed, whole: it is the row's name."""
    return format_html('<span class="desk-statement">{}</span>', claim.text)


@admin.display(description="Figure")
def figure(claim: Claim) -> str | None:
    """Show the figure with what it counts, and that a source contradicts it."""
    words = figure_in_words(claim)
    if hasattr(claim, "figure_conflict"):
        return marked(words, "conflict", "sources conflict")
    return words or None


@admin.display(description="Due", ordering="due_on")
def due(claim: Claim) -> str | None:
    """Show the day it is due, and in words that this has passed."""
    if claim.due_on is None:
        return None
    if claim.due_on < today() and claim.stage in UNFINISHED:
        return marked(day(claim.due_on), "late", "overdue")
    return day(claim.due_on)


@admin.display(description="Re-check", ordering="recheck_on")
def recheck(claim: Claim) -> str | None:
    """Show the day to look again, and in words that it has come."""
    if claim.recheck_on is None:
        return None
    if claim.recheck_on <= today():
        return marked(day(claim.recheck_on), "late", "to re-check")
    return day(claim.recheck_on)


@admin.display(description="Independent sources")
def independent_sources(claim: Claim) -> str:
    """Show how many origins the evidence has, and of how many sources."""
    evidence = claim.evidence_sum  # type: ignore[attr-defined]
    if evidence.sources == evidence.origins:
        return str(evidence.origins)
    return f"{evidence.origins} of {evidence.sources}"


@display(description="Desk and record", label={"differs": "warning"})
def differs(claim: Claim) -> tuple[str, str] | None:
    """Show that the desk holds otherwise than the public sees."""
    if hasattr(claim, "unpublished_change"):
        return "differs", "differs from record"
    return None


@admin.display(description="Recorded", ordering="id")
def recorded(claim: Claim) -> str:
    """Show the day it was written down."""
    return day(claim.created_at)


def day(value: object) -> str:
    """Write a day as dates are written all over the desk."""
    return format_html('<span class="whitespace-nowrap">{}</span>', f"{value:%Y-%m-%d}")


def marked(value: str, kind: str, words: str) -> str:
    """Put a mark below a value: a sign and words, so that its colour adds nothing."""
    return format_html(
        '{} <span class="desk-mark desk-mark-{}"><span aria-hidden="true">⚠</span> {}</span>',
        value,
        kind,
        words,
    )


COLUMNS = [
    statement,
    stage_badge,
    status_badge,
    figure,
    "topic",
    "claimant",
    "assignee",
    due,
    independent_sources,
    differs,
    recheck,
    recorded,
]
