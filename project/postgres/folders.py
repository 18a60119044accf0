"""What lies where in a cluster's folder."""

from pathlib import Path


class Folder:
    """The folder of one cluster.

    Each ``.lock`` file is a kernel lock, which a killed process lets go of by
    itself: ``start`` puts starting and stopping in line, ``users`` is shared by
    the processes that use the server, ``server`` is held by the server and its
    children, ``guard`` by the guard. Take ``start`` before any other.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.data = path / "data"
        self.socket = path / "socket"
        self.log = path / "server.log"
        self.start_lock = path / "start.lock"
        self.users_lock = path / "users.lock"
        self.server_lock = path / "server.lock"
        self.guard_lock = path / "guard.lock"
        self.locks = (
            self.start_lock,
            self.users_lock,
            self.server_lock,
            self.guard_lock,
        )
