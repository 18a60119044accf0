"""A receiver of webhooks for a test: on loopback, with the partner's side of it."""

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

from django.conf import settings

from claims.models import Webhook, WebhookSecret
from claims.services.sealing import unseal
from tests.factories import WebhookFactory
from tests.fetching.servers import Server, say, serving

Answer = Callable[[BaseHTTPRequestHandler], None]


class Receiver:
    """Keeps what it acknowledged, in the order in which it came.

    ``says`` answers each message; the default acknowledges.
    """

    def __init__(self, says: Answer | None = None) -> None:
        self.says = says or (lambda request: say(request, status=204))
        self.lock = threading.Lock()
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self.server: Server

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        with self.lock:
            self.bodies.append(request.body)  # type: ignore[attr-defined]
            self.headers.append(dict(request.headers.items()))
        self.says(request)

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [json.loads(body) for body in self.bodies]

    @property
    def told(self) -> list[tuple[str, Any]]:
        """What it was told, as the type and the sequence."""
        return [(each["type"], each["data"].get("sequence")) for each in self.messages]

    def webhook(self, **values: Any) -> Webhook:
        """Make an endpoint that leads here, told of all from the beginning."""
        return WebhookFactory(url=f"{self.server.url}/hook", **values)


@contextlib.contextmanager
def receiving(says: Answer | None = None) -> Iterator[Receiver]:
    """Receive on loopback, which the settings name for as long."""
    receiver = Receiver(says)
    with serving(receiver.answer) as server:
        receiver.server = server
        named = settings.WEBHOOK_PRIVATE_RECEIVERS
        named.append(server.address)
        try:
            yield receiver
        finally:
            named.remove(server.address)


def secrets_of(webhook: Webhook) -> list[str]:
    """Give the secrets that messages to an endpoint are signed with."""
    return [
        unseal(each.sealed.encode()).decode()
        for each in WebhookSecret.objects.filter(webhook=webhook)
    ]
