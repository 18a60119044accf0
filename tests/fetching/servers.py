"""Servers on loopback for the fetcher: one that answers, one that only counts."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Listener:
    """Listens on every loopback address at one port, and counts who connects."""

    def __init__(self) -> None:
        self.connections = 0
        first = socket.create_server(("127.0.0.1", 0))
        self.port = first.getsockname()[1]
        self.sockets = [
            first,
            socket.create_server(("::1", self.port), family=socket.AF_INET6),
        ]
        self.stopping = False
        for each in self.sockets:
            each.settimeout(0.05)
            threading.Thread(target=self.count, args=(each,), daemon=True).start()

    def count(self, listening: socket.socket) -> None:
        while not self.stopping:
            with contextlib.suppress(OSError):
                connection, _ = listening.accept()
                self.connections += 1
                connection.close()

    def close(self) -> None:
        self.stopping = True
        for each in self.sockets:
            each.close()


Answer = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """Answers on 127.0.0.1 as ``answer`` says; keeps what it was asked."""

    def __init__(self, answer: Answer, port: int = 0) -> None:
        self.asked: list[BaseHTTPRequestHandler] = []
        self.bodies: list[bytes] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self)
                length = int(self.headers.get("content-length") or 0)
                self.body = self.rfile.read(length)
                outer.bodies.append(self.body)
                with contextlib.suppress(OSError):
                    answer(self)

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, *args: Any) -> None:
                pass

        class Threads(ThreadingHTTPServer):
            def handle_error(self, *args: Any) -> None:
                """Say nothing of a client that goes away."""

        self.server = Threads(("127.0.0.1", port), Handler)
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.address = ("127.0.0.1", self.port)
        threading.Thread(
            target=self.server.serve_forever, args=(0.02,), daemon=True
        ).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@contextlib.contextmanager
def serving(answer: Answer) -> Iterator[Server]:
    server = Server(answer)
    try:
        yield server
    finally:
        server.close()


def say(
    request: BaseHTTPRequestHandler,
    body: bytes = b"",
    status: int = 200,
    **headers: str,
) -> None:
    """Answer with a body; underscores in the names of headers are hyphens."""
    request.send_response(status)
    for name, value in {"content_length": str(len(body)), **headers}.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)
