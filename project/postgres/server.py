"""The server of a cluster: started by its first user, stopped after the last."""

import atexit
import contextlib
import os
import subprocess
import threading
import time
from pathlib import Path

from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from project.postgres.accounts import Account, account_of
from project.postgres.creation import (
    OWNER,
    check_cluster,
    create_cluster,
    fault_in,
    write_identities,
)
from project.postgres.errors import PostgresError
from project.postgres.folders import Folder
from project.postgres.guard import post_guard
from project.postgres.locks import is_free, locked, open_lock, share_lock, try_lock
from project.postgres.processes import DETACHED, find_server, stop_unused
from project.postgres.programs import program
from project.postgres.sockets import FILE, Address, address_of
from project.postgres.users import enter_user, strike_user

# How long to wait for a server that answers nothing, and for one that says it is
# busy coming up (after a crash it reads its whole log).
SILENT_SECONDS = 30
BUSY_SECONDS = 300

# One thread at a time. A fork waits too: the child must not inherit a lock that
# another thread holds for a moment.
_mutex = threading.Lock()
os.register_at_fork(
    before=_mutex.acquire,
    after_in_parent=_mutex.release,
    after_in_child=_mutex.release,
)
_clusters: dict[Path, "Cluster"] = {}


def cluster_in(folder: str | Path) -> "Cluster":
    """Give this process's one ``Cluster`` of a folder; released at exit."""
    path = Path(folder).resolve()
    with _mutex:
        if path not in _clusters:
            _clusters[path] = Cluster(path)
            atexit.register(_clusters[path].release)
        return _clusters[path]


class Cluster:
    """A PostgreSQL of one's own in a folder, shared by the processes that use it."""

    def __init__(self, folder: Path) -> None:
        self.folder = Folder(folder.resolve())
        self._users: int | None = None
        self._user_id: int | None = None

    def use(self) -> Address:
        """Become a user of the server, started if need be, and give its address.

        Costs nothing when this process is one already. Raises ``PostgresError``.
        """
        with _mutex:
            # A forked child becomes a user of its own.
            if self._user_id != os.getpid():
                self._join()
            return address_of(self.folder.socket)

    def recover(self) -> None:
        """Start a server that died, or wait for one that is coming up."""
        with _mutex:
            self._join()

    def release(self) -> None:
        """Stop being a user; the last one stops the server and waits for it."""
        with _mutex:
            if self._users is None:
                return
            users, self._users, self._user_id = self._users, None, None
            with contextlib.suppress(FileNotFoundError), locked(self.folder.start_lock):
                strike_user(users)
                os.close(users)
                stop_unused(self.folder)

    def is_running(self) -> bool:
        """Say whether the server takes connections."""
        return self._ping() == Ping.OK

    def _join(self) -> None:
        try:
            self._make_folder()
            with locked(self.folder.start_lock):
                # The guard first: whatever is killed from here on, somebody stops
                # the server. It cannot do so before start.lock is let go.
                post_guard(self.folder)
                self._bring_up()
                users = open_lock(self.folder.users_lock)
                share_lock(users)
                enter_user(users)
                if self._users is not None:
                    os.close(self._users)
                self._users, self._user_id = users, os.getpid()
        except OSError as error:
            raise PostgresError(
                f"The folder {self.folder.path} cannot be used: {error.strerror}. "
                "Give this account the right and the room, or name another folder."
            ) from error

    def _make_folder(self) -> None:
        with contextlib.suppress(FileExistsError):
            self.folder.path.mkdir(parents=True)
            # Root's server runs under another account, which must get through.
            self.folder.path.chmod(0o711 if os.geteuid() == 0 else 0o700)
        account_of(self.folder.data)
        for path in self.folder.locks:
            path.touch(mode=0o600)

    def _bring_up(self) -> None:
        """Return when the server takes connections."""
        began = time.monotonic()
        mark: int | None = None
        while (answer := self._ping()) != Ping.OK:
            waited = time.monotonic() - began
            if is_free(self.folder.server_lock) and find_server(self.folder) is None:
                if mark is not None:
                    raise PostgresError(
                        f"PostgreSQL in {self.folder.path} does not start: "
                        f"{fault_in(self._log_since(mark))}. See {self.folder.log}."
                    )
                mark = self._start()
            elif waited > (BUSY_SECONDS if answer == Ping.REJECT else SILENT_SECONDS):
                # It starts, or old children of a killed one are still at work, or
                # somebody started it by hand with other settings.
                raise PostgresError(
                    f"PostgreSQL in {self.folder.path} does not answer, but runs. "
                    f"Try again in a moment; {self.folder.log} says what it does."
                )
            time.sleep(0.01)

    def _start(self) -> int:
        """Start the server and give the place in the log where its words begin."""
        server = open_lock(self.folder.server_lock)
        try:
            # All that runs from here on inherits this lock: it is free when the
            # last of them is gone, which no file with a number in it can say.
            try_lock(server)
            return self._start_holding(server)
        finally:
            os.close(server)

    def _start_holding(self, lock: int) -> int:
        folder, account = self.folder, account_of(self.folder.data)
        if not folder.data.exists():
            create_cluster(folder, account, lock)
        check_cluster(folder)
        account = account.reaching(program("postgres"), folder.data)
        write_identities(folder, account)
        self._make_way(account)
        with folder.log.open("ab") as log:
            mark = log.tell()
            account.run(
                *(*DETACHED, program("postgres"), "-D", folder.data),
                pass_fds=[lock],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        return mark

    def _make_way(self, account: Account) -> None:
        """Prepare the folder for a server; none is left."""
        folder = self.folder
        folder.socket.mkdir(mode=0o700, exist_ok=True)
        folder.log.touch(mode=0o600)
        for path in (folder.socket, folder.log, *folder.locks):
            os.chown(path, account.uid, account.gid)
        # PostgreSQL would take a number that is another process's by now for a
        # living server and not start.
        (folder.data / "postmaster.pid").unlink(missing_ok=True)
        (folder.socket / f"{FILE}.lock").unlink(missing_ok=True)

    def _log_since(self, mark: int) -> str:
        with self.folder.log.open("rb") as log:
            log.seek(mark)
            return log.read().decode(errors="replace")

    def _ping(self) -> Ping:
        host, port = address_of(self.folder.socket)
        question = make_conninfo(
            host=host, port=port, user=OWNER, dbname="postgres", connect_timeout=5
        )
        return Ping(PGconn.ping(question.encode()))
