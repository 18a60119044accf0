"""A relay between a child process and PostgreSQL that kills the child at a request."""

import contextlib
import os
import select
import signal
import socket
import traceback
from collections.abc import Callable
from pathlib import Path

from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper

CHUNK = 1 << 20


class Relay:
    """Passes on what a child and PostgreSQL say to one another, counting requests.

    The child is forked from the test, so it starts at once and with what the test
    knows. Everything runs in the test's own thread.
    """

    def __init__(self, folder: Path) -> None:
        params = connections["default"].get_connection_params()
        self.server = (str(params["host"]), int(params["port"]))
        self.folder = folder
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(folder / f".s.PGSQL.{self.server[1]}"))
        self.listener.listen()

    def close(self) -> None:
        self.listener.close()

    def run(
        self,
        work: Callable[[], object],
        *,
        kill_at: int | None = None,
        answered: bool = False,
    ) -> int:
        """Do the work in a child; return how many requests it made.

        At the request ``kill_at`` the child is killed by SIGKILL: before the request
        arrives, or, where ``answered``, when PostgreSQL has done it and the answer
        is on its way. What a COPY sends may arrive in fewer pieces than the time
        before: a child that needs fewer requests ends by itself.
        """
        child = os.fork()
        if not child:
            self._work(work)
        self.requests = 0
        self.clients: list[socket.socket] = []
        self.pairs: dict[socket.socket, socket.socket] = {}
        try:
            while not (ended := os.waitpid(child, os.WNOHANG))[0]:
                ready, _, _ = select.select([self.listener, *self.pairs], [], [], 0.02)
                for each in ready:
                    self._pass_on(each, child, kill_at, answered)
        finally:
            self._hang_up()
        killed = kill_at is not None and self.requests >= kill_at
        expected = -signal.SIGKILL if killed else 0
        assert os.waitstatus_to_exitcode(ended[1]) == expected
        return self.requests

    def _work(self, work: Callable[[], object]) -> None:
        try:
            # A forked child's copies of its parent's connections are not its own.
            for alias in list(connections):
                settings = connections[alias].settings_dict | {
                    "HOST": str(self.folder),
                    "PORT": str(self.server[1]),
                }
                connections[alias] = DatabaseWrapper(settings, alias)
            work()
        except BaseException:  # noqa: BLE001 - the child never returns to the test
            traceback.print_exc()
            os._exit(1)
        os._exit(0)

    def _pass_on(
        self, side: socket.socket, child: int, kill_at: int | None, answered: bool
    ) -> None:
        if side is self.listener:
            client, _ = side.accept()
            server = self._connect()
            self.pairs |= {client: server, server: client}
            self.clients.append(client)
            return
        if side not in self.pairs:
            return
        data = side.recv(CHUNK)
        if not data:
            self._part(side)
            return
        if side in self.clients:
            self.requests += 1
            if self.requests == kill_at:
                if answered:
                    self.pairs[side].sendall(data)
                    self.pairs[side].recv(CHUNK)
                os.kill(child, signal.SIGKILL)
                return
        with contextlib.suppress(BrokenPipeError):
            self.pairs[side].sendall(data)

    def _connect(self) -> socket.socket:
        host, port = self.server
        if not host.startswith("/"):
            return socket.create_connection((host, port))
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{host}/.s.PGSQL.{port}")
        return server

    def _part(self, side: socket.socket) -> None:
        other = self.pairs.pop(side)
        self.pairs.pop(other)
        client, server = (side, other) if side in self.clients else (other, side)
        client.close()
        with contextlib.suppress(OSError):
            server.shutdown(socket.SHUT_WR)
        # PostgreSQL hangs up when it has undone what was not committed.
        while server.recv(CHUNK):
            pass
        server.close()

    def _hang_up(self) -> None:
        while self.pairs:
            self._part(next(iter(self.pairs)))
