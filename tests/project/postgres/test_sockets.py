import os
import subprocess
from pathlib import Path

import pytest

from project.postgres.errors import PostgresError
from project.postgres.server import Cluster
from project.postgres.sockets import address_of
from tests.project.postgres.clusters import ask


@pytest.fixture
def temporary(home, monkeypatch):
    """A temporary folder of this test."""
    path = home / "tmp"
    path.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(path))
    return path


def test_short_path_is_the_address():
    assert address_of(Path("/a b/socket")) == ("/a b/socket", 5432)


@pytest.mark.parametrize("name", ["long" * 40, "a, b"])
def test_path_that_a_socket_cannot_have_is_reached_by_a_link(
    made, home, temporary, name
):
    path = home / name / "postgres"
    path.parent.mkdir()
    subprocess.run(["cp", "-a", made, path], check=True)
    cluster = Cluster(path)

    host, _ = cluster.use()

    assert Path(host).parent == temporary / f"claimbook-{os.geteuid()}"
    assert Path(host).resolve() == cluster.folder.socket
    assert cluster.use().host == host
    assert ask(cluster, "SELECT 1") == (1,)
    cluster.release()


def make_link(folder):
    folder.symlink_to(folder.parent)


def make_open(folder):
    folder.mkdir()
    folder.chmod(0o755)


@pytest.mark.parametrize("make", [make_link, make_open])
def test_folder_of_links_that_is_not_private_is_refused(temporary, make):
    make(temporary / f"claimbook-{os.geteuid()}")

    with pytest.raises(PostgresError, match="is not a private folder of this account"):
        address_of(Path("/a, b"))


def test_temporary_folder_that_is_too_long_is_refused(temporary, monkeypatch):
    longer = temporary / ("long" * 25)
    longer.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(longer))

    with pytest.raises(PostgresError, match="Name a shorter one in TMPDIR"):
        address_of(Path("/a, b"))
