"""What the checks look at, read once, and what they say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from claims.models import (
    Capture,
    Citation,
    Claim,
    ClaimLink,
    LinkCheck,
    LinkKind,
    Review,
    ReviewState,
    Role,
    Source,
    Stage,
)

SHOWN = 5
"""How many claims of a series are named at most."""


class Severity(IntEnum):
    """How sure it is that something is wrong, the surest first."""

    VIOLATION = 1
    WARNING = 2
    SUGGESTION = 3

    @property
    def label(self) -> str:
        return self.name.lower()


class Warned(NamedTuple):
    """One thing that may be wrong; ``field`` is the claim's, or the citation's."""

    severity: Severity
    field: str
    words: str
    citation: Citation | None = None


@dataclass(frozen=True)
class Desk:
    """What the desk holds on a claim, read once for all checks."""

    claim: Claim
    citations: Sequence[Citation]
    review: Review | None
    parts: list[Claim]
    totals: list[Claim]
    series: list[Claim]
    texts: dict[object, str]
    links: dict[object, str | None]

    @property
    def evidence(self) -> list[Citation]:
        return [each for each in self.citations if each.role == Role.EVIDENCE]

    @property
    def comparable(self) -> list[Citation]:
        """The evidence whose figure counts what the claim counts."""
        return [each for each in self.evidence if each.figure and not each.scope]


def read_desk(claim: Claim) -> Desk:
    """Read what the checks look at; the claim is taken as it is given."""
    checks = LinkCheck.objects.filter(source=OuterRef("source")).order_by("-id")
    citations = list(
        claim.citations.select_related("source__publisher")
        .annotate(link=Subquery(checks.values("outcome")[:1]))
        .order_by("id")
    )
    reviews = {
        each.state: each
        for each in claim.reviews.ours().select_related("verdict").order_by("id")
    }
    approved = reviews.pop(ReviewState.APPROVED, None)
    reviews.pop(ReviewState.SUPERSEDED, None)
    links = ClaimLink.objects.filter(
        Q(from_claim=claim) | Q(to_claim=claim), kind=LinkKind.PART_OF
    ).select_related("from_claim__measure", "to_claim__measure")
    return Desk(
        claim=claim,
        citations=citations,
        review=next(iter(reviews.values()), approved),
        parts=[each.from_claim for each in links if each.to_claim_id == claim.pk],
        totals=[each.to_claim for each in links if each.from_claim_id == claim.pk],
        series=list(falls(claim)) if claim.figure and claim.as_of_range else [],
        texts=newest_texts({each.source_id for each in citations if each.quote}),
        links={each.source_id: each.link for each in citations},
    )


def newest_texts(sources: set[UUID]) -> dict[object, str]:
    """Give the newest text kept of each source, or of one that was merged into it."""
    became = Source.with_merged.becoming(sources)
    newest = (
        Capture.objects.filter(source__in=became)
        .exclude(text="")
        .order_by("source_id", "-id")
        .distinct("source_id")
        .values_list("id", "source_id", "text")
    )
    # A later key is a later copy.
    return {became[source]: text for _, source, text in sorted(newest)}


def falls(claim: Claim) -> Iterator[Claim]:
    """Find claims of the same measure that a count which only adds up rules out.

    They stand for an earlier day and say more, or for a later one and say less,
    and no link says that one takes the other's place.
    """
    linked = ClaimLink.objects.filter(
        kind__in=[LinkKind.UPDATES, LinkKind.CONTRADICTS, LinkKind.DUPLICATES]
    )
    return (
        Claim.objects.filter(measure=claim.measure_id)
        .exclude(stage=Stage.WITHDRAWN)
        .exclude(pk__in=linked.filter(from_claim=claim).values("to_claim"))
        .exclude(pk__in=linked.filter(to_claim=claim).values("from_claim"))
        .filter(
            Q(
                as_of_range__fully_lt=claim.as_of_range,
                interval__fully_gt=claim.interval,
            )
            | Q(
                as_of_range__fully_gt=claim.as_of_range,
                interval__fully_lt=claim.interval,
            )
        )
        .order_by("as_of_range", "id")[:SHOWN]
        .iterator()
    )
