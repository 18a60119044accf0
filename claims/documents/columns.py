"""The columns of a table of claims: what an export writes and an import reads."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from claims.models import Claim
from claims.models.evidence import Evidence

from .parts import address

Value = str | int | Decimal | datetime.date | datetime.datetime | None


@dataclass(frozen=True)
class Row:
    """A claim with what a table tells of it besides its own columns."""

    claim: Claim
    evidence: Evidence
    desk_url: str


@dataclass(frozen=True)
class Column:
    """A column: its heading, which is its name for good, and how a row fills it."""

    name: str
    read: Callable[[Row], Value]


def of_claim(*names: str) -> Iterator[Column]:
    """Make the columns that are the claim's own."""
    for name in names:
        yield Column(name, lambda row, name=name: getattr(row.claim, name))  # type: ignore[misc]


def named(name: str, part: str = "name") -> Column:
    """Make the column of a row that the claim refers to, empty where it has none."""
    field = name.removesuffix("_unit")
    return Column(name, lambda row: getattr(getattr(row.claim, field), part, None))


COLUMNS = (
    *of_claim("id", "text", "language", "stage", "status"),
    named("claimant"),
    *of_claim("claimed"),
    named("topic"),
    named("measure"),
    named("measure_unit", "unit"),
    Column("figure", lambda row: figure_in_words(row.claim)),
    *of_claim("comparator", "value", "upper", "wording", "as_of", "period", "place"),
    Column("tags", lambda row: ", ".join(tag.name for tag in row.claim.tags.all())),
    named("assignee", "username"),
    *of_claim("due_on", "recheck_on"),
    Column("citations", lambda row: row.evidence.citations),
    Column("evidence_sources", lambda row: row.evidence.sources),
    Column("independent_sources", lambda row: row.evidence.origins),
    Column("figures_conflict", lambda row: yes(hasattr(row.claim, "figure_conflict"))),
    Column("desk_differs", lambda row: yes(hasattr(row.claim, "unpublished_change"))),
    *of_claim("created_at", "revision"),
    Column("desk_url", lambda row: row.desk_url),
    Column(
        "public_url",
        lambda row: address(row.claim.pk) if row.claim.stage == "published" else "",
    ),
)


def figure_in_words(claim: Claim) -> str:
    """Say a claim's figure with what it counts: more than 6,500 people killed."""
    figure = claim.figure
    if figure is None:
        return ""
    return figure.in_words(claim.measure.name if claim.measure else "")


def yes(holds: bool) -> str:
    """Say yes, or nothing."""
    return "yes" if holds else ""


def cells_of(row: Row) -> list[Value]:
    """Give the values of a row in the order of ``COLUMNS``."""
    return [column.read(row) for column in COLUMNS]
