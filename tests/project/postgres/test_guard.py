import os
import subprocess

import psutil

from project.postgres import guard
from project.postgres.guard import post_guard, trim_log
from project.postgres.locks import locked
from tests.project.postgres.clusters import has_stopped, wait_until


def guards(folder):
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if "project.postgres.guard" in (process.info["cmdline"] or ())
        and str(folder.path) in process.info["cmdline"]
    ]


def test_guard_stops_the_server_whose_user_was_killed(path, cluster, processes):
    user = processes.start_ready(path)

    user.kill()

    wait_until(lambda: has_stopped(cluster.folder))
    wait_until(lambda: not guards(cluster.folder))


def test_guard_stops_a_server_whose_starter_was_killed_midway(path, cluster, processes):
    user = processes.start(path)
    wait_until(lambda: path.joinpath("server.lock").exists() and guards(cluster.folder))
    user.kill()

    wait_until(lambda: not guards(cluster.folder))
    assert has_stopped(cluster.folder)


def test_guard_waits_for_the_last_user(path, cluster, processes):
    cluster.use()
    processes.start_ready(path).kill()

    assert len(guards(cluster.folder)) == 1
    assert cluster.is_running()


def test_guard_survives_ctrl_c_in_the_terminal(path, cluster, processes):
    user = processes.start_ready(path)
    numbers = [process.pid for process in guards(cluster.folder)]
    numbers.append(int((cluster.folder.data / "postmaster.pid").read_text().split()[0]))

    assert all(os.getsid(number) != os.getsid(user.pid) for number in numbers)


def test_killed_guard_is_replaced_by_the_next_user(path, cluster, processes):
    cluster.use()
    (old,) = guards(cluster.folder)
    old.kill()
    wait_until(lambda: not guards(cluster.folder))

    processes.start_ready(path)

    assert len(guards(cluster.folder)) == 1


def test_guard_that_stands_is_not_posted_twice(cluster):
    cluster.use()
    with locked(cluster.folder.start_lock):
        post_guard(cluster.folder)

    assert len(guards(cluster.folder)) == 1


def test_guard_goes_when_the_folder_is_gone(folder):
    with locked(folder.users_lock):
        with locked(folder.start_lock):
            post_guard(folder)
        wait_until(lambda: guards(folder))
        subprocess.run(["rm", "-rf", folder.path], check=True)

    wait_until(lambda: not guards(folder))


def test_trim_log_keeps_one_old_log(folder, monkeypatch):
    monkeypatch.setattr(guard, "LARGEST_LOG", 10)
    folder.log.write_text("a long story")

    trim_log(folder)
    trim_log(folder)

    assert folder.log.read_text() == ""
    old = folder.path / "server.log.1"
    assert old.read_text() == "a long story"


def test_trim_log_without_a_log_does_nothing(folder):
    folder.log.unlink()

    trim_log(folder)

    assert not folder.log.exists()
