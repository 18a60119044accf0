"""Finding published claims: filters, orders and places, put as one query."""

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from .allowed import Allowed

# What a claim has one of few values of comes last: the index of the first value
# given here is read along, and the claims it leads to are looked at for the others.
KINDS = (
    "source",
    "agent",
    "publisher",
    "claimant",
    "measure",
    "topic",
    "tag",
    "source_domain",
    "verdict",
    "status",
    "has_conflict",
    "review",
    "language",
)

Condition = tuple[str, Any]

# What a claim says now, or said last, is found in one index or the other.
LAST_SAID = """
    (
        SELECT {conditions} FROM claims_publishedclaim AS own, LATERAL (
            SELECT each.entry_id, each.topic_id, each.language
            FROM claims_publishedclaim AS each
            WHERE each.claim_id = own.claim_id AND each.until IS NULL
            UNION ALL (
                SELECT each.entry_id, each.topic_id, each.language
                FROM claims_publishedclaim AS each
                WHERE each.claim_id = own.claim_id AND each.until IS NOT NULL
                ORDER BY each.entry_id DESC LIMIT 1
            )
        ) AS last
        WHERE own.entry_id = found.entry_id ORDER BY last.entry_id DESC LIMIT 1
    )
"""


class Place(NamedTuple):
    """Where a page of published claims starts: the last row of the page before.

    That row's claim by its first entry, which stays, and its version by its own.
    """

    first: int
    entry: int


class PublishedRow(NamedTuple):
    """A claim of a page: its place, its digest and its stored document."""

    first: int
    entry: int
    digest: str
    document: bytes

    @property
    def place(self) -> Place:
        return Place(self.first, self.entry)


class Order(NamedTuple):
    """An order of lists: its column, in which no two rows that stand are alike."""

    column: str
    is_descending: bool

    @property
    def sql(self) -> str:
        """The column as ``ORDER BY`` takes it."""
        return f"{self.column} DESC" if self.is_descending else self.column

    def after(self, place: Place) -> Condition:
        """Keep what comes after a place."""
        sign = "<" if self.is_descending else ">"
        at = place.first if self.column == "first" else place.entry
        return f"found.{self.column} {sign} %s", (at,)


# Entries are in the order of time: what is first by its entry is first by its time.
ORDERS = {
    "-published_at": Order("first", True),
    "published_at": Order("first", False),
    "-updated_at": Order("entry_id", True),
    "updated_at": Order("entry_id", False),
}
DEFAULT_ORDER = "-published_at"


class Moment(NamedTuple):
    """An entry as of which the record is read, and its time."""

    sequence: int
    at: datetime


@dataclass(frozen=True)
class Wanted:
    """Which published claims are asked for, in which order, as of when.

    ``terms`` has, by kind, the values of which a claim has at least one; ``where``
    are conditions on a row of the projection, ``once`` such on a version that was
    replaced since ``as_of``, and ``along`` such on the columns that every index in the
    order of pages has.
    """

    terms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    where: tuple[Condition, ...] = ()
    once: tuple[Condition, ...] = ()
    along: tuple[Condition, ...] = ()
    ids: tuple[uuid.UUID, ...] | None = None
    order: str = DEFAULT_ORDER
    as_of: Moment | None = None

    def within(self, allowed: Allowed) -> "Wanted | None":
        """Narrow it to what may be seen; ``None`` where that is nothing at all.

        What may be seen is asked of each row; that its values lead to the rows too
        is for speed, so that a page costs the same where little may be seen. As of
        another time it is asked of what the claim says now, or said last, as well.
        """
        if allowed.is_all:
            return self
        terms = dict(self.terms)
        seen: list[Condition] = []
        if allowed.topics:
            topics = [str(each) for each in allowed.topics]
            seen.append(("topic_id = ANY(%s::uuid[])", (topics,)))
            asked = terms.get("topic", tuple(topics))
            terms["topic"] = tuple(each for each in asked if each in topics)
        if allowed.languages:
            languages = sorted(allowed.languages)
            seen.append(("language = ANY(%s)", (languages,)))
            terms.setdefault("language", tuple(languages))
        if not all(terms.values()):
            return None
        conditions = " AND ".join(f"last.{condition}" for condition, _ in seen)
        values = [value for _, (value,) in seen]
        last_said = (LAST_SAID.format(conditions=conditions), values)
        where = (*self.where, *seen)
        return replace(self, terms=terms, where=where, once=(last_said,))


