"""The address of a cluster: a Unix socket, and no other way in."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path
from typing import NamedTuple

from project.postgres.errors import PostgresError

PORT = 5432
FILE = f".s.PGSQL.{PORT}"
# Linux allows 107 bytes, macOS 103.
LONGEST = 103


class Address(NamedTuple):
    """Where the server listens: ``host`` is the folder of its socket."""

    host: str
    port: int


def address_of(socket: Path) -> Address:
    """Give the address of a socket folder.

    A path that is too long, or that libpq takes for a list because of a comma,
    is reached by a link in a folder of one's own under the temporary folder.
    """
    host = str(socket)
    if "," in host or _is_too_long(host):
        host = str(_link(socket))
    if _is_too_long(host):
        raise PostgresError(
            f"The path {host} is too long for a socket. Name a shorter one in TMPDIR."
        )
    return Address(host, PORT)


def _is_too_long(host: str) -> bool:
    return len(os.fsencode(f"{host}/{FILE}")) > LONGEST


def _link(socket: Path) -> Path:
    folder = Path(tempfile.gettempdir()) / f"claimbook-{os.geteuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if (
        not stat.S_ISDIR(found.st_mode)
        or found.st_uid != os.geteuid()
        or stat.S_IMODE(found.st_mode) != 0o700
    ):
        raise PostgresError(
            f"{folder} is not a private folder of this account. "
            "Remove it, or name another temporary folder in TMPDIR."
        )
    link = folder / hashlib.sha256(os.fsencode(socket)).hexdigest()[:16]
    if not link.is_symlink():
        link.symlink_to(socket)
    return link
