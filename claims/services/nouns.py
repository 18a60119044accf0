"""The projections of nouns and of figures, kept true to the log."""

import json
import uuid
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connections

from claims.documents import Document, Noun, nouns_of, stated_in

NOUNS, SHARES, FIGURES = (
    "claims_publishednoun",
    "claims_publishedshare",
    "claims_publishedfigures",
)

TELL_NOUNS = """
    INSERT INTO {table} AS told (id, kind, slug, entry_id, document, claims)
    SELECT * FROM unnest(
        %s::uuid[], %s::text[], %s::text[], %s::bigint[], %s::bytea[], %s::integer[]
    )
    ON CONFLICT (id) DO UPDATE SET slug = EXCLUDED.slug, entry_id = EXCLUDED.entry_id,
        document = EXCLUDED.document, claims = told.claims + EXCLUDED.claims
"""
TELL_SHARES = """
    INSERT INTO {table} AS told
        (noun_id, topic_id, language, kind, slug, entry_id, claims)
    SELECT * FROM unnest(
        %s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::text[], %s::bigint[],
        %s::integer[]
    )
    ON CONFLICT (noun_id, topic_id, language) DO UPDATE SET slug = EXCLUDED.slug,
        entry_id = EXCLUDED.entry_id, claims = told.claims + EXCLUDED.claims
"""
TELL_FIGURES = """
    INSERT INTO {table} (id, entry_id, topic_id, measure_id, language, stated)
    SELECT * FROM unnest(
        %s::uuid[], %s::bigint[], %s::uuid[], %s::uuid[], %s::text[], %s::bytea[]
    )
    ON CONFLICT (id) DO UPDATE SET entry_id = EXCLUDED.entry_id,
        topic_id = EXCLUDED.topic_id, measure_id = EXCLUDED.measure_id,
        language = EXCLUDED.language, stated = EXCLUDED.stated
"""

LOSE_SHARES = """
    UPDATE claims_publishedshare SET claims = claims - 1
    WHERE topic_id = %s AND language = %s AND noun_id = ANY(%s)
"""
LOSE_NOUNS = "UPDATE claims_publishednoun SET claims = claims - 1 WHERE id = ANY(%s)"
FORGET_SHARES = (
    "DELETE FROM claims_publishedshare WHERE noun_id = ANY(%s) AND claims = 0"
)
FORGET_NOUNS = "DELETE FROM claims_publishednoun WHERE id = ANY(%s) AND claims = 0"
# What the entry that went told of is told by the newest of those that stand.
RETELL_SHARES = """
    UPDATE claims_publishedshare AS share SET entry_id = newest.entry_id, slug = CASE share.slug
        WHEN '' THEN '' ELSE newest.document #>> '{topic,slug}' END
    FROM claims_publishedshare AS own CROSS JOIN LATERAL (
        SELECT entry.sequence AS entry_id,
            convert_from(entry.document, 'UTF8')::json AS document
        FROM claims_publishedterm AS term
        JOIN claims_publishedclaim AS claim ON claim.entry_id = term.entry_id
        JOIN claims_entry AS entry ON entry.sequence = term.entry_id
        WHERE term.term = md5(own.kind || ':' || own.noun_id)::uuid
            AND term.until IS NULL
            AND claim.topic_id = own.topic_id AND claim.language = own.language
        ORDER BY term.entry_id DESC LIMIT 1
    ) AS newest
    WHERE own.entry_id = %s AND own.noun_id = ANY(%s)
        AND (share.noun_id, share.topic_id, share.language)
            = (own.noun_id, own.topic_id, own.language)
"""
NEWEST = """
    SELECT noun.id, entry.sequence, entry.document FROM claims_publishednoun AS noun
    JOIN claims_entry AS entry ON entry.sequence = (
        SELECT max(share.entry_id) FROM claims_publishedshare AS share WHERE share.noun_id = noun.id
    )
    WHERE noun.entry_id = %s AND noun.id = ANY(%s)
"""
FORGET_FIGURES = "DELETE FROM claims_publishedfigures WHERE id = %s"


class Version(NamedTuple):
    """A version of a claim and what it says; a withdrawal says nothing."""

    sequence: int
    claim_id: uuid.UUID
    document: Document

    @property
    def nouns(self) -> dict[uuid.UUID, Noun]:
        """What it tells of."""
        return nouns_of(self.document)

    @property
    def share(self) -> tuple[Any, ...]:
        """The topic it is about and its language; nothing for a withdrawal."""
        if "topic" not in self.document:
            return ()
        return uuid.UUID(self.document["topic"]["id"]), self.document["language"]


