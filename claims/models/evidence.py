"""What the evidence of many claims comes to, read at once."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from claims.figures import Origin, group_origins

from .citations import Citation, Role


class Evidence(NamedTuple):
    """How many citations a claim has, of how many sources, of how many origins.

    Sources that repeat one another or share a publisher are one origin. Withheld
    ones count here: it is for the desk.
    """

    citations: int = 0
    sources: int = 0
    origins: int = 0


NOTHING = Evidence()


def evidence_of(claims: Collection[uuid.UUID]) -> dict[uuid.UUID, Evidence]:
    """Sum up the evidence of claims in one query; those without citations are left out."""
    cited = Citation.objects.filter(claim__in=claims).values_list(
        "claim", "role", "source", "source__repeats", "source__publisher"
    )
    citations: dict[uuid.UUID, int] = defaultdict(int)
    sources: dict[uuid.UUID, dict[uuid.UUID, Origin]] = defaultdict(dict)
    for claim, role, source, repeats, publisher in cited.order_by():
        citations[claim] += 1
        if role == Role.EVIDENCE:
            sources[claim][source] = Origin(source, repeats, publisher)
    return {
        claim: Evidence(
            number, len(sources[claim]), len(group_origins(sources[claim].values()))
        )
        for claim, number in citations.items()
    }
