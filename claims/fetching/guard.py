"""The guard: connects to checked addresses only, and stops at a deadline."""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import httpcore

from .addresses import IPAddress, is_public
from .errors import RefusedAddressError, UnreachableError

Resolve = Callable[..., Iterable[Any]]


class Deadline:
    """A moment by which all must be done."""

    def __init__(self, seconds: float) -> None:
        self.at = time.monotonic() + seconds

    def left(self) -> float:
        """Give the seconds that are left; raises ``httpcore.TimeoutException``."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise httpcore.TimeoutException("It took too long.")
        return left


@dataclass(frozen=True)
class Guard(httpcore.NetworkBackend):
    """Looks a name up once, checks each address, and connects to what it checked.

    ``allowing`` are addresses with their ports that may be connected to although
    they are not public: a test names its own server there.
    """

    deadline: Deadline
    resolve: Resolve = socket.getaddrinfo
    allowing: frozenset[tuple[str, int]] = frozenset()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        addresses = self.look_up(host, port)
        for address in addresses:
            if not is_public(address) and (str(address), port) not in self.allowing:
                raise RefusedAddressError(f"{host} is not a public address.")
        failure: Exception | None = None
        for address in addresses:
            try:
                stream = httpcore.SyncBackend().connect_tcp(
                    str(address), port, timeout=self.deadline.left()
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            check_peer(stream, address)
            return TimedStream(stream, self.deadline)
        raise UnreachableError(f"{host} does not answer.") from failure

    def look_up(self, host: str, port: int) -> list[IPAddress]:
        """Find all addresses of a name, once, before the deadline."""
        found: list[Any] = []

        def ask() -> None:
            try:
                found.append(
                    [
                        ipaddress.ip_address(each[4][0])
                        for each in self.resolve(host, port, type=socket.SOCK_STREAM)
                    ]
                )
            except (OSError, ValueError) as error:
                found.append(error)

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(self.deadline.left())
        if not found:
            raise httpcore.ConnectTimeout("The name was not looked up in time.")
        [answer] = found
        if isinstance(answer, Exception) or not answer:
            raise UnreachableError(f"The name {host} leads nowhere.")
        return answer


def check_peer(stream: httpcore.NetworkStream, address: IPAddress) -> None:
    """See that a connection leads to the address that was checked."""
    peer = stream.get_extra_info("server_addr")[0]
    if ipaddress.ip_address(peer) != address:
        stream.close()
        raise RefusedAddressError(f"Connected to {peer} instead of {address}.")


class TimedStream(httpcore.NetworkStream):
    """A connection whose every wait ends at one deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self.stream = stream
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, timeout=self.deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, timeout=self.deadline.left())

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        stream = self.stream.start_tls(
            ssl_context, server_hostname, timeout=self.deadline.left()
        )
        return TimedStream(stream, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)