class Tally(dict[tuple[Any, ...], tuple[Noun, int, int]]):
    """By key: a noun as it was told last, where that was, and the claims to add."""

    def count(self, key: tuple[Any, ...], noun: Noun, sequence: int, add: int) -> None:
        """Tell a noun anew, and add to its claims."""
        *_, claims = self.get(key, (noun, sequence, 0))
        self[key] = noun, sequence, claims + add


def project_nouns(version: Version, replaced: Version | None) -> None:
    """Carry a claim's newest version into nouns and figures, in the place of another.

    The caller holds the record's lock, and has carried it into the claims before.
    """
    if replaced is not None:
        lose_shares(version, replaced)
    tell_nouns([version], replaced)
    tell_figures([version])
    if replaced is not None:
        lose_nouns(version, replaced)
        if stated_in(version.document) is None:
            run(FORGET_FIGURES, version.claim_id)


def tell_nouns(
    versions: Iterable[Version],
    replaced: Version | None = None,
    *,
    alias: str = "default",
    made: str = "",
) -> None:
    """Count what versions tell of, oldest first, into the tables of so prefixed names.

    ``replaced`` is the version in whose place a single one stands.
    """
    known = replaced.nouns if replaced else {}
    nouns, shares = Tally(), Tally()
    for version in versions:
        stays = replaced is not None and replaced.share == version.share
        for key, noun in version.nouns.items():
            had = key in known
            nouns.count((key,), noun, version.sequence, not had)
            in_share = (key, *version.share)
            shares.count(in_share, noun, version.sequence, not (had and stays))
    write(
        TELL_NOUNS.format(table=made + NOUNS),
        [
            (*key, noun.kind, noun.slug, sequence, canonical(noun.document), claims)
            for key, (noun, sequence, claims) in nouns.items()
        ],
        alias,
    )
    write(
        TELL_SHARES.format(table=made + SHARES),
        [
            (*key, noun.kind, noun.slug, sequence, claims)
            for key, (noun, sequence, claims) in shares.items()
        ],
        alias,
    )


def tell_figures(
    versions: Iterable[Version], *, alias: str = "default", made: str = ""
) -> None:
    """Keep the figures that versions state, in the table of so prefixed name."""
    rows = []
    for version in versions:
        stated = stated_in(version.document)
        if stated is not None:
            measure_id = uuid.UUID(version.document["measure"]["id"])
            topic_id, language = version.share
            rows.append(
                (
                    *(version.claim_id, version.sequence, topic_id),
                    *(measure_id, language, stated),
                )
            )
    write(TELL_FIGURES.format(table=made + FIGURES), rows, alias)


def lose_shares(version: Version, replaced: Version) -> None:
    """Count out of the shares what a claim no longer tells of there."""
    kept = version.nouns if version.share == replaced.share else {}
    lost = [*replaced.nouns.keys() - kept.keys()]
    if lost:
        run(LOSE_SHARES, *replaced.share, lost)
        run(FORGET_SHARES, lost)
        run(RETELL_SHARES, replaced.sequence, lost)


def lose_nouns(version: Version, replaced: Version) -> None:
    """Count out of the nouns what a claim no longer tells of; its shares are right."""
    lost = [*replaced.nouns.keys() - version.nouns.keys()]
    if not lost:
        return
    run(LOSE_NOUNS, lost)
    run(FORGET_NOUNS, lost)
    with connections["default"].cursor() as cursor:
        cursor.execute(NEWEST, [replaced.sequence, lost])
        newest = cursor.fetchall()
    nouns = [
        (nouns_of(json.loads(bytes(document)))[key], sequence)
        for key, sequence, document in newest
    ]
    write(
        TELL_NOUNS.format(table=NOUNS),
        [
            (noun.id, noun.kind, noun.slug, sequence, canonical(noun.document), 0)
            for noun, sequence in nouns
        ],
        "default",
    )


def canonical(document: Document) -> bytes:
    """Write part of a document as the whole of it is written (RFC 8785).

    Of names in plain letters, texts, whole numbers, booleans and nulls, as here, the
    standard library writes the same, many times faster.
    """
    text = json.dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode()


def write(sql: str, rows: Sequence[Sequence[Any]], alias: str) -> None:
    """Run a statement that takes a list a column, where there are rows."""
    if rows:
        run(sql, *(list(column) for column in zip(*rows, strict=True)), alias=alias)


def run(sql: str, *values: Any, alias: str = "default") -> None:
    """Run a statement."""
    with connections[alias].cursor() as cursor:
        cursor.execute(sql, values)
