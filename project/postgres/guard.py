"""The guard of a cluster: stops the server whose last user was killed.

Each cluster has one, a process of its own that sleeps on the users' lock.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from project.postgres.folders import Folder
from project.postgres.locks import locked, open_lock, try_lock
from project.postgres.processes import DETACHED, stop_unused

LARGEST_LOG = 5_000_000
TRIM_SECONDS = 3600


def post_guard(folder: Folder) -> None:
    """Start the guard unless there is one; the caller holds ``start.lock``."""
    descriptor = open_lock(folder.guard_lock)
    try:
        if try_lock(descriptor):
            arguments = [str(folder.path), str(descriptor)]
            root = Path(__file__).parents[2]
            subprocess.run(  # noqa: S603
                [*DETACHED, sys.executable, "-m", __name__, *arguments],
                cwd=root,
                env={**os.environ, "PYTHONPATH": str(root)},
                start_new_session=True,
                pass_fds=[descriptor],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=True,
            )
    finally:
        os.close(descriptor)


def stand_guard(folder: Folder, descriptor: int) -> None:
    """Wait until nobody uses the server, then stop it.

    The files are opened anew each time: a folder that was removed and made
    again has other ones, and a guard of its own.
    """
    while True:
        with locked(folder.users_lock):
            pass
        with locked(folder.start_lock):
            if stop_unused(folder):
                # Before start.lock is let go, so that the next one posts a guard.
                os.close(descriptor)
                return


def trim_log(folder: Folder) -> None:
    """Keep the log small: when it is large its text becomes the old log."""
    with contextlib.suppress(OSError):  # The guard outlives a full disk.
        if folder.log.stat().st_size > LARGEST_LOG:
            shutil.copy(folder.log, folder.log.with_suffix(".log.1"))
            os.truncate(folder.log, 0)


if __name__ == "__main__":
    watched = Folder(Path(sys.argv[1]))
    signal.signal(signal.SIGALRM, lambda *_: trim_log(watched))
    signal.setitimer(signal.ITIMER_REAL, 0.1, TRIM_SECONDS)
    with contextlib.suppress(FileNotFoundError):
        stand_guard(watched, int(sys.argv[2]))
