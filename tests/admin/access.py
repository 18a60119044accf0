"""The desk as its access table sees it: people, routes, and one claim a stage."""

import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.shortcuts import resolve_url
from django.test import Client, RequestFactory
from django.urls import get_resolver
from pghistory.models import Event as HistoryEvent

from claims.models import STEPS, Citation, Entry, Line, Stage
from claims.services.claims import revise_claim
from claims.services.publication import withdraw_claim
from claims.services.reviews import draft_review, submit_review
from tests import factories
from tests.admin.posts import post_of
from tests.stories import Newsroom, now

ROLES = {
    "A": "anonymous",
    "N": "no group",
    "R": "Researcher",
    "F": "Fact-checker",
    "E": "Editor",
    "P": "Partner manager",
    "S": "superuser",
}
METHODS = ("GET", "POST")
WORDS = {"note": "For readers.", "reason": "For the desk.", "text": "A remark."}

# What a form that adds a row asks for beyond its defaults, by the model.
ADDS = {
    "agent": {"name": "A new agent", "kind": "media"},
    "claim": {"text": "A new claim."},
    "measure": {"name": "A new measure", "unit": "people"},
    "review": {"summary": "A new review."},
    "source": {"title": "A new source", "kind": "report"},
    "tag": {"name": "a new tag"},
    "topic": {"name": "A new topic", "slug": "a-new-topic", "kind": "event"},
    "verdict": {
        "label": "A new verdict",
        "definition": "Given never.",
        "status": "refuted",
        "colour": "#aa0000",
    },
    "user": {
        "username": "newcomer",
        "usable_password": "true",
        "password1": "correct horse battery",
        "password2": "correct horse battery",
    },
    "group": {"name": "A new group"},
}

# What a route asks for in the query.
QUERIES = {"autocomplete": "?app_label=claims&model_name=claim&field_name=topic&term="}


class Route(NamedTuple):
    """An address of the desk, as the URL resolver knows it."""

    name: str
    pattern: str
    parameters: tuple[str, ...]

    @property
    def model(self) -> type[models.Model] | None:
        """The model whose pages it is among, if it is of one."""
        parts = self.pattern.split("/")
        try:
            return apps.get_model(*parts[:2])
        except (LookupError, ValueError, TypeError):
            return None


class Ask(NamedTuple):
    """What a line of the table is about; ``action`` is a step or an action of a list."""

    method: str
    route: Route
    action: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, [self.method, self.route.name, self.action]))


