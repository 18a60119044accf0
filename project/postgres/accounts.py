"""The operating system's account that PostgreSQL runs under, and how to run as it."""

import contextlib
import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

from project.postgres.errors import PostgresError

# In this order; PostgreSQL refuses to run as root.
UNPRIVILEGED = ("postgres", "nobody")
CAN_USE = 'test -x "$1" && test -w "$2" && test -x "$2"'


class Account(NamedTuple):
    """An account to run programs under.

    ``is_elevated`` lets it pass through folders that only root may enter, such
    as ``/root``, by a capability instead of by opening those folders to all.
    """

    name: str
    uid: int
    gid: int
    is_elevated: bool = False

    def run(
        self, *command: str | Path, **options: Any
    ) -> subprocess.CompletedProcess[str]:
        """Run a program as this account, out of reach of the terminal's Ctrl-C."""
        if self.is_elevated:
            setpriv = (
                shutil.which("setpriv") or "setpriv",
                f"--reuid={self.uid}",
                f"--regid={self.gid}",
                "--init-groups",
                "--inh-caps=+dac_override",
                "--ambient-caps=+dac_override",
                # Else access(2), by which PostgreSQL finds its programs, would
                # not count the capability.
                "--securebits=+no_setuid_fixup",
                "--",
            )
            command = (*setpriv, *command)
        else:
            is_root = os.geteuid() == 0
            groups = os.getgrouplist(self.name, self.gid) if is_root else None
            options |= {"user": self.uid, "group": self.gid, "extra_groups": groups}
        # The server has no business with what the environment says of the site,
        # and would take its port from PGPORT.
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
        return subprocess.run(  # noqa: S603
            command,
            cwd="/",
            env=environment,
            start_new_session=True,
            text=True,
            check=False,
            **options,
        )

    def reaching(self, program: Path, folder: Path) -> "Account":
        """Make sure of access to a program and a folder, elevated where it must be."""
        elevated = self._replace(is_elevated=True)
        for account in (self, elevated) if os.geteuid() == 0 else (self,):
            # The system is asked, since modes alone do not tell (access lists).
            with contextlib.suppress(FileNotFoundError):
                question = ("/bin/sh", "-c", CAN_USE, "sh", program, folder)
                if account.run(*question).returncode == 0:
                    return account
        raise PostgresError(
            f"PostgreSQL runs as the account {self.name}, which cannot use {program} "
            f"or {folder}. Move the project out of folders that are closed to it, "
            "or run it as an ordinary user."
        )


def account_of(data: Path) -> Account:
    """Name the account that a cluster's server runs under.

    That is oneself; as root it is who owns the cluster, and for a new one the
    first unprivileged account there is.
    """
    uid = os.geteuid()
    owner = data.stat().st_uid if data.exists() else None
    if uid == 0:
        candidates = UNPRIVILEGED if owner is None else (owner,)
    elif owner in (None, uid):
        candidates = (uid,)
    else:
        raise PostgresError(
            f"The cluster in {data} belongs to user {owner}. "
            "Run this as that user or as root."
        )
    for candidate in candidates:
        try:
            entry = (
                pwd.getpwnam(candidate)
                if isinstance(candidate, str)
                else pwd.getpwuid(candidate)
            )
        except KeyError:
            continue
        gid = entry.pw_gid if uid == 0 else os.getegid()
        return Account(entry.pw_name, entry.pw_uid, gid)
    raise PostgresError(
        f"PostgreSQL needs an account, and the system knows none called "
        f"{' or '.join(map(str, candidates))}. Add it to /etc/passwd."
    )
