"""The guard: a deadline that has passed, and a peer that is not who was checked."""

import ipaddress
import socket

import httpcore
import pytest

from claims.fetching import Fetcher, RefusedAddressError
from claims.fetching.guard import Deadline
from tests.fetching.servers import say, serving


def test_peer_that_is_not_the_checked_address_is_refused(monkeypatch):
    with serving(say) as server:
        found = ipaddress.ip_address("127.0.0.3")

        def elsewhere(self, host, port):
            return [found]

        monkeypatch.setattr("claims.fetching.guard.Guard.look_up", elsewhere)
        connect = socket.create_connection
        monkeypatch.setattr(
            "socket.create_connection",
            lambda address, *rest, **more: connect(server.address, *rest, **more),
        )
        fetcher = Fetcher(
            ports=frozenset({server.port}),
            allowing=frozenset({("127.0.0.3", server.port)}),
        )

        with pytest.raises(RefusedAddressError, match=r"instead of 127\.0\.0\.3"):
            fetcher.fetch(f"http://moved.example:{server.port}/")

    assert server.asked == []


def test_deadline_that_has_passed():
    with pytest.raises(httpcore.TimeoutException):
        Deadline(-1).left()
