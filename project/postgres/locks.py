"""Kernel locks on files."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path


def open_lock(path: Path) -> int:
    """Open a lock file, which the caller closes.

    A subprocess does not inherit it, a forked child does.
    """
    return os.open(path, os.O_RDWR | os.O_NOFOLLOW)


def try_lock(descriptor: int) -> bool:
    """Take a lock for oneself alone unless another holds it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def share_lock(descriptor: int) -> None:
    """Take a lock together with others; closing the descriptor lets go of it.

    A forked child holds it too, until both have closed theirs.
    """
    fcntl.flock(descriptor, fcntl.LOCK_SH)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock for oneself alone, after whoever holds it now."""
    descriptor = open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def is_free(path: Path) -> bool:
    """Say whether nobody holds a lock."""
    descriptor = open_lock(path)
    try:
        return try_lock(descriptor)
    finally:
        os.close(descriptor)
