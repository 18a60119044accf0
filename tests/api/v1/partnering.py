"""A partner of the tests, and what its machine asks of the API."""

import json
import uuid
from typing import Any

from django.test import Client

from claims.models import ApiKey, Partner, Scope
from tests.factories import ApiKeyFactory

WEBHOOKS = "/api/v1/webhooks/"


class Machine:
    """Asks as a partner: with its key, in JSON, and with a new Idempotency-Key."""

    def __init__(self, partner: Partner, *scopes: Scope) -> None:
        text = f"cb_{uuid.uuid4().hex[:8]}_{'0' * 43}"
        self.partner = partner
        self.key: ApiKey = ApiKeyFactory(
            partner=partner, key=text, scopes=list(scopes) or [Scope.WEBHOOKS]
        )
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {text}"}

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        if method == "POST":
            headers.setdefault("Idempotency-Key", uuid.uuid4().hex)
        return self.client.generic(
            method,
            path,
            "" if body is None else json.dumps(body),
            "application/json",
            headers={**self.headers, **headers},
        )
