"""Every operation of the desk API: read from the resolver, arranged so that it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls.resolvers import URLPattern

from claims.api.v1.desk import urls
from claims.api.v1.desk.nouns import NOUNS
from claims.models import Review
from claims.services.claims import revise_claim
from claims.services.preview import preview_claim
from claims.services.schedules import schedule_publication
from tests import factories
from tests.services.arranging import TOMORROW
from tests.stories import Newsroom, now

METHODS = ("GET", "POST", "PATCH", "DELETE")


@dataclass(frozen=True)
class Operation:
    """A method at an address of the resolver."""

    method: str
    name: str
    route: str

    @property
    def noun(self) -> str:
        return self.name.rpartition("-")[0]

    @property
    def what(self) -> str:
        return self.name.rpartition("-")[2]

    @property
    def is_of_a_row(self) -> bool:
        return "<uuid:id>" in self.route

    @property
    def needs_match(self) -> bool:
        return self.is_of_a_row and self.method != "GET"

    @property
    def is_step(self) -> bool:
        return self.method == "POST" and self.is_of_a_row

    def __str__(self) -> str:
        return f"{self.method} {self.name}"

    def at(self, key: Any = None) -> str:
        """Give the address, below that of the desk API."""
        return self.route.replace("<uuid:id>", str(key))


def operations() -> list[Operation]:
    """List what the resolver knows; HEAD goes with GET, and OPTIONS changes nothing."""
    return [
        Operation(method, str(pattern.name), str(pattern.pattern))
        for pattern in urls.urlpatterns
        if isinstance(pattern, URLPattern)
        for method in METHODS
        if hasattr(pattern.callback.cls, method.lower())
        and method.lower() in pattern.callback.cls.http_method_names
    ]


OPERATIONS = {str(each): each for each in operations()}
NAMED = {noun.name: noun for noun in NOUNS}

ROWS: dict[str, Callable[[Newsroom], Any]] = {
    "topics": lambda newsroom: factories.TopicFactory(),
    "measures": lambda newsroom: factories.MeasureFactory(),
    "agents": lambda newsroom: factories.AgentFactory(),
    "tags": lambda newsroom: factories.TagFactory(),
    "verdicts": lambda newsroom: factories.VerdictFactory(),
    "sources": lambda newsroom: source_with_authors(),
    "claims": lambda newsroom: claim_with_tags(),
    "citations": lambda newsroom: factories.CitationFactory(),
    "reviews": lambda newsroom: newsroom.review(),
    "comments": lambda newsroom: comment_with_mentions(),
    "links": lambda newsroom: factories.ClaimLinkFactory(),
    "schedules": lambda newsroom: factories.ScheduledPublicationFactory(),
    "people": lambda newsroom: factories.UserFactory(),
}


def claim_with_tags() -> Any:
    claim = factories.FigureClaimFactory()
    claim.tags.set(factories.TagFactory.create_batch(2))
    return claim


def source_with_authors() -> Any:
    source = factories.SourceFactory()
    source.authors.set(factories.AgentFactory.create_batch(2))
    return source


def comment_with_mentions() -> Any:
    remark = factories.CommentFactory()
    remark.mentions.set(factories.UserFactory.create_batch(2))
    return remark


NEW: dict[str, Callable[[], dict[str, Any]]] = {
    "topics": lambda: {"name": "A war", "slug": "a-war", "kind": "conflict"},
    "measures": lambda: {
        "topic": key(factories.TopicFactory()),
        "name": "people killed",
        "unit": "people",
    },
    "agents": lambda: {"name": "A ministry", "kind": "government"},
    "tags": lambda: {"name": "a tag"},
    "verdicts": lambda: {
        "label": "So",
        "definition": "Given when it is so.",
        "status": "verified",
        "colour": "#2e7d32",
    },
    "sources": lambda: {"title": "A report", "kind": "report"},
    "claims": lambda: {"text": "A claim.", "topic": key(factories.TopicFactory())},
    "citations": lambda: {
        "claim": key(factories.ClaimFactory()),
        "source": key(factories.SourceFactory()),
    },
    "reviews": lambda: {"claim": key(factories.ClaimFactory()), "summary": "So."},
    "comments": lambda: {"claim": key(factories.ClaimFactory()), "text": "Look."},
    "links": lambda: {
        "from_claim": key(factories.ClaimFactory()),
        "kind": "updates",
        "to_claim": key(factories.ClaimFactory()),
    },
}
CHANGES = {
    "topics": {"name": "Else"},
    "measures": {"unit": "else"},
    "agents": {"name": "Else"},
    "tags": {"name": "else"},
    "verdicts": {"label": "Else"},
    "sources": {"title": "Else"},
    "claims": {"text": "Else."},
    "citations": {"locator": "page 9"},
    "reviews": {"summary": "Else."},
}


def key(row: Any) -> str:
    return str(row.pk)


def changed(newsroom: Newsroom) -> Any:
    """Make a published claim that the desk holds otherwise."""
    claim = newsroom.claim("published")
    return revise_claim(claim, revision=2, by=newsroom.author, text="Else.")


def scheduled(newsroom: Newsroom) -> Any:
    claim = newsroom.claim()
    schedule_publication(claim, at=TOMORROW, revision=1, by=newsroom.editor)
    return claim


def sealed(**more: Any) -> Callable[[Any], dict[str, Any]]:
    """Say which preview was seen, the one that stands, and what else there is to say."""
    return lambda claim: {"seal": preview_claim(claim).seal, **more}


def saying(**words: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda row: words


def merging(factory: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda row: {
        "merged": key(factory()),
        "merged_revision": 1,
        "reason": "They are one.",
    }


# The row that a step is taken with, and what is said with it.
STEPS: dict[str, tuple[Callable[[Newsroom], Any], Callable[[Any], dict[str, Any]]]] = {
    "claims-publish": (lambda newsroom: newsroom.claim(), sealed()),
    "claims-correct": (changed, sealed(note="It was wrong.")),
    "claims-withdraw": (
        lambda newsroom: newsroom.claim("published"),
        saying(note="It was wrong.", reason="Found out."),
    ),
    "claims-schedule": (
        lambda newsroom: newsroom.claim(),
        sealed(at=TOMORROW.isoformat()),
    ),
    "claims-unschedule": (scheduled, saying()),
    "claims-assign": (
        lambda newsroom: newsroom.claim(),
        lambda row: {"assignee": factories.UserFactory().pk, "due_on": "2027-01-01"},
    ),
    "claims-recheck": (
        lambda newsroom: newsroom.claim(),
        saying(recheck_on="2027-01-01"),
    ),
    "claims-merge": (
        lambda newsroom: newsroom.claim(),
        merging(factories.ClaimFactory),
    ),
    "sources-merge": (
        lambda newsroom: factories.SourceFactory(),
        merging(factories.SourceFactory),
    ),
    "agents-merge": (
        lambda newsroom: factories.AgentFactory(),
        merging(factories.AgentFactory),
    ),
    "reviews-submit": (lambda newsroom: newsroom.review(), saying()),
    "reviews-return": (
        lambda newsroom: newsroom.review("submitted"),
        saying(reason="Thin."),
    ),
    "reviews-approve": (lambda newsroom: newsroom.review("submitted"), saying()),
    "comments-settle": (lambda newsroom: factories.CommentFactory(), saying()),
}


@dataclass
class Arranged:
    """An operation about to be done: where, on which row, with what."""

    operation: Operation
    where: str
    row: Any
    body: dict[str, Any] | None

    @property
    def revision(self) -> int:
        return NAMED[self.operation.noun].revision(now(self.row))

    def ask(self, tool: Any, match: Any = None, **more: str) -> Any:
        """Send the request, with the revision that stands where one is needed."""
        if match is None and self.operation.needs_match:
            match = self.revision
        return tool.ask(self.operation.method, self.where, self.body, match, **more)


def arrange(operation: Operation, newsroom: Newsroom) -> Arranged:
    """Make the rows that an operation needs to be done."""
    if operation.is_step:
        make, say = STEPS[operation.name]
        row = make(newsroom)
        body = say(row)
    else:
        row = ROWS[operation.noun](newsroom)
        made: Any = {"POST": NEW, "PATCH": CHANGES}.get(operation.method, {})
        body = made.get(operation.noun)
        body = body() if callable(body) else body
    return Arranged(operation, operation.at(row.pk), row, body)


def theirs(claim: Any, publisher: Any) -> dict[str, Any]:
    """Give what another publisher's review is written down with."""
    return {
        "claim": key(claim),
        "publisher": key(publisher),
        "label": "Mostly true",
        "url": "https://other.example/1",
    }


def reviews_of(claim: Any) -> list[Review]:
    return list(claim.reviews.order_by("id"))