EVERYTHING = Wanted()

PAGE = """
    SELECT found.first, found.entry_id, entry.digest, entry.document
    FROM ({found}) AS found JOIN claims_entry AS entry ON entry.sequence = found.entry_id
    ORDER BY {order}
"""
PART = """
    SELECT found.first, found.entry_id FROM {source}
    WHERE {where} ORDER BY found.{order} LIMIT %s
"""
BY_TERM = "claims_publishedterm AS found"
WITH_ROW = (
    f"{BY_TERM} JOIN claims_publishedclaim AS published"
    " ON published.entry_id = found.entry_id"
)
BY_ROW = "claims_publishedclaim AS found"
HAS_TERM = (
    "EXISTS (SELECT FROM claims_publishedterm AS term"
    " WHERE term.entry_id = found.entry_id AND term.term = ANY(%s::uuid[]))"
)


def page_query(
    wanted: Wanted, *, after: Place | None, limit: int, skip: int = 0
) -> tuple[str, list[Any]]:
    """Put a page of what is wanted as one query and its parameters.

    The places of the page are found first, in indexes that are in the page's order,
    and only then are the documents read. Each of several values has its own index
    scan of no more than a page, and so have, as of an entry, the versions that still
    stand and those that were replaced since.
    """
    order = ORDERS[wanted.order]
    parts, parameters = [], []
    for source, conditions in _parts(wanted):
        if after is not None:
            conditions = [*conditions, order.after(after)]
        where = " AND ".join(condition for condition, _ in conditions)
        parts.append(PART.format(source=source, where=where, order=order.sql))
        for _, values in conditions:
            parameters += values
        parameters.append(limit + skip)
    found = parts[0]
    if len(parts) > 1:
        together = " UNION ".join(f"({part})" for part in parts)
        found = f"{together} ORDER BY {order.sql} LIMIT %s"
        parameters.append(limit + skip)
    if skip:
        found = f"{found} OFFSET %s"
        parameters.append(skip)
    return PAGE.format(found=found, order=order.sql), parameters


def _parts(wanted: Wanted) -> Iterator[tuple[str, list[Condition]]]:
    """Say where each part of the page is read, and what must hold there."""
    kinds = [kind for kind in KINDS if kind in wanted.terms]
    leading = kinds[0] if kinds and wanted.ids is None else None
    others = [
        (HAS_TERM, (_named(kind, wanted.terms[kind]),))
        for kind in kinds
        if kind != leading
    ]
    row = "found" if leading is None else "published"
    where = [(f"{row}.{sql}", values) for sql, values in wanted.where]
    if wanted.ids is not None:
        where.append(("found.claim_id = ANY(%s)", (list(wanted.ids),)))
    along = [(f"found.{sql}", values) for sql, values in wanted.along]
    for standing in _standing(wanted):
        conditions = [*standing, *along, *where, *others]
        if leading is None:
            yield BY_ROW, conditions
            continue
        for term in _named(leading, wanted.terms[leading]):
            by_term = ("found.term = %s::uuid", (term,))
            yield (WITH_ROW if where else BY_TERM), [by_term, *conditions]


def _standing(wanted: Wanted) -> list[list[Condition]]:
    """Keep the versions that stand now, or those that stood as of an entry.

    Each list has its own indexes; the last condition spares what was published since.
    """
    as_of = wanted.as_of
    if as_of is None:
        return [[("found.until IS NULL", ())]]
    until_then = [
        ("found.entry_id <= %s", (as_of.sequence,)),
        ("found.first <= %s", (as_of.sequence,)),
    ]
    return [
        [("found.until IS NULL", ()), *until_then],
        [("found.until > %s", (as_of.sequence,)), *until_then, *wanted.once],
    ]


def _named(kind: str, values: Sequence[str]) -> list[str]:
    return [term_of(kind, value) for value in values]


def term_of(kind: str, value: str) -> str:
    """Name a value as the rows of ``PublishedTerm`` do."""
    named = f"{kind}:{value}".encode()
    return hashlib.md5(named, usedforsecurity=False).hexdigest()
