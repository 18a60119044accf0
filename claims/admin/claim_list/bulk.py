"""Doing one thing to many claims: what will be done, then what was and what was not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from claims.admin.base import RefusedError, refusals
from claims.models import STEPS, Claim, Review
from claims.services.claims import assign, plan_recheck, tag_claim, untag_claim
from claims.services.reviews import submit_review

from .bulk_forms import BulkAssignForm, BulkRecheckForm, TagForm

# More rows than a page of the list has are not taken at once.
MOST = 200


class Pair(NamedTuple):
    """A row as the person saw it: its key, and its revision."""

    key: str
    revision: int

    @classmethod
    def read(cls, text: str) -> "Pair":
        """Read what ``str`` wrote; ``ValueError`` for anything else."""
        key, _, revision = text.partition(":")
        return cls(key, int(revision))

    def __str__(self) -> str:
        return f"{self.key}:{self.revision}"


class Line(NamedTuple):
    """One claim in the list of what will be done: the row it is done to, and how it stands."""

    claim: Claim
    pair: Pair | None
    stands: str


class Outcome(NamedTuple):
    """What became of one claim; ``why`` is empty where it was done."""

    claim: str
    key: Any
    why: str = ""


@dataclass(frozen=True)
class BulkAction:
    """One thing to do to many claims; the service does it to each.

    ``stands`` says how a claim is now. Without it the thing is done to the claim's
    open review.
    """

    name: str
    label: str
    says: str
    step: str
    form: type[forms.Form]
    do: Callable[..., Any]
    stands: Callable[[Claim], str] | None = None

    def is_open_to(self, by: User) -> bool:
        return by.has_perm(f"claims.{STEPS[self.step].permission}")

    def lines(self, keys: Iterable[str]) -> list[Line]:
        """Say what will be done to each of the claims, newest first."""
        claims = Claim.objects.filter(pk__in=list(keys)[:MOST]).order_by("-pk")
        claims = claims.select_related("assignee").prefetch_related("tags")
        if self.stands:
            return [
                Line(claim, Pair(str(claim.pk), claim.revision), self.stands(claim))
                for claim in claims
            ]
        reviews = Review.objects.ours().open().filter(claim__in=claims)
        of_claim = {review.claim_id: review for review in reviews}
        return [review_line(claim, of_claim.get(claim.pk)) for claim in claims]

    def take(
        self, pairs: Iterable[Pair], by: User, values: dict[str, Any]
    ) -> list[Outcome]:
        """Do it to each row in a transaction of its own, and say what became of it."""
        return [self.take_one(pair, by, values) for pair in pairs]

    def take_one(self, pair: Pair, by: User, values: dict[str, Any]) -> Outcome:
        model = Claim if self.stands else Review
        try:
            row = model._default_manager.get(pk=pair.key)
        except (model.DoesNotExist, ValidationError):
            return Outcome("", pair.key, "It is there no more.")
        claim = row.claim if isinstance(row, Review) else row
        try:
            with transaction.atomic(), refusals():
                self.do(row, revision=pair.revision, by=by, **values)
        except RefusedError as refusal:
            return Outcome(str(claim), claim.pk, " ".join(refusal.error.messages))
        return Outcome(str(claim), claim.pk)


def review_line(claim: Claim, review: Review | None) -> Line:
    """Say which review of a claim will be handed in."""
    if review is None:
        return Line(claim, None, "has no open review")
    stands = f"review is {review.get_state_display()}"
    return Line(claim, Pair(str(review.pk), review.revision), stands)


def assigned(claim: Claim) -> str:
    """Say who has a claim now."""
    who = claim.assignee.get_username() if claim.assignee else "nobody"
    return f"{who}, due {claim.due_on}" if claim.due_on else who


def tagged(claim: Claim) -> str:
    """Say which tags a claim has."""
    return ", ".join(tag.name for tag in claim.tags.all()) or "no tags"


def planned(claim: Claim) -> str:
    """Say when a claim is looked at again."""
    return str(claim.recheck_on or "no day")


ACTIONS = (
    BulkAction(
        name="assign",
        label="Assign",
        says="Each claim goes to this person, due on this day.",
        step="assign",
        form=BulkAssignForm,
        do=assign,
        stands=assigned,
    ),
    BulkAction(
        name="tag",
        label="Add a tag",
        says="Each claim gets this tag.",
        step="revise_claim",
        form=TagForm,
        do=tag_claim,
        stands=tagged,
    ),
    BulkAction(
        name="untag",
        label="Remove a tag",
        says="Each claim loses this tag.",
        step="revise_claim",
        form=TagForm,
        do=untag_claim,
        stands=tagged,
    ),
    BulkAction(
        name="submit",
        label="Submit reviews",
        says="The open review of each claim is handed in to a second person.",
        step="submit_review",
        form=forms.Form,
        do=submit_review,
    ),
    BulkAction(
        name="recheck",
        label="Set re-check date",
        says="Each claim is looked at again on this day; without one, on none.",
        step="plan_recheck",
        form=BulkRecheckForm,
        do=plan_recheck,
        stands=planned,
    ),
)
BULK = {action.name: action for action in ACTIONS}
