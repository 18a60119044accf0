"""The desk as its access table sees it: people, routes, and one claim a stage."""

import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.shortcuts import resolve_url
from django.test import Client, RequestFactory
from django.urls import get_resolver
from pghistory.models import Event as HistoryEvent

from claims.admin.claim_list.bulk import BULK
from claims.admin.claim_list.exports import ANSWERS
from claims.admin.history import REMOVED
from claims.models import Capture, DeskRow, Entry, Job, Line
from claims.models.timelines import PARTS
from claims.services.filters import save_filter
from tests import factories
from tests.admin.posts import post_of
from tests.admin.rows import ADDRESS, Rows

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
DAYS = {"at": "2100-01-01T12:00", "on": "2100-01-01", "due_on": "2100-01-01"}

# What a form that adds a row asks for beyond its defaults, by the model.
ADDS = {
    "agent": {"name": "A new agent", "kind": "media"},
    "citation": {"text": ADDRESS},
    "claim": {"text": "A new claim."},
    "measure": {"name": "A new measure", "unit": "people"},
    "partner": {"name": "A new partner"},
    "ratinglabel": {"label": "A new label"},
    "webhook": {"url": "https://partner.example/new"},
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
QUERIES = {
    "autocomplete": "?app_label=claims&model_name=claim&field_name=topic&term=",
    "claims_citation_add": "?claim={claim}",
    **{
        f"claims_{model}_merge": f"?other={{twins[{model}]}}"
        for model in ("agent", "claim", "source")
    },
}


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
    """What a line of the table is about; ``action`` is which of a route's ways."""

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
        found += [Ask(method, route, each) for each in ways(route)]
        if method == "POST" and route.name.endswith("_changelist"):
            actions = admin.site._registry[route.model].get_actions(superuser_request())
            found += [Ask(method, route, action) for action in actions]
    return found


def ways(route: Route) -> list[str]:
    """List what may stand in an address for the one of its parameters that is a word."""
    page: Any = admin.site._registry.get(route.model)
    match route.name.rpartition("_")[2]:
        case "step":
            return [button.action for button in page.buttons]
        case "act":
            return [act.name for act in page.acts]
        case "bulk":
            return list(BULK)
        case "export":
            return list(ANSWERS)
        case "restore":
            return [each._meta.model_name for each in restored(route.model)]
    return [""]


def restored(model: Any) -> list[Any]:
    """List the tables of which a row's page brings something back."""
    parts = [part for part, _ in PARTS.get(model, ())]
    back = [part for part in parts if part in REMOVED or issubclass(part, DeskRow)]
    return [model, *back]


def superuser_request() -> Any:
    request = RequestFactory().get("/admin/")
    request.user = User(is_superuser=True, is_staff=True, is_active=True)
    return request


class Desk(Rows):
    """A newsroom's rows, and somebody of every role who asks for them."""

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
        super().__init__(author=self.people["F"], editor=self.people["E"])
        self.filter = save_filter(name="Wars", query="q=war", by=self.people["R"])
        self.pages: dict[str, dict[str, Any]] = {}

    def url(self, line: Ask, stage: str) -> str:
        """Fill in a route's parameters."""
        model, pattern = line.route.model, line.route.pattern
        row = self.row(model, stage, line.action) if model else self.claims[stage]
        known = {
            "object_id": row.pk,
            "id": row.pk,
            "person_id": row.pk,
            **dict.fromkeys(("action", "act", "kind", "part"), line.action),
            "event": self.event(model, stage, line.action)
            if "event" in line.route.parameters
            else "",
            "key": self.filter.pk,
            "key_id": self.key.pk,
            "comment_id": self.comments[stage].pk,
            "where": "1/2/",
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
        return f"/admin/{path}" + query.format(
            claim=self.claims[stage].pk, twins=self.twins
        )

    def post(self, line: Ask, stage: str) -> tuple[dict[str, Any], bool]:
        """Give what is posted, and whether it is complete, so that it changes a row."""
        name, model = line.route.name, line.route.model
        if name == "auth_user_password_change":
            return {**ADDS["user"], "usable_password": "true"}, True
        if line.action and name.endswith("_changelist"):
            row = self.row(model, stage, line.action)
            return {"action": line.action, "_selected_action": [row.pk], **WORDS}, False
        to = self.people["R"].pk
        match name.rpartition("_")[2]:
            case "step":
                revision = self.row(model, stage, line.action).revision
                rows = {"topic": self.others["topic"].pk, "claim": self.twins["claim"]}
                given = {"revision": revision, "to": to, "language": "en", **rows}
                return {**given, **WORDS, **DAYS}, True
            case "bulk":
                row = self.bulk_row(stage, line.action)
                tag = self.tag if line.action == "tag" else self.others["tag"]
                pair = {"row": f"{row.pk}:{row.revision}", "tag": tag.pk}
                return {**pair, "to": to, **DAYS}, True
            case "act" | "resolve" | "revoke":
                return {}, True
            case "key":
                return {"scopes": "read"}, True
            case "rotate":
                return {"revision": self.key.revision, "days": 1}, True
            case "secret":
                return {"overlap_hours": 1}, True
            case "replay":
                return {"after": 0}, True
            case "access":
                return {}, name == "auth_user_access"
            case "merge":
                return {**self.page(line, stage), "stays": "left", **WORDS}, True
            case "restore":
                return self.page(line, stage), True
            case "text":
                return WORDS, True
            case "repeats":
                repeats = {"repeats": self.twins["source"]}
                return {**self.page(line, stage), **repeats}, True
            case "comment":
                return {"comment-text": "A remark."}, True
            case "filters":
                return {"name": "Peace", "query": "q=peace"}, True
            case "filter":
                return {"name": "Our wars", "revision": 1}, True
        if model and name.endswith(("_add", "_change")):
            page = self.page(line, stage)
            if not page:
                return {}, False
            if name.endswith("_change"):
                return {**page, **self.change(model, page)}, True
            made = ADDS[model._meta.model_name]
            topic = self.others["topic"].pk
            claim = factories.ClaimFactory().pk if name == "claims_review_add" else ""
            owner = self.others["partner"].pk
            given = {"topic": topic, "claim": claim, "owner": owner}
            return {**page, **given, **made}, True
        if name.endswith("_delete"):
            return {"post": "yes"}, False
        return {}, False

    def page(self, line: Ask, stage: str) -> dict[str, Any]:
        """Give what a browser posts of a page as it is opened."""
        url = self.url(line, stage)
        if url not in self.pages:
            page = self.clients["S"].get(url)
            self.pages[url] = post_of(page) if page.status_code == 200 else {}
        return self.pages[url]

    def change(self, model: type[models.Model], page: dict[str, Any]) -> dict[str, Any]:
        """Type something else into the first text of a form."""
        if model is User:
            return {"first_name": "Changed"}
        names = (
            field.name
            for field in model._meta.fields
            if field.name in page
            and (isinstance(field, Line) or field.name == "name")
            and field.name not in ("language", "url")
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
        url = self.url(line, stage)
        logins = resolve_url(settings.LOGIN_URL), resolve_url("admin:login")
        with self.as_it_was(letter) as client:
            if line.method == "GET":
                response = client.get(url)
                complete = False
            else:
                data, complete = self.post(line, stage)
                before = fingerprint()
                response = client.post(url, data)
                changed = fingerprint() != before
            # An export keeps a file open until it is read to its end.
            response.getvalue()
            status = response.status_code
            said = getattr(response.wsgi_request, "_messages", None)
            errors = [
                str(each)
                for each in (said._queued_messages if said else [])
                if each.level_tag == "error"
            ]
            to_login = status == 302 and response["Location"].startswith(logins)
        let_in = status in (200, 301, 302) and not to_login and not errors
        context = getattr(response, "context_data", None) or {}
        if line.action and line.route.name.endswith("_changelist"):
            # Who may not do it sees the list as it was.
            let_in &= "cl" not in context and status == 200
        elif complete and status == 200 and not context.get("done"):
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
        if issubclass(model, HistoryEvent) or model in (Entry, Capture, LogEntry)
    ]
    counts = ", ".join(f'(SELECT count(*) FROM "{table}")' for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        counted = cursor.fetchone()
    accounts = User.objects.order_by("pk").values_list(
        "username", "password", "first_name", "is_active", "is_staff", "is_superuser"
    )
    groups = Group.objects.order_by("pk", "permissions").values_list(
        "name", "permissions"
    )
    jobs = Job.objects.order_by("pk").values_list("pk", "status")
    return counted, list(accounts), list(groups), list(jobs)
