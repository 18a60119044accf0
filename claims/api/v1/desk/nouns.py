"""The nouns of the desk API: one table of what is read, and which services write it."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db import models

from claims.models import (
    Citation,
    Claim,
    ClaimLink,
    Comment,
    MergeableRow,
    Review,
    ReviewState,
    Role,
    ScheduledPublication,
    ScheduleState,
    Stage,
    Status,
)
from claims.models.words import Called
from claims.services.citations import cite_source, remove_citation, revise_citation
from claims.services.claims import link_claims, record_claim, revise_claim
from claims.services.comments import comment
from claims.services.reviews import draft_review, record_review, revise_review
from claims.services.rows import record_row, revise_row

from . import documents
from .filters import (
    ADDRESS,
    Filter,
    choice,
    exactly,
    is_set,
    person_key,
    row_key,
    words,
)

Values = dict[str, Any]
ALL = models.Q()


@dataclass(frozen=True)
class Noun:
    """What the desk has of one kind: under which address, and who writes it.

    ``kept`` are the members that a row is made with and that no change touches.
    """

    name: str
    model: type[models.Model]
    document: type[documents.RowDocument]
    filters: Mapping[str, Filter] = field(default_factory=dict)
    create: Callable[[User, Values], Any] | None = None
    revise: Callable[..., Any] | None = None
    remove: Callable[..., None] | None = None
    kept: frozenset[str] = frozenset()
    many: tuple[str, ...] = ()
    revision: Callable[[Any], int] = lambda row: row.revision
    view: str = ""
    only: models.Q = ALL
    is_list_alone: bool = False

    @property
    def singular(self) -> str:
        """The noun as an operation of the contract is named by it."""
        return self.document.__name__.removesuffix("Row")

    def permission(self, action: str) -> str:
        """Name the right that an action on these rows needs."""
        if action == "view" and self.view:
            return self.view
        return f"{action}_{self.model._meta.model_name}"

    def rows(self) -> models.QuerySet[Any]:
        """Give the rows that a list is made of, all that a document shows fetched."""
        rows = self.model._default_manager.filter(self.only)
        return rows.prefetch_related(*self.many)

    def row(self, key: uuid.UUID) -> Any:
        """Find a row, also one that was merged."""
        rows = self.model._base_manager.prefetch_related(*self.many)
        return rows.filter(pk=key).first()


def reference(name: str, document: type[documents.RowDocument], **more: Any) -> Noun:
    """Make a noun that the two services of reference rows write."""
    model: Any = document.Meta.model

    def create(by: User, values: Values) -> Any:
        return record_row(model(), by=by, **values)

    return Noun(name, model, document, create=create, revise=revise_row, **more)


def called(rows: Any, asked: str) -> Any:
    """Keep the rows whose names have the words."""
    return rows.filter(Called("name", asked))


def matching(rows: Any, asked: str) -> Any:
    """Keep the claims that have the words, as the desk's own search does."""
    return rows.matching(asked)


def create_claim(by: User, values: Values) -> Claim:
    """Write down a claim."""
    return record_claim(by=by, **values)


def create_citation(by: User, values: Values) -> Citation:
    """Cite a source on a claim."""
    return cite_source(values.pop("claim"), values.pop("source"), by=by, **values)


def create_review(by: User, values: Values) -> Review:
    """Draft a review of ours, or write down that of the publisher it names."""
    claim, publisher = values.pop("claim"), values.pop("publisher", None)
    if publisher is None:
        return draft_review(claim, by=by, **values)
    named = {"label": "", "url": "", **values}
    return record_review(claim, publisher, by=by, **named)


def create_comment(by: User, values: Values) -> Comment:
    """Say something about a claim to the newsroom."""
    return comment(values.pop("claim"), by=by, **values)


def create_link(by: User, values: Values) -> ClaimLink:
    """Relate a claim to another."""
    claim, to = values.pop("from_claim"), values.pop("to_claim")
    return link_claims(claim, to=to, by=by, **values)


NAMED = words(called, "Those whose names have these words.")

