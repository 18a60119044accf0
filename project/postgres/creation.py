"""A new cluster: its settings, its roles, its database, and who may be which role."""

import functools
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from project.postgres.accounts import Account
from project.postgres.errors import PostgresError
from project.postgres.folders import Folder
from project.postgres.programs import major_version, program
from project.postgres.sockets import PORT

DATABASE = "claimbook"
OWNER = "claimbook_owner"
ROLES = (OWNER, "claimbook_web", "claimbook_record")
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    # Seen from the data folder, so that no length, space or quote in its path matters.
    "unix_socket_directories": "../socket",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "fsync": "on",
    "synchronous_commit": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
}
LOCALE = (
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
)
RIGHTS = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION NOBYPASSRLS"
# The socket tells who calls: no password is needed, and none lies on the disk.
ACCESS = """\
local all all peer map=claimbook
local replication all peer map=claimbook
"""
UNFINISHED = "unfinished-cluster-"


def create_cluster(folder: Folder, account: Account, lock: int) -> None:
    """Make a cluster; the caller holds ``start.lock``.

    It is made beside its place and moved there when complete, so that one that
    is there is whole. What a killed process left behind is removed; its programs
    inherited ``lock``, so none of them is at work any more.
    """
    for left in folder.path.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)
    place = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder.path))
    try:
        os.chown(place, account.uid, account.gid)
        account = account.reaching(program("initdb"), place)
        run = functools.partial(_run, account, lock)
        settings = [f"--set={name}={value}" for name, value in SETTINGS.items()]
        run(
            *(program("initdb"), "-D", place, f"--username={OWNER}", *LOCALE),
            *(
                "--auth=peer",
                "--data-checksums",
                "--no-instructions",
                "--no-sync",
                *settings,
            ),
        )
        statements = [f"CREATE ROLE {role} {RIGHTS}" for role in ROLES[1:]]
        statements.append(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
        run(
            *(program("postgres"), "--single", "-c", "exit_on_error=on"),
            *("-D", place, "postgres"),
            input=";\n".join([*statements, ""]),
        )
        (place / "pg_hba.conf").write_text(ACCESS)
        run(program("initdb"), "-D", place, "--sync-only")
        place.rename(folder.data)
        _sync(folder.path)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def check_cluster(folder: Folder) -> None:
    """Refuse a cluster that the installed PostgreSQL cannot run."""
    try:
        made_by = (folder.data / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        raise PostgresError(
            f"{folder.data} is in the way and holds no PostgreSQL cluster. Move it away."
        ) from None
    if made_by != major_version():
        raise PostgresError(
            f"{folder.data} was made by PostgreSQL {made_by}, and {major_version()} is "
            "installed. Bring it over with pg_upgrade, or move it away to start anew."
        )


def write_identities(folder: Folder, account: Account) -> None:
    """Say which accounts of the system may be which role of the database.

    An account of many services, such as ``nobody``, must not gain by that what
    an elevated server may do.
    """
    root = pwd.getpwuid(0).pw_name
    names = {root} if account.is_elevated else {root, account.name}
    lines = [f'claimbook "{name}" {role}\n' for name in sorted(names) for role in ROLES]
    (folder.data / "pg_ident.conf").write_text("".join(lines))


def fault_in(text: str) -> str:
    """Pick the line of a program's messages that says why it gave up."""
    # Whoever asks a server too early is told this one.
    lines = [line for line in text.splitlines() if "the database system is" not in line]
    for line in lines:
        for mark in ("PANIC:", "FATAL:", "error:"):
            if mark in line:
                return line.partition(mark)[2].strip()
    return " ".join(lines[-1:]).strip() or "it does not say why"


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _run(account: Account, lock: int, *command: str | Path, **options: str) -> None:
    done = account.run(
        *command,
        pass_fds=[lock],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        **options,
    )
    if done.returncode != 0:
        raise PostgresError(
            f"PostgreSQL cannot make its cluster: {fault_in(done.stdout)}. "
            "Mend that and start again."
        )
