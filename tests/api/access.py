"""The API as its visibility table sees it: who asks, what for, and a case a state."""

import datetime
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.auth.models import Group
from django.db.models import Model
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from claims.models import (
    Agent,
    ApiKey,
    Claim,
    Measure,
    Partner,
    Scope,
    Source,
    Topic,
    Webhook,
)
from claims.services.citations import cite_source
from claims.services.claims import assign, revise_claim
from claims.services.comments import comment
from claims.services.keys import create_key, revoke_key
from claims.services.publication import publish_claim, withdraw_claim
from claims.services.reviews import draft_review, record_review, submit_review
from claims.services.schedules import schedule_publication
from tests import factories
from tests.api.keys import expire, token_of
from tests.stories import now

# Stands in everything that must not leave the desk, and this in its numbers.
CANARY = "canary"
CANARY_FIGURE = Decimal(987654321)
# The site of whoever reviewed each claim.
REVIEWER = "reviewer.example"

ROLES = {
    "a": "anonymous",
    "p": "partner",
    "o": "another partner",
    "r": "partner that sees one topic",
    "l": "partner that sees one language",
    "x": "partner with a revoked key",
    "y": "partner with an expired key",
    "N": "no group",
    "R": "Researcher",
    "F": "Fact-checker",
    "E": "Editor",
    "P": "Partner manager",
    "S": "superuser",
}
STATES = (
    "draft",
    "in_review",
    "embargoed",
    "published",
    "changed",
    "withheld",
    "withdrawn",
)
SECRET_STATES = ("draft", "in_review", "embargoed")
METHODS = ("get", "post", "put", "patch", "delete")
# The desk's own addresses have a table of their own.
DESK = "desk/"
# Where addresses of the API start.
ROOTS = ("api/v1/", "v1alpha1/", "feeds/")
# What an address is asked, where it tells of nothing unasked.
ASKED = {"claims:search": f"?reviewPublisherSiteFilter={REVIEWER}&pageSize=1000"}
# What is answered to whoever may not do, or know of, what was asked.
CLOSED = {401, 403, 404}
# What an address is about, by the word it starts with.
SUBJECTS = {
    "claims": "claim",
    "topics": "topic",
    "measures": "measure",
    "agents": "agent",
    "sources": "source",
}


class Route(NamedTuple):
    """An address of the API, as the URL resolver knows it."""

    name: str
    pattern: str
    view: Any
    parameters: tuple[str, ...]
    root: str

    @property
    def subject(self) -> str:
        """What it is about: a claim where it does not say otherwise."""
        return SUBJECTS.get(self.pattern.partition("/")[0], "claim")


class Ask(NamedTuple):
    """What a line of the table is about."""

    method: str
    route: Route

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.route.name}"


