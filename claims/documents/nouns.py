"""What the document of a claim tells of topics, measures, agents and sources."""

import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple

from claims.models import NounKind

Document = dict[str, Any]


class Noun(NamedTuple):
    """A noun as a document tells it."""

    id: uuid.UUID
    kind: NounKind
    document: Document

    @property
    def slug(self) -> str:
        """The slug of a topic; other nouns have none."""
        return str(self.document.get("slug", ""))


def nouns_of(document: Document) -> dict[uuid.UUID, Noun]:
    """List the nouns a document tells, each once; that of a withdrawal tells none."""
    return {noun.id: noun for noun in reversed([*_told(document)])}


def _told(document: Document) -> Iterator[Noun]:
    if "topic" not in document:
        return
    yield _noun(NounKind.TOPIC, document["topic"])
    if document["measure"]:
        yield _noun(NounKind.MEASURE, document["measure"])
    for citation in document["citations"]:
        source = citation["source"]
        yield _noun(NounKind.SOURCE, source)
        yield from _agents(source["publisher"], *source["authors"])
    reviewing = (review["publisher"] for review in document["reviews"])
    yield from _agents(document["claimant"], *reviewing)


def _agents(*agents: Document | None) -> Iterator[Noun]:
    for agent in agents:
        if agent:
            yield _noun(NounKind.AGENT, agent)


def _noun(kind: NounKind, document: Document) -> Noun:
    return Noun(uuid.UUID(document["id"]), kind, document)
