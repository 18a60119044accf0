"""The list of the processes that use a cluster, for people to read.

What counts is the lock on the file; the list only says who holds it.
"""

import contextlib
import os
import shlex
import sys

TITLE = "# These processes use the PostgreSQL of this folder; the last one stops it."


def enter_user(descriptor: int) -> None:
    """Write oneself on the list; the caller holds ``start.lock``."""
    command = shlex.join(sys.orig_argv).replace("\n", " ")
    _write(descriptor, [*_others(descriptor), f"{os.getpid()} {command[:200]}"])


def strike_user(descriptor: int) -> None:
    """Take oneself off the list; the caller holds ``start.lock``."""
    _write(descriptor, _others(descriptor))


def _others(descriptor: int) -> list[str]:
    text = os.pread(descriptor, 1_000_000, 0).decode(errors="replace")
    return [line for line in text.splitlines() if _is_another(line.partition(" ")[0])]


def _is_another(word: str) -> bool:
    """Say whether a word is the number of a living process other than this one."""
    if not word.isdecimal() or int(word) == os.getpid():
        return False
    try:
        os.kill(int(word), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # It lives, and is another account's.
    return True


def _write(descriptor: int, lines: list[str]) -> None:
    text = "\n".join([TITLE, *lines, ""]).encode(errors="replace")
    with contextlib.suppress(OSError):  # A full disk keeps nobody out.
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, text, 0)
