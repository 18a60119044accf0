"""Every source's figure on one measure, side by side, from published documents alone."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from claims.agreement import (
    Position,
    Standing,
    bounds_of,
    meeting,
    position,
    standings,
)
from claims.figures import Interval, Origin, group_origins
from claims.models import Role

from .nouns import Document
from .parts import interval_document


class Given(NamedTuple):
    """A figure that a source gives as evidence on a measure."""

    source: str
    repeats: str | None
    publisher: str | None
    at: Position


def stated_in(document: Document) -> bytes | None:
    """Keep what a document's figures come to beside those of other claims.

    Short JSON, or None for a document without a measure, or without figures.
    """
    if not document.get("measure"):
        return None
    given = [
        [each.source, each.repeats, each.publisher, *each.at]
        for each in _given_in(document)
    ]
    finding = finding_of(document)
    if not (document["figure"] or finding or any(_with_figure(document))):
        return None
    text = json.dumps(
        [finding, given], separators=(",", ":"), ensure_ascii=False, sort_keys=True
    )
    return text.encode()


def finding_of(document: Document) -> Document | None:
    """Give what the newsroom's own review found, with when that was approved."""
    for review in document["reviews"]:
        if review["publisher"] is None and review["finding"]:
            return {**review["finding"], "approved_at": review["approved_at"]}
    return None


def place_of(row: Document, scope: str = "") -> Position:
    """Say where the figure of a claim or a citation stands."""
    bounds = row["figure"]["interval"]
    interval = Interval(
        _amount(bounds["lower"]),
        _amount(bounds["upper"]),
        bounds["lower_inclusive"],
        bounds["upper_inclusive"],
    )
    as_of = row["as_of"]
    days = as_of and (_day(as_of["earliest"]), _day(as_of["latest"]))
    return position(interval, scope, days)


class Comparison:
    """The figures that all sources give on one measure, each source's own once."""

    def __init__(self, stated: Iterable[bytes]) -> None:
        self.findings: list[Document] = []
        given: dict[tuple[str, Position], Given] = {}
        self.claims = 0
        for text in stated:
            finding, figures = json.loads(text)
            self.claims += 1
            if finding:
                self.findings.append(finding)
            for source, repeats, publisher, *at in figures:
                place = Position(*at)
                given[source, place] = Given(source, repeats, publisher, place)
        self.given = list(given.values())
        self.places = [each.at for each in self.given]
        self.is_given = set(given)

    def standings(self, asked: Iterable[Position]) -> dict[Position, Standing]:
        """Compare all figures given, and those asked, with all that are given."""
        return standings(self.places, [*self.places, *asked])

    def summary(self, standing: dict[Position, Standing]) -> Document:
        """Say what all of them come to."""
        origins = group_origins(
            Origin(each.source, each.repeats, each.publisher) for each in self.given
        )
        most = meeting(self.places)
        bounds = [each for place in self.places for each in bounds_of(place)]
        finding = max(self.findings, key=_approved_at, default=None)
        return {
            "compared": self.claims,
            "sources": len({each.source for each in self.given}),
            "independent_origins": len(origins),
            "figures": len(self.given),
            "covering": interval_document(Interval.closed(min(bounds), max(bounds)))
            if bounds
            else None,
            "agreement": most
            and {
                "figures": most.figures,
                "interval": interval_document(most.interval),
            },
            "pairs": _pairs(standing[place] for place in self.places),
            "findings": len(self.findings),
            "finding": finding,
        }


def _pairs(all_of: Iterable[Standing]) -> Document:
    """Count the pairs that agree, are in conflict, or differ for a likely reason."""
    own = 0
    sums = [0, 0, 0, 0]
    for each in all_of:
        own += 1
        sums = [one + other for one, other in zip(sums, each, strict=True)]
    agree, *others = sums
    return standing_document(Standing(agree - own, *others), share=2)


def standing_document(standing: Standing, share: int = 1) -> Document:
    """Describe how a figure stands to others."""
    return {
        "agree": standing.agree // share,
        "conflict": standing.conflict // share,
        "differ": {
            "scope": standing.scope // share,
            "as_of": standing.as_of // share,
        },
    }


def _given_in(document: Document) -> Iterator[Given]:
    for citation in _with_figure(document):
        if citation["role"] == Role.EVIDENCE:
            yield given_by(citation)


def given_by(citation: Document) -> Given:
    """Give what a citation's source states."""
    source = citation["source"]
    publisher = source["publisher"]
    return Given(
        source["id"],
        source["repeats"],
        publisher and publisher["id"],
        place_of(citation, citation["scope"]),
    )


def _with_figure(document: Document) -> Iterator[Document]:
    return (each for each in document["citations"] if each["figure"])


def _approved_at(finding: Document) -> str:
    return str(finding["approved_at"])


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


CLAIM = (
    "id",
    "url",
    "version",
    "version_url",
    "text",
    "language",
    "claimant",
    "claimed",
    "status",
    "as_of",
    "figure",
)
CITATION = (
    "id",
    "role",
    "stance",
    "figure",
    "scope",
    "as_of",
    "credibility",
    "comparison",
    "reasons",
    "source",
)


class Row:
    """A claim of the table: its figure, and that of each source that gives one."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.citations = [*_with_figure(document)]
        self.place = place_of(document) if document["figure"] else None
        self.given = [given_by(each) for each in self.citations]

    @property
    def places(self) -> list[Position]:
        """Where its figures stand."""
        own = [self.place] if self.place else []
        return [*own, *(each.at for each in self.given)]

    def told(
        self, comparison: Comparison, standing: dict[Position, Standing]
    ) -> Document:
        """Tell the row, with how each figure stands to those of the others."""
        return {
            **{name: self.document[name] for name in CLAIM},
            "measure": self.document["measure"]["id"],
            "others": self.place and standing_document(standing[self.place]),
            "citations": [
                {
                    **{name: citation[name] for name in CITATION},
                    "others": _beside(comparison, standing[given.at], given),
                }
                for citation, given in zip(self.citations, self.given, strict=True)
            ],
            "finding": finding_of(self.document),
        }


def _beside(comparison: Comparison, standing: Standing, given: Given) -> Document:
    """Leave out that a figure agrees with itself, where it is among those given."""
    itself = (given.source, given.at) in comparison.is_given
    return standing_document(standing._replace(agree=standing.agree - itself))


def rows_of(documents: Sequence[bytes]) -> list[Row]:
    """Read the claims of a page."""
    return [Row(json.loads(document)) for document in documents]
