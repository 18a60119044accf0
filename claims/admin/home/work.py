"""My work: what waits for a person, in piles; each is an index scan that ends early."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils.formats import date_format

from claims.models import Claim, Comment, Review, Submission, UnpublishedChange

from .links import ASSIGN, list_of, page_of

SHOWN = 10
COUNTED = 100


class Line(NamedTuple):
    """A row of a pile: a link to it, and what is to be said of it."""

    words: str
    url: str
    remark: str
    is_late: bool = False


class Way(NamedTuple):
    """A link that says where it leads."""

    words: str
    url: str


@dataclass(frozen=True)
class Pile:
    """What waits, as a person sees it: the first of it, and how much there is."""

    title: str
    lines: Sequence[Line]
    number: str
    all: Way
    empty: str


@dataclass(frozen=True)
class Kind:
    """A kind of work: who may do it, what waits, and where all of it is listed.

    ``rows`` come oldest first. ``lists`` is a name in the table of links; where
    nothing waits, ``empty`` says so and ``instead`` is what to do next.
    """

    title: str
    permission: str
    rows: Callable[[User, datetime.date], QuerySet[Any]]
    line: Callable[[Any, datetime.date], Line]
    lists: str
    all: str
    empty: str
    instead: tuple[str, str] | None = None


def day_of(moment: Any) -> str:
    """Write a day as people read it."""
    return date_format(moment, "j M Y")


def claim_due(claim: Claim, today: datetime.date) -> Line:
    """Tell a claim with the day it is due."""
    if claim.due_on is None:
        return Line(str(claim), page_of(claim), claim.get_stage_display().lower())
    due = f"due {day_of(claim.due_on)}"
    return Line(str(claim), page_of(claim), due, claim.due_on < today)


def claim_overdue(claim: Claim, today: datetime.date) -> Line:
    """Tell a claim that is late, and whose it is."""
    line = claim_due(claim, today)
    return line._replace(remark=f"{line.remark}, {claim.assignee or 'nobody'}")


def claim_recheck(claim: Claim, today: datetime.date) -> Line:
    """Tell a claim with the day to look at it again."""
    day = day_of(claim.recheck_on)
    return Line(str(claim), page_of(claim), f"since {day}")


def review_submitted(review: Review, today: datetime.date) -> Line:
    """Tell a review with who wrote it."""
    day = day_of(review.submitted_at)
    return Line(str(review.claim), page_of(review), f"{review.author}, {day}")


def review_returned(review: Review, today: datetime.date) -> Line:
    """Tell a review with why it came back."""
    return Line(
        str(review.claim),
        page_of(review),
        f"{review.returned_by}: {review.return_reason}",
    )


def change(unpublished: UnpublishedChange, today: datetime.date) -> Line:
    """Tell a claim with the day since which the desk has it otherwise."""
    day = day_of(unpublished.since)
    claim = unpublished.claim
    return Line(str(claim), page_of(claim), f"since {day}")


def comment(remark: Comment, today: datetime.date) -> Line:
    """Tell what was said, and by whom."""
    return Line(str(remark), page_of(remark.claim), str(remark.author))


def submission(sent: Submission, today: datetime.date) -> Line:
    """Tell what a partner submitted, with its name and the day."""
    remark = f"{sent.partner}, {day_of(sent.created_at)}"
    return Line(str(sent), page_of(sent), remark)


def overdue_for(by: User, today: datetime.date) -> QuerySet[Claim]:
    """Give everybody's overdue claims to who hands out the work, else one's own."""
    claims = Claim.objects.overdue(today).select_related("assignee")
    return claims if by.has_perm(ASSIGN) else claims.filter(assignee=by)


KINDS = (
    Kind(
        "Assigned to me",
        "view_claim",
        lambda by, today: Claim.objects.assigned_to(by),
        claim_due,
        lists="assigned",
        all="All that is mine",
        empty="No claim is assigned to you: an editor hands them out.",
        instead=("See the drafts", "drafts"),
    ),
    Kind(
        "Waiting for my approval",
        "approve_review",
        lambda by, today: Review.objects.waiting_for(by).select_related(
            "claim", "author"
        ),
        review_submitted,
        lists="submitted",
        all="All submitted reviews",
        empty="No review waits for you: what others submit appears here.",
    ),
    Kind(
        "Returned to me",
        "change_review",
        lambda by, today: Review.objects.returned_to(by).select_related(
            "claim", "returned_by"
        ),
        review_returned,
        lists="returned",
        all="All that came back",
        empty="No review of yours came back.",
    ),
    Kind(
        "Overdue",
        "view_claim",
        overdue_for,
        claim_overdue,
        lists="overdue",
        all="All that is overdue",
        empty="Nothing is overdue.",
    ),
    Kind(
        "To re-check",
        "change_claim",
        lambda by, today: Claim.objects.to_recheck(today),
        claim_recheck,
        lists="recheck",
        all="All to re-check",
        empty="No re-check is due: plan one on the page of a published claim.",
        instead=("Published claims", "published"),
    ),
    Kind(
        "Unpublished changes",
        "publish_claim",
        lambda by, today: UnpublishedChange.objects.order_by("since").select_related(
            "claim"
        ),
        change,
        lists="changed",
        all="All that differ from the record",
        empty="The public sees every claim as the desk holds it.",
    ),
    Kind(
        "Submitted by partners",
        "take_submission",
        lambda by, today: Submission.objects.waiting().select_related("partner"),
        submission,
        lists="submissions",
        all="All that wait",
        empty="No partner waits for an answer.",
    ),
    Kind(
        "Comments that mention me",
        "view_comment",
        lambda by, today: Comment.objects.calling(by).select_related("claim", "author"),
        comment,
        lists="calling",
        all="All open ones",
        empty="Nobody calls you: comments with your @name appear here.",
    ),
)


def piles_for(by: User, today: datetime.date) -> list[Pile]:
    """Lay out what a person may work on, a query a kind."""
    return [
        _pile(kind, by, today)
        for kind in KINDS
        if by.has_perm(f"claims.{kind.permission}")
    ]


def _pile(kind: Kind, by: User, today: datetime.date) -> Pile:
    rows = list(kind.rows(by, today)[: COUNTED + 1])
    all_of = Way(kind.all, list_of(kind.lists, by, today))
    if not rows and kind.instead:
        words, name = kind.instead
        all_of = Way(words, list_of(name, by, today))
    return Pile(
        title=kind.title,
        lines=[kind.line(row, today) for row in rows[:SHOWN]],
        number=str(len(rows)) if len(rows) <= COUNTED else f"more than {COUNTED}",
        all=all_of,
        empty=kind.empty,
    )
