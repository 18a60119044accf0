"""Clusters to try out."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from project.postgres.folders import Folder
from project.postgres.server import Cluster
from tests.project.postgres.clusters import Processes, has_stopped, wait_until


@pytest.fixture(scope="session")
def made():
    """A cluster that is made and stopped, in a folder with a hard name."""
    home = Path(tempfile.mkdtemp(prefix="claimbook-"))
    cluster = Cluster(home / 'it\'s "mine" $HOME\\ né' / "postgres")
    cluster.use()
    cluster.release()
    yield cluster.folder.path
    shutil.rmtree(home)


@pytest.fixture
def home():
    """A folder that only this account may enter, with room for a socket's name.

    What a test starts in it has to end by itself.
    """
    home = Path(tempfile.mkdtemp(prefix="claimbook-"))
    yield home
    for lock in home.rglob("server.lock"):
        with contextlib.suppress(FileNotFoundError):
            wait_until(lambda: has_stopped(Folder(lock.parent)))  # noqa: B023
    shutil.rmtree(home)


@pytest.fixture
def path(made):
    """A stopped cluster, which a test leaves in order and stopped again."""
    yield made
    wait_until(lambda: has_stopped(Folder(made)))


@pytest.fixture
def cluster(path):
    cluster = Cluster(path)
    yield cluster
    cluster.release()


@pytest.fixture
def own_path(made, home):
    """A stopped cluster that a test may break."""
    subprocess.run(["cp", "-a", made, home / "postgres"], check=True)
    return home / "postgres"


@pytest.fixture
def own_cluster(own_path):
    cluster = Cluster(own_path)
    yield cluster
    cluster.release()


@pytest.fixture
def processes(path, home):
    """Processes, which are ended before the folders they may use."""
    processes = Processes()
    yield processes
    for process in processes:
        with process:
            process.kill()


@pytest.fixture
def folder(home):
    """A folder as a cluster has it, without one."""
    folder = Folder(home / "postgres")
    for path in (folder.path, folder.data, folder.socket):
        path.mkdir()
    for path in (folder.log, *folder.locks):
        path.touch()
    return folder


@pytest.fixture
def open_path(home):
    """A folder that every account may enter."""
    home.chmod(0o755)
    return home


@pytest.fixture
def ordinary_path(open_path):
    """A folder of an ordinary account."""
    path = open_path / "home"
    path.mkdir()
    nobody = pwd.getpwnam("nobody")
    os.chown(path, nobody.pw_uid, nobody.pw_gid)
    return path
