import os
import signal
import stat
import subprocess

import psutil
import psycopg
import pytest

from project.postgres import server
from project.postgres.accounts import account_of
from project.postgres.errors import PostgresError
from project.postgres.locks import is_free, locked
from project.postgres.processes import DETACHED, find_server
from project.postgres.programs import program
from project.postgres.server import Cluster, cluster_in
from tests.project.postgres.clusters import (
    USER,
    as_root,
    ask,
    finish,
    has_stopped,
    server_number,
    wait_until,
)


def test_use_makes_a_cluster_and_leaves_other_folders_alone(home):
    parent = home / "closed"
    parent.mkdir(mode=0o700)
    before = parent.stat()
    cluster = Cluster(parent / "not yet" / "postgres")

    cluster.use()

    try:
        assert cluster.is_running()
        assert stat.S_IMODE(cluster.folder.socket.stat().st_mode) == 0o700
        assert stat.S_IMODE(cluster.folder.data.stat().st_mode) == 0o700
        after = parent.stat()
        assert (after.st_mode, after.st_uid) == (before.st_mode, before.st_uid)
    finally:
        cluster.release()


def test_use_twice_is_one_use(cluster):
    assert cluster.use() == cluster.use()

    cluster.release()

    assert not cluster.is_running()


def test_release_without_use_does_nothing(cluster):
    cluster.release()

    assert has_stopped(cluster.folder)


def test_release_after_the_folder_was_moved_does_nothing(own_cluster, home):
    own_cluster.use()
    number = server_number(own_cluster.folder)
    moved = own_cluster.folder.path.rename(home / "moved")

    own_cluster.release()

    os.kill(number, signal.SIGINT)
    wait_until(lambda: is_free(moved / "server.lock"))


def test_cluster_in_gives_one_cluster_a_folder(home):
    folder = home / "postgres"

    assert cluster_in(folder) is cluster_in(f"{home}/../{home.name}/postgres")
    assert cluster_in(folder) is not cluster_in(home / "other")


def test_last_one_out_stops_the_server(path, cluster, processes):
    first = processes.start_ready(path)
    number = server_number(cluster.folder)
    second = processes.start_ready(path)

    assert server_number(cluster.folder) == number
    assert finish(first)[0] == 0
    assert cluster.is_running()
    assert finish(second)[0] == 0
    assert has_stopped(cluster.folder)


def test_users_are_listed_for_people(path, cluster, processes):
    killed = processes.start_ready(path)
    killed.kill()
    killed.wait()
    living = processes.start_ready(path)

    cluster.use()

    title, *lines = cluster.folder.users_lock.read_text().splitlines()
    assert "last one stops it" in title
    assert [line.split()[0] for line in lines] == [str(living.pid), str(os.getpid())]
    assert "python" in lines[0]


def test_four_first_users_at_once_make_one_cluster(home, processes):
    path = home / "postgres"

    started = [processes.start(path) for _ in range(4)]

    assert [process.stdout.readline() for process in started] == ["ready\n"] * 4
    assert [finish(process) for process in started] == [(0, "", "")] * 4
    names = sorted(entry.name for entry in path.iterdir())
    assert names == [
        *("data", "guard.lock", "server.lock", "server.log"),
        *("socket", "start.lock", "users.lock"),
    ]
    # One server was started and one stopped.
    log = (path / "server.log").read_text()
    assert log.count("ready to accept connections") == 1
    assert log.count("database system is shut down") == 1


def test_forked_child_is_a_user_of_its_own(path, cluster, processes):
    script = USER.replace(
        'print("ready"',
        "import os\nif os.fork():\n    sys.exit()\n"
        'cluster_in(sys.argv[1]).use()\nprint("ready"',
    )
    parent = processes.start_ready(path, script)
    parent.wait()

    assert cluster.is_running()
    lines = cluster.folder.users_lock.read_text().splitlines()[1:]
    assert str(parent.pid) not in [line.split()[0] for line in lines]

    parent.stdin.write("\n")
    parent.stdin.close()
    wait_until(lambda: has_stopped(cluster.folder))


def test_forked_child_that_does_not_use_it_stays_safe(path, cluster, processes):
    script = USER.replace(
        'print("ready"',
        'import os\nif os.fork():\n    os.wait()\n    sys.exit()\nprint("ready"',
    )
    parent = processes.start_ready(path, script)
    parent.kill()
    parent.wait()

    assert cluster.is_running()
    parent.stdin.close()
    wait_until(lambda: has_stopped(cluster.folder))


def test_killed_server_is_started_again_and_keeps_its_rows(cluster):
    ask(cluster, "DROP TABLE IF EXISTS kept")
    ask(cluster, "CREATE TABLE kept AS SELECT 42 AS answer")
    number = server_number(cluster.folder)
    os.kill(number, signal.SIGKILL)

    with pytest.raises(psycopg.OperationalError):
        ask(cluster, "SELECT 1")
    cluster.recover()

    assert ask(cluster, "SELECT answer FROM kept") == (42,)
    assert server_number(cluster.folder) != number


