import os
import subprocess
import threading
import time

import psutil
import pytest

from project.postgres import processes
from project.postgres.locks import locked
from project.postgres.processes import command_of, find_server, stop_server
from tests.project.postgres.clusters import has_stopped, server_number, wait_until


@pytest.mark.parametrize("text", ["", "half", "999999999\n"])
def test_find_server_without_one(folder, text):
    (folder.data / "postmaster.pid").write_text(text)

    assert find_server(folder) is None


def test_find_server_is_not_another_process_of_its_name(folder, home):
    other = home / "bin" / "postgres"
    other.parent.mkdir()
    other.symlink_to("/bin/sleep")
    with subprocess.Popen([other, "60"]) as process:
        (folder.data / "postmaster.pid").write_text(f"{process.pid}\n")

        assert find_server(folder) is None
        process.kill()


def test_command_of_this_process():
    assert "python" in command_of(os.getpid())[0]


def test_stop_server_gives_up_on_one_it_cannot_find(folder, monkeypatch):
    monkeypatch.setattr(processes, "FIND_SECONDS", 0.05)
    began = time.monotonic()

    with locked(folder.server_lock):
        stop_server(folder)

    assert time.monotonic() - began < 1


def test_stop_server_insists_on_one_that_hangs(cluster, monkeypatch):
    monkeypatch.setattr(processes, "STOP_SECONDS", 0.3)
    cluster.use()
    child = psutil.Process(server_number(cluster.folder)).children()[0]
    child.suspend()
    timer = threading.Timer(0.5, child.resume)
    timer.start()

    cluster.release()

    timer.join()
    wait_until(lambda: has_stopped(cluster.folder))
    assert "immediate shutdown request" in cluster.folder.log.read_text()