def routes(patterns: Any = None, prefix: str = "") -> Iterator[Route]:
    """List every address under the API; one without a name goes by its pattern."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        pattern = prefix + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from routes(each.url_patterns, pattern)
        elif root := next(filter(pattern.startswith, ROOTS), ""):
            pattern = pattern.removeprefix(root)
            parameters = tuple(each.pattern.regex.groupindex)
            name = each.name or pattern
            yield Route(name, pattern, each.callback.cls, parameters, root)


def lines() -> dict[str, Ask]:
    """List what the table has to say something of: a route and a method it answers."""
    public = [each for each in routes() if not each.pattern.startswith(DESK)]
    found = [
        Ask(method, route)
        for route in public
        for method in METHODS
        if hasattr(route.view, method)
    ]
    return {str(each): each for each in found}


@dataclass
class Case:
    """A claim in one state, with rows that no other claim has to do with."""

    state: str
    topic: Topic
    measure: Measure
    agent: Agent
    source: Source
    claim: Claim

    def ids(self) -> Iterator[str]:
        for name in SUBJECTS.values():
            yield str(getattr(self, name).pk)
        yield self.topic.slug


@dataclass
class Newsroom:
    """A case a state, and somebody of every role who asks for them."""

    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    partners: dict[str, Partner] = field(default_factory=dict)
    client: Client = field(
        default_factory=lambda: Client(raise_request_exception=False)
    )

    def __post_init__(self) -> None:
        self.people = {
            letter: factories.UserFactory(
                username=f"{CANARY}-{letter}", is_superuser=letter == "S"
            )
            for letter in "NRFEPS"
        }
        for letter, person in self.people.items():
            person.groups.set(Group.objects.filter(name=ROLES[letter]))
        self.editor, self.checker = self.people["E"], self.people["F"]
        for state in STATES:
            self.cases[state] = self.case(state)
            getattr(self, f"make_{state}")(self.cases[state])
        self.let_in()

    # ------------------------------------------------------------ who asks

    def let_in(self) -> None:
        """Give every role what it shows to the API."""
        self.headers["a"] = {}
        self.partner("p")
        self.submission = factories.SubmissionFactory(partner=self.partners["p"])
        self.partner("o")
        self.partner("r", topics=[self.cases["published"].topic])
        self.partner("l", languages=["hy"])
        revoke_key(self.partner("x"), by=self.people["S"])
        expire(self.partner("y"))
        for letter, person in self.people.items():
            token = token_of(person)
            self.headers[letter] = {"Authorization": f"Bearer {token}"}

    def partner(self, role: str, **terms: Any) -> ApiKey:
        """Make a partner with a key for everything that a partner may do."""
        topics = terms.pop("topics", [])
        partner = factories.PartnerFactory(name=f"{CANARY} partner {role}", **terms)
        partner.topics.set(topics)
        self.partners[role] = partner
        made = create_key(
            partner,
            scopes=[Scope.READ, Scope.SUBMIT, Scope.WEBHOOKS],
            by=self.people["S"],
        )
        self.headers[role] = {"Authorization": f"Bearer {made.text}"}
        return made.row

    # ----------------------------------------------------------- what for

    def case(self, state: str) -> Case:
        """Make a draft with rows of its own; all of it is secret in a secret state."""
        mark = f"{CANARY} {state}" if state in SECRET_STATES else f"public {state}"
        topic = factories.TopicFactory(
            name=f"{mark} topic",
            slug=mark.replace(" ", "-").replace("_", "-"),
            description=f"{mark} description",
        )
        measure = factories.MeasureFactory(topic=topic, name=f"{mark} measure")
        agent = factories.AgentFactory(name=f"{mark} agent")
        hides = state == "withheld" or state in SECRET_STATES
        secret = CANARY if hides else "public"
        source = factories.SourceFactory(
            title=f"{secret} {state} title",
            publisher=factories.AgentFactory(name=f"{secret} {state} publisher"),
            url=f"https://{secret}-{state.replace('_', '-')}.example/",
            archive_url=f"https://archive.example/{secret}/{state}",
            is_withheld=state == "withheld",
            withheld_reason=f"{CANARY} reason" if state == "withheld" else "",
        )
        claim = factories.FigureClaimFactory(
            text=f"{mark} text",
            topic=topic,
            measure=measure,
            claimant=agent,
            place=f"{mark} place",
            wording=f"{mark} wording",
        )
        claim.tags.add(factories.TagFactory(name=f"{mark} tag"))
        cite_source(
            claim,
            source,
            by=self.editor,
            reason=f"{CANARY} reason",
            quote=f"{secret} quote",
            locator=f"{secret} locator",
            scope=f"{secret} scope",
            value=CANARY_FIGURE if hides else Decimal(7000),
            comparator="exactly",
            wording=f"{secret} wording",
        )
        # Its address tells the claim where nothing else of an answer does.
        record_review(
            claim,
            agent,
            label=f"{mark} label",
            url=f"https://{REVIEWER}/{claim.pk}",
            by=self.editor,
        )
        self.talk(claim)
        return Case(state, topic, measure, agent, source, claim)

    def talk(self, claim: Claim) -> None:
        """Say at the desk what stays at the desk."""
        comment(claim, text=f"{CANARY} comment", by=self.editor)
        claim = now(claim)
        assign(claim, to=self.checker, revision=claim.revision, by=self.editor)

    def review(self, claim: Claim) -> None:
        """Leave a review of ours waiting for approval."""
        review = draft_review(
            now(claim),
            by=self.checker,
            verdict=factories.VerdictFactory(),
            summary=f"{CANARY} summary",
            text=f"{CANARY} review",
        )
        submit_review(review, revision=review.revision, by=self.checker)

    def publish(self, claim: Claim) -> None:
        claim = now(claim)
        publish_claim(claim, revision=claim.revision, by=self.editor)

    def make_draft(self, case: Case) -> None:
        """Leave it as it is."""

    def make_in_review(self, case: Case) -> None:
        self.review(case.claim)

    def make_embargoed(self, case: Case) -> None:
        claim = now(case.claim)
        schedule_publication(
            claim,
            at=timezone.now() + datetime.timedelta(days=1),
            revision=claim.revision,
            by=self.editor,
        )

    def make_published(self, case: Case) -> None:
        self.publish(case.claim)

    def make_withheld(self, case: Case) -> None:
        self.publish(case.claim)

    def make_changed(self, case: Case) -> None:
        """Publish it, then change everything at the desk."""
        self.publish(case.claim)
        claim = now(case.claim)
        revise_claim(
            claim,
            revision=claim.revision,
            by=self.editor,
            reason=f"{CANARY} reason",
            text=f"{CANARY} edit",
            place=f"{CANARY} place",
            value=CANARY_FIGURE,
            wording=f"{CANARY} wording",
        )
        claim.tags.add(factories.TagFactory(name=f"{CANARY} new tag"))
        new = factories.SourceFactory(
            title=f"{CANARY} new title", url=f"https://{CANARY}-new.example/"
        )
        cite_source(claim, new, by=self.editor, quote=f"{CANARY} new quote")
        self.review(claim)

    def make_withdrawn(self, case: Case) -> None:
        self.publish(case.claim)
        claim = now(case.claim)
        withdraw_claim(
            claim,
            revision=claim.revision,
            by=self.editor,
            reason=f"{CANARY} reason",
            note="It was wrong.",
        )

    # ------------------------------------------------------------- asking

    def webhook(self) -> Webhook:
        """Give the first partner's endpoint; a new one where it was taken away."""
        own = self.partners["p"].webhooks.standing().first()
        return own or factories.WebhookFactory(partner=self.partners["p"])

    def subject(self, route: Route, state: str) -> Model:
        """Find what an address is about; what partners have of their own is the first's."""
        if route.pattern.startswith("webhooks/"):
            return self.webhook()
        if route.pattern.startswith("submissions/"):
            return self.submission
        if route.pattern.startswith("pages/"):
            return self.cases[state].claim.reviews.using("default").latest("pk")
        found: Model = getattr(self.cases[state], route.subject)
        return found

    def url(self, route: Route, state: str) -> str:
        """Fill in a route's parameters."""
        known = {
            "id": self.subject(route, state).pk,
            "slug": self.cases[state].topic.slug,
            "name": "not-found",
            "sequence": 1,
            "version": 1,
            "other": 1,
        }
        path = route.pattern
        for name in route.parameters:
            assert name in known, f"Tell Newsroom.url in {__file__} what {name} is."
            path = re.sub(rf"<(\w+:)?{name}>", str(known[name]), path)
        return f"/{route.root}{path}{ASKED.get(route.pattern, '')}"

    def ask(self, role: str, line: Ask, state: str) -> Any:
        """Send a line's request as a role, each time as a new thing to be done."""
        send: Callable[..., Any] = getattr(self.client, line.method)
        headers = dict(self.headers[role])
        more: dict[str, Any] = {}
        if line.method != "get":
            more = {"data": b"{}", "content_type": "application/json"}
            headers["Idempotency-Key"] = str(uuid.uuid4())
        return send(self.url(line.route, state), headers=headers, **more)

    def tells(self, response: Any, line: Ask, state: str) -> bool:
        """Tell whether an answer tells of the case: by being there, or by its id."""
        if response.status_code not in (200, 301, 410):
            return False
        subject = getattr(self.cases[state], line.route.subject)
        return bool(line.route.parameters) or str(subject.pk) in said(response)


def said(response: Any) -> str:
    """Everything an answer says: headers and body, whatever its letters' case."""
    headers = "".join(f"{name}: {value}\n" for name, value in response.headers.items())
    return (headers + response.getvalue().decode()).casefold()
