"""Connections to the database that were quiet between two requests."""

import select
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponse


class QuietConnectionsMiddleware:
    """Spare the question whether a connection lives where its socket says so.

    A server that ends a connection, or the network that drops it, makes its socket
    readable; one that waits for the next statement has nothing to say. Django asks
    with a statement of its own before the first of each request, which costs as much
    as the page; those connections alone whose socket has something are still asked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        opened: Sequence[Any] = connections.all(initialized_only=True)
        for connection in opened:
            if is_quiet(connection):
                connection.health_check_done = True
        return self.get_response(request)


def is_quiet(connection: Any) -> bool:
    """Tell whether a connection is open and its socket has nothing to say."""
    if connection.connection is None or connection.connection.closed:
        return False
    poll = select.poll()
    poll.register(connection.connection.fileno(), select.POLLIN)
    return not poll.poll(0)