def test_new_process_after_a_killed_server_and_all_its_children(
    path, cluster, processes
):
    ask(cluster, "DROP TABLE IF EXISTS kept")
    ask(cluster, "CREATE TABLE kept AS SELECT 42 AS answer")
    parent = psutil.Process(server_number(cluster.folder))
    for process in [parent, *parent.children()]:
        process.kill()

    processes.start_ready(path)

    assert ask(cluster, "SELECT answer FROM kept") == (42,)


def test_start_waits_for_old_children_of_a_killed_server(cluster):
    cluster.use()
    parent = psutil.Process(server_number(cluster.folder))
    child = parent.children()[0]
    child.suspend()
    parent.kill()
    subprocess.Popen(["/bin/sh", "-c", f"sleep 0.5; kill -KILL {child.pid}"]).wait()

    cluster.recover()

    assert ask(cluster, "SELECT 1") == (1,)


def test_old_pid_file_that_names_another_process(cluster):
    with subprocess.Popen(["sleep", "60"]) as other:
        lines = (
            f"{other.pid}\n{cluster.folder.data}\n1\n5432\n../socket\n\n1 1\nready\n"
        )
        (cluster.folder.data / "postmaster.pid").write_text(lines)
        (cluster.folder.socket / ".s.PGSQL.5432.lock").write_text(lines)

        cluster.use()
        cluster.release()

        assert has_stopped(cluster.folder)
        assert other.poll() is None
        other.kill()


@pytest.fixture
def start_by_hand(cluster):
    """Start a server as somebody who knows nothing of users and locks."""
    numbers = []

    def start(*options):
        postgres, folder = program("postgres"), cluster.folder
        account = account_of(folder.data).reaching(postgres, folder.data)
        with folder.log.open("a") as log:
            command = (*DETACHED, postgres, "-D", folder.data, *options)
            account.run(*command, stdout=log, stderr=log)
        wait_until(lambda: find_server(folder))
        numbers.append(find_server(folder))

    yield start
    for number in numbers:
        os.kill(number, signal.SIGINT)
        wait_until(lambda: find_server(cluster.folder) is None)


def test_server_started_by_hand_is_used_and_left_running(cluster, start_by_hand):
    cluster.use()
    cluster.release()
    start_by_hand()

    cluster.use()
    cluster.release()

    assert cluster.is_running()


def test_server_started_by_hand_elsewhere_is_in_the_way(
    cluster, start_by_hand, monkeypatch
):
    monkeypatch.setattr(server, "SILENT_SECONDS", 0.1)
    start_by_hand("-k", "..")

    with pytest.raises(PostgresError, match="does not answer, but runs"):
        cluster.use()

    assert find_server(cluster.folder)


def test_server_that_does_not_answer_is_named(cluster, monkeypatch):
    monkeypatch.setattr(server, "SILENT_SECONDS", 0.1)

    with (
        locked(cluster.folder.server_lock),
        pytest.raises(PostgresError, match="does not answer, but runs"),
    ):
        cluster.use()


def test_server_that_does_not_start_says_why(own_cluster):
    with (own_cluster.folder.data / "postgresql.conf").open("a") as settings:
        settings.write("\nshared_buffers = 'a lot'\n")

    with pytest.raises(PostgresError, match="does not start") as caught:
        own_cluster.use()

    assert "configuration file" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert has_stopped(own_cluster.folder)


def test_folder_that_cannot_be_made_is_one_clear_line(home):
    (home / "file").touch()

    with pytest.raises(PostgresError, match=r"cannot be used: Not a directory\. Give"):
        Cluster(home / "file" / "postgres").use()


@as_root
def test_folder_without_rights_is_one_clear_line(open_path, processes):
    process = processes.start_ordinary(open_path / "postgres")

    code, _, errors = finish(process)

    assert code == 1
    assert errors.startswith("refused: The folder")
    assert "Permission denied" in errors
    assert errors.count("\n") == 1


@as_root
def test_ordinary_account_runs_its_own_server(ordinary_path, processes):
    process = processes.start_ordinary(ordinary_path / "a b" / "postgres")
    assert process.stdout.readline() == "ready\n", process.stderr.read()
    cluster = Cluster(ordinary_path / "a b" / "postgres")

    # Root may use it too, and starts it as its owner.
    assert ask(cluster, "SELECT session_user")[0] == "claimbook_owner"
    assert finish(process) == (0, "", "")
    cluster.release()
    cluster.use()
    assert psutil.Process(server_number(cluster.folder)).username() == "nobody"
    cluster.release()
    assert has_stopped(cluster.folder)
    assert finish(processes.start_ordinary(ordinary_path / "a b" / "postgres")) == (
        *(0, "ready\n", ""),
    )


@as_root
def test_cluster_of_another_account_is_refused(own_cluster, open_path, processes):
    own_cluster.use()

    code, _, errors = finish(processes.start_ordinary(own_cluster.folder.path))

    assert code == 1
    assert "belongs to user" in errors
    assert errors.count("\n") == 1