TOPICS = reference(
    "topics",
    documents.TopicRow,
    filters={
        "q": NAMED,
        "slug": exactly("slug", "The one of this address."),
        "parent": row_key("parent", "Those that are part of this topic."),
    },
)
MEASURES = reference(
    "measures",
    documents.MeasureRow,
    filters={"topic": row_key("topic", "Those about this topic.")},
)
AGENTS = reference("agents", documents.AgentRow, filters={"q": NAMED})
TAGS = reference(
    "tags",
    documents.TagRow,
    filters={"name": exactly("name", "The one of this name.")},
)
VERDICTS = reference(
    "verdicts",
    documents.VerdictRow,
    filters={"status": choice("status", Status, "Those that give this status.")},
)
SOURCES = reference(
    "sources",
    documents.SourceRow,
    many=("authors",),
    filters={
        "address": ADDRESS,
        "publisher": row_key("publisher", "Those that this agent published."),
    },
)
CLAIMS = Noun(
    "claims",
    Claim,
    documents.ClaimRow,
    create=create_claim,
    revise=revise_claim,
    many=("tags",),
    filters={
        "q": words(
            matching, "Those that a search finds: words, “phrases”, -exclusions."
        ),
        "stage": choice("stage", Stage, "Those at this stage."),
        "status": choice("status", Status, "Those of this verification status."),
        "topic": row_key("topic", "Those about this topic."),
        "claimant": row_key("claimant", "Those that this agent makes."),
        "assignee": person_key("assignee", "Those that this person works on."),
        "language": exactly("language", "Those in this language."),
    },
)
CITATIONS = Noun(
    "citations",
    Citation,
    documents.CitationRow,
    create=create_citation,
    revise=revise_citation,
    remove=remove_citation,
    kept=frozenset({"claim"}),
    filters={
        "claim": row_key("claim", "Those on this claim."),
        "source": row_key("source", "Those of this source."),
        "role": choice("role", Role, "Those cited for this."),
    },
)
REVIEWS = Noun(
    "reviews",
    Review,
    documents.ReviewRow,
    create=create_review,
    revise=revise_review,
    kept=frozenset({"claim", "publisher", "label"}),
    filters={
        "claim": row_key("claim", "Those of this claim."),
        "state": choice("state", ReviewState, "Those in this state."),
        "author": person_key("author", "Those that this person wrote."),
    },
)
COMMENTS = Noun(
    "comments",
    Comment,
    documents.CommentRow,
    create=create_comment,
    many=("mentions",),
    revision=documents.comment_revision,
    filters={
        "claim": row_key("claim", "Those on this claim."),
        "settled": is_set(
            "resolved_at", "Those that are settled, or those that are not."
        ),
    },
)
LINKS = Noun(
    "links",
    ClaimLink,
    documents.LinkRow,
    create=create_link,
    revision=lambda row: 1,
    filters={
        "from_claim": row_key("from_claim", "Those from this claim."),
        "to_claim": row_key("to_claim", "Those to this claim."),
    },
)
SCHEDULES = Noun(
    "schedules",
    ScheduledPublication,
    documents.ScheduleRow,
    filters={
        "claim": row_key("claim", "Those of this claim."),
        "state": choice("state", ScheduleState, "Those of which this came."),
    },
)
PEOPLE = Noun(
    "people",
    User,
    documents.PersonRow,
    view="view_claim",
    only=models.Q(is_active=True, is_staff=True),
    is_list_alone=True,
    filters={"username": exactly("username", "The one who is called @ this.")},
)
NOUNS = (
    TOPICS,
    MEASURES,
    AGENTS,
    TAGS,
    VERDICTS,
    SOURCES,
    CLAIMS,
    CITATIONS,
    REVIEWS,
    COMMENTS,
    LINKS,
    SCHEDULES,
    PEOPLE,
)


def is_merged(row: Any) -> bool:
    """Tell whether a row was merged into another, and stays as it was."""
    return isinstance(row, MergeableRow) and row.merged_into is not None