def routes(patterns: Any = None, prefix: str = "") -> Iterator[Route]:
    """List every address under /admin/; one without a name goes by its pattern."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        pattern = prefix + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from routes(each.url_patterns, pattern)
        elif pattern.startswith("admin/"):
            pattern = pattern.removeprefix("admin/")
            regex = each.pattern.regex
            yield Route(each.name or pattern, pattern, tuple(regex.groupindex))


def lines() -> list[Ask]:
    """List what the table has to say something of."""
    found = []
    for method, route in itertools.product(METHODS, routes()):
        if "action" in route.parameters:
            buttons = admin.site._registry[route.model].buttons
            found += [Ask(method, route, button.action) for button in buttons]
        else:
            found.append(Ask(method, route))
        if method == "POST" and route.name.endswith("_changelist"):
            actions = admin.site._registry[route.model].get_actions(superuser_request())
            found += [Ask(method, route, action) for action in actions]
    return found


def superuser_request() -> Any:
    request = RequestFactory().get("/admin/")
    request.user = User(is_superuser=True, is_staff=True, is_active=True)
    return request


class Desk:
    """A newsroom with a claim at every stage, and somebody of every role."""

    def __init__(self) -> None:
        self.clients = {letter: Client() for letter in ROLES}
        self.people = {
            letter: factories.UserFactory(is_superuser=letter == "S")
            for letter in ROLES
            if letter != "A"
        }
        for letter, person in self.people.items():
            person.groups.set(Group.objects.filter(name=ROLES[letter]))
            self.clients[letter].force_login(person)
        self.newsroom = Newsroom(self.people["F"], self.people["E"])
        self.claims = {stage: self.claim_at(stage) for stage in Stage.values}
        self.reviews = {stage: self.reviews_at(stage) for stage in Stage.values}
        self.others = {
            model: factory()
            for model, factory in {
                "agent": factories.AgentFactory,
                "measure": factories.MeasureFactory,
                "source": factories.SourceFactory,
                "tag": factories.TagFactory,
                "topic": factories.TopicFactory,
                "verdict": factories.VerdictFactory,
                "user": factories.UserFactory,
                "group": lambda: Group.objects.create(name="A group"),
            }.items()
        }
        self.pages: dict[str, dict[str, Any]] = {}

    def claim_at(self, stage: str) -> Any:
        """Make a claim that every step which the stage allows can be taken on."""
        editor = self.newsroom.editor
        if stage == Stage.IN_REVIEW:
            claim = self.newsroom.review("approved").claim
        else:
            claim = self.newsroom.claim(
                Stage.PUBLISHED if stage == Stage.WITHDRAWN else stage
            )
        if stage in (Stage.PUBLISHED, Stage.WITHDRAWN):
            revise_claim(claim, revision=claim.revision, by=editor, place="Baku")
        if stage == Stage.WITHDRAWN:
            withdraw_claim(
                claim, revision=now(claim).revision, by=editor, reason="R", note="N"
            )
        draft_review(
            claim, by=self.newsroom.author, verdict=self.newsroom.verdict, summary="S."
        )
        factories.CitationFactory(claim=claim)
        return now(claim)

    def reviews_at(self, stage: str) -> list[Any]:
        """Give a draft of a claim at the stage and, where there may be one, a submitted one."""
        draft = self.claims[stage].reviews.ours().open().get()
        if stage == Stage.DRAFT:
            return [draft]
        other = self.claim_at(stage).reviews.ours().open().get()
        return [draft, submit_review(other, revision=1, by=self.newsroom.author)]

    def row(self, model: type[models.Model], stage: str, action: str = "") -> Any:
        """Give the row of a model that a line at a stage is about."""
        match model._meta.model_name:
            case "claim":
                return self.claims[stage]
            case "review":
                wanted = STEPS[action].review if action in STEPS else {}
                fitting = [r for r in self.reviews[stage] if r.state in wanted]
                return (fitting or self.reviews[stage])[0]
            case "citation":
                return Citation.objects.get(claim=self.claims[stage])
            case "entry" | "publishedclaim":
                claim = self.claims[
                    stage if stage in ("published", "withdrawn") else "published"
                ]
                rows = model._default_manager.using("default")
                if model._meta.model_name == "publishedclaim":
                    return rows.get(pk=self.claims["published"].pk)
                return rows.filter(claim=claim).first()
            case other:
                return self.others[other]

    def url(self, line: Ask, stage: str) -> str:
        """Fill in a route's parameters."""
        model, pattern = line.route.model, line.route.pattern
        row = self.row(model, stage, line.action) if model else self.claims[stage]
        known = {
            "object_id": row.pk,
            "id": row.pk,
            "action": line.action,
            "app_label": "claims",
            "content_type_id": ContentType.objects.get_for_model(row).pk,
            "url": "no/such/page/",
        }
        path = pattern.removeprefix("^").removesuffix("$")
        for name in line.route.parameters:
            assert name in known, f"Tell Desk.url in {__file__} what {name} is."
            parameter = rf"<(\w+:)?{name}>|\(\?P<{name}>[^)]*\)"
            path = re.sub(parameter, str(known[name]), path)
        query = QUERIES.get(line.route.name, "")
        return f"/admin/{path}{query}"

    def post(self, line: Ask, stage: str) -> tuple[dict[str, Any], bool]:
        """Give what is posted, and whether it is complete, so that it changes a row."""
        name, model = line.route.name, line.route.model
        if name == "auth_user_password_change":
            return {**ADDS["user"], "usable_password": "true"}, True
        if line.action and name.endswith("_changelist"):
            row = self.row(model, stage, line.action)
            return {"action": line.action, "_selected_action": [row.pk], **WORDS}, False
        if line.action:
            row = self.row(model, stage, line.action)
            to = self.people["R"].pk
            return {"revision": row.revision, "to": to, **WORDS}, True
        if model and name.endswith(("_add", "_change")):
            url = self.url(line, stage)
            if url not in self.pages:
                page = self.clients["S"].get(url)
                self.pages[url] = post_of(page) if page.status_code == 200 else {}
            page = self.pages[url]
            if not page:
                return {}, False
            if name.endswith("_change"):
                return {**page, **self.change(model, page)}, True
            made = ADDS[model._meta.model_name]
            topic = self.others["topic"].pk
            claim = factories.ClaimFactory().pk if name == "claims_review_add" else ""
            return {**page, "topic": topic, "claim": claim, **made}, True
        if name.endswith("_delete"):
            return {"post": "yes"}, False
        return {}, False

    def change(self, model: type[models.Model], page: dict[str, Any]) -> dict[str, Any]:
        """Type something else into the first text of a form."""
        if model is User:
            return {"first_name": "Changed"}
        names = (
            field.name
            for field in model._meta.fields
            if field.name in page
            and (isinstance(field, Line) or field.name == "name")
            and field.name != "language"
        )
        name = next(names, None)
        return {name: "Changed"} if name else {}

    @contextmanager
    def as_it_was(self, letter: str) -> Iterator[Client]:
        """Lend a role's client; what it did is undone."""
        client = self.clients[letter]
        cookies = client.cookies.copy()
        with transaction.atomic():
            yield client
            transaction.set_rollback(True)
        client.cookies = cookies

    def answer(self, letter: str, line: Ask, stage: str) -> tuple[bool, str]:
        """Send a line's request as a role; tell whether it was let in, and how."""
        url, login = self.url(line, stage), resolve_url(settings.LOGIN_URL)
        with self.as_it_was(letter) as client:
            if line.method == "GET":
                response = client.get(url)
                complete = False
            else:
                data, complete = self.post(line, stage)
                before = fingerprint()
                response = client.post(url, data)
                changed = fingerprint() != before
            status = response.status_code
            said = getattr(response.wsgi_request, "_messages", None)
            errors = [
                str(each)
                for each in (said._queued_messages if said else [])
                if each.level_tag == "error"
            ]
            to_login = status == 302 and response["Location"].startswith(login)
        let_in = status in (200, 301, 302) and not to_login and not errors
        if complete and status == 200:
            let_in = False
            errors = errors_of(response)
        how = (
            f"{status}{' to the login' if to_login else ''} {' '.join(errors)}".strip()
        )
        if line.method == "POST":
            if not let_in:
                assert not changed, f"{line} at {stage} by {ROLES[letter]} changed rows"
            elif complete:
                assert changed, f"{line} at {stage} by {ROLES[letter]} changed nothing"
        return let_in, how


def errors_of(response: Any) -> list[str]:
    """Tell what the form of a page says is wrong."""
    context = getattr(response, "context_data", None) or {}
    form = context.get("form")
    if form is None and "adminform" in context:
        form = context["adminform"].form
    found = [str(dict(form.errors))] if form is not None and form.errors else []
    return [*found, *map(str, context.get("errors") or [])]


def fingerprint() -> Any:
    """Count what every change adds to: the histories, the record, the accounts."""
    tables = [
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, HistoryEvent) or model is Entry
    ]
    counts = ", ".join(f'(SELECT count(*) FROM "{table}")' for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        counted = cursor.fetchone()
    accounts = User.objects.order_by("pk").values_list(
        "username", "password", "first_name", "is_active", "is_staff", "is_superuser"
    )
    groups = Group.objects.order_by("pk").values_list("name", "permissions")
    return counted, list(accounts), list(groups)
