"""A newsroom's own tool: a client with somebody's token that says what it has seen."""

import json
import uuid
from typing import Any

from django.test import Client

from claims.models import Scope
from tests import factories
from tests.stories import everything

DESK = "/api/v1/desk/"


def token_of(person: Any, *scopes: str) -> str:
    """Make a person's token, whatever they may; give the text of it."""
    text = f"cb_{uuid.uuid4().hex[:8]}_{uuid.uuid4().hex}"
    scopes = scopes or (Scope.DESK,)
    factories.ApiKeyFactory(key=text, partner=None, person=person, scopes=scopes)
    return text


def partner_key(*scopes: str) -> str:
    """Make a partner's key; give the text of it."""
    text = f"cb_{uuid.uuid4().hex[:8]}_{uuid.uuid4().hex}"
    factories.ApiKeyFactory(key=text, scopes=scopes)
    return text


class Tool:
    """Asks the desk API with a key; every POST is one of its own."""

    def __init__(self, key: str | None = None) -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}

    def ask(
        self, method: str, where: str, body: Any = None, match: Any = None, **more: str
    ) -> Any:
        """Send a request; ``match`` is a revision, or If-Match as it stands."""
        headers = {**self.headers, **more}
        if match is not None:
            headers["If-Match"] = f'"{match}"' if isinstance(match, int) else match
        if method == "POST":
            headers.setdefault("Idempotency-Key", str(uuid.uuid4()))
        sent = {}
        if body is not None:
            text = body if isinstance(body, str | bytes) else json.dumps(body)
            sent = {"data": text, "content_type": "application/json"}
        return self.client.generic(method, f"{DESK}{where}", headers=headers, **sent)

    def get(self, where: str, **more: str) -> Any:
        return self.ask("GET", where, **more)

    def post(self, where: str, body: Any = None, **more: Any) -> Any:
        return self.ask("POST", where, body, **more)

    def patch(self, where: str, body: Any, **more: Any) -> Any:
        return self.ask("PATCH", where, body, **more)

    def delete(self, where: str, **more: Any) -> Any:
        return self.ask("DELETE", where, **more)


def tool_of(person: Any, *scopes: str) -> Tool:
    """Give somebody a tool."""
    return Tool(token_of(person, *scopes))


def pointers(response: Any) -> list[str]:
    """List the places that a refusal names."""
    assert response.status_code == 422, response.content
    assert response["Content-Type"] == "application/problem+json"
    return [each["pointer"] for each in response.json()["errors"]]


# What the API writes down of its own requests, whatever comes of them.
COUNTED = {"claims_dailyuse", "claims_keptanswer", "claims_quota"}


def desk_rows() -> dict[str, list[Any]]:
    """Read every row of the app but those in which requests are counted."""
    return {name: rows for name, rows in everything().items() if name not in COUNTED}
