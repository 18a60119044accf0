"""The processes of a cluster: the server and its guard, started and stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from project.postgres.folders import Folder
from project.postgres.locks import is_free, open_lock, try_lock

# Starts a program that outlives its starter and is nobody's child.
DETACHED = ("/bin/sh", "-c", '"$@" &', "sh")
# How long to look for the number of a server that has only begun to start, and to
# wait after each of the two signals.
FIND_SECONDS = 5
STOP_SECONDS = 10


def find_server(folder: Folder) -> int | None:
    """Give the process id of a cluster's server.

    The file that names it may be old and the number another process's by now,
    so the process itself is asked.
    """
    try:
        number = int((folder.data / "postmaster.pid").read_text().partition("\n")[0])
    except (FileNotFoundError, ValueError):
        return None
    command = command_of(number)
    is_server = command[:1] and Path(command[0]).name == "postgres"
    return number if is_server and command[1:3] == ["-D", str(folder.data)] else None


def command_of(number: int) -> Sequence[str]:
    """Give the words a process was started with, none if there is no such process."""
    if sys.platform == "linux":
        try:
            words = Path(f"/proc/{number}/cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            return []
        return os.fsdecode(words).split("\0")
    found = subprocess.run(  # noqa: S603  # pragma: no cover - macOS has no /proc
        ["/bin/ps", "-ww", "-o", "command=", "-p", str(number)],
        capture_output=True,
        text=True,
        check=False,
    )
    program, option, data = found.stdout.strip().partition(" -D ")  # pragma: no cover
    return [program, option.strip(), data]  # pragma: no cover


def stop_unused(folder: Folder) -> bool:
    """Stop the server unless somebody uses it; the caller holds ``start.lock``."""
    descriptor = open_lock(folder.users_lock)
    try:
        # Twice, since the guard has the lock for a moment when it wakes.
        for pause in (0, 0.01):
            time.sleep(pause)
            if try_lock(descriptor):
                stop_server(folder)
                return True
        return False
    finally:
        os.close(descriptor)


def stop_server(folder: Folder) -> None:
    """Stop the server and wait for it; the caller holds ``start.lock``.

    A server told to stop while it recovers from a crash may hang (seen with
    18.6); it is then told to leave as it is, and the next start recovers.
    """
    for order in (signal.SIGINT, signal.SIGQUIT):
        number = _find_own_server(folder)
        if number is None:
            return
        os.kill(number, order)
        until = time.monotonic() + STOP_SECONDS
        while not is_free(folder.server_lock) and time.monotonic() < until:
            time.sleep(0.005)


def _find_own_server(folder: Folder) -> int | None:
    """Find a server that holds its lock: one started by hand is somebody else's."""
    until = time.monotonic() + FIND_SECONDS
    while not is_free(folder.server_lock) and time.monotonic() < until:
        if number := find_server(folder):
            return number
        time.sleep(0.005)
    return None
