"""The way of a review: drafted, submitted, returned or approved by a second person."""

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from claims.models import STEPS, Agent, Claim, Review, ReviewState, Verdict

from .base import acting, edit, lock, locked, step, write
from .changes import settle_change


def draft_review(claim: Claim, *, by: User, reason: str = "", **values: Any) -> Review:
    """Start a review of ours; ``by`` is its author.

    A claim has one open review of ours at a time. Locks the claim.
    """
    review = Review(claim=claim, author=by)
    with acting(by, STEPS["draft_review"].permission, reason=reason):
        step("draft_review", locked(claim))
        edit(review, **values)
    return review


def record_review(
    claim: Claim,
    publisher: Agent,
    *,
    label: str,
    url: str,
    by: User,
    reason: str = "",
    **values: Any,
) -> Review:
    """Write down another publisher's review, with its rating in its own words.

    It stands as theirs and does not change the claim's verification status.
    Locks the claim.
    """
    review = Review(
        claim=claim,
        publisher=publisher,
        label=label,
        url=url,
        author=by,
        state=ReviewState.APPROVED,
    )
    with acting(by, STEPS["record_review"].permission, reason=reason):
        fresh = locked(claim)
        edit(review, **values)
        settle_change(fresh)
    return review


def revise_review(
    review: Review, *, revision: int, by: User, reason: str = "", **values: Any
) -> Review:
    """Change a review of ours that is a draft or was returned.

    Whoever changes it becomes its author, so nobody approves words of their own.
    Raises ``ConflictError`` when it is no longer at ``revision``.
    """
    with acting(by, STEPS["revise_review"].permission, reason=reason):
        claim = locked(review.claim)
        fresh = lock(review, revision)
        step("revise_review", claim, fresh)
        fresh.author = by
        edit(fresh, **values)
    return fresh


def submit_review(review: Review, *, revision: int, by: User) -> Review:
    """Hand a review to a second person; its words are frozen from now on.

    Locks the claim, then the review; a draft claim goes into review. Raises
    ``ValidationError`` without verdict and summary, ``ConflictError`` when the
    review is no longer at ``revision``.
    """
    with acting(by, STEPS["submit_review"].permission):
        claim = locked(review.claim)
        fresh = lock(review, revision)
        stage = claim.stage
        step("submit_review", claim, fresh)
        write(fresh, submitted_at=timezone.now(), submitted_by=by)
        if claim.stage != stage:
            write(claim)
    return fresh


def return_review(review: Review, *, revision: int, by: User, reason: str) -> Review:
    """Send a submitted review back to its author with a reason.

    Locks the claim, then the review; a claim in review is a draft again.
    """
    with acting(by, STEPS["return_review"].permission, reason=reason):
        claim = locked(review.claim)
        fresh = lock(review, revision)
        stage = claim.stage
        step("return_review", claim, fresh)
        write(fresh, returned_at=timezone.now(), returned_by=by, return_reason=reason)
        if claim.stage != stage:
            write(claim)
    return fresh


def approve_review(review: Review, *, revision: int, by: User) -> Review:
    """Approve another person's review; the claim takes its verification status.

    The claim's earlier approved review of ours is superseded. Locks the claim,
    then the review. Raises ``ValidationError`` for the review's own author and
    ``ConflictError`` when it is no longer at ``revision``: one of two approvers wins.
    """
    with acting(by, STEPS["approve_review"].permission):
        claim = locked(review.claim)
        fresh = lock(review, revision)
        step("approve_review", claim, fresh)
        if fresh.author_id == by.pk:
            words = "You wrote this review: somebody else approves it."
            raise ValidationError({"approved_by": ValidationError(words, "four_eyes")})
        for earlier in claim.reviews.ours().approved():
            write(earlier, state=ReviewState.SUPERSEDED)
        write(fresh, approved_at=timezone.now(), approved_by=by)
        write(claim, status=Verdict.objects.get(reviews=fresh).status)
        settle_change(claim)
    return fresh
