import contextlib
import subprocess

import psutil
import psycopg
import pytest

from project.postgres.creation import fault_in
from project.postgres.errors import PostgresError
from project.postgres.server import Cluster
from tests.project.postgres.clusters import (
    as_root,
    ask,
    has_stopped,
    server_number,
)


def test_cluster_keeps_what_it_was_told(cluster):
    settings = {
        "listen_addresses": "",
        "unix_socket_permissions": "0700",
        "fsync": "on",
        "synchronous_commit": "on",
        "data_checksums": "on",
        "timezone": "UTC",
        "server_encoding": "UTF8",
    }

    for name, value in settings.items():
        assert ask(cluster, f"SHOW {name}") == (value,)
    assert ask(
        cluster,
        "SELECT pg_get_userbyid(datdba), datlocprovider::text, datlocale "
        "FROM pg_database WHERE datname = 'claimbook'",
    ) == ("claimbook_owner", "b", "C.UTF-8")
    assert ask(cluster, "SELECT upper('éß')") == ("Éß",)


@pytest.mark.parametrize("times", [2, pytest.param(20, marks=pytest.mark.drill)])
def test_commit_that_was_told_outlives_the_death_of_every_process(cluster, times):
    ask(cluster, "CREATE TABLE told (number int)")
    ask(cluster, "CHECKPOINT")
    for number in range(times):
        server = psutil.Process(server_number(cluster.folder))
        host, port = cluster.use()
        with psycopg.connect(
            host=host, port=port, user="claimbook_owner", dbname="claimbook"
        ) as connection:
            processes = [server, *server.children()]
            connection.execute("INSERT INTO told VALUES (%s)", [number])
            connection.commit()
            for process in processes:
                # One that has nothing left to do ends by itself.
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
        cluster.recover()
        assert ask(cluster, "SELECT max(number) FROM told") == (number,)
    ask(cluster, "DROP TABLE told")


@pytest.mark.parametrize("role", ["claimbook_web", "claimbook_record"])
def test_roles_have_no_rights_and_cannot_become_owner(cluster, role):
    rights = "rolsuper, rolcreatedb, rolcreaterole, rolinherit, rolreplication"
    row = ask(
        cluster,
        f"SELECT {rights} FROM pg_roles WHERE rolname = current_user",
        role=role,
    )

    assert row == (False,) * 5
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(cluster, "SET ROLE claimbook_owner", role=role)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(cluster, "SET SESSION AUTHORIZATION claimbook_owner", role=role)


def test_no_other_role_gets_in(own_cluster):
    ask(own_cluster, "CREATE ROLE other LOGIN SUPERUSER")

    with pytest.raises(psycopg.OperationalError, match="Peer authentication failed"):
        ask(own_cluster, "SELECT 1", role="other")


def test_half_made_cluster_is_made_again(home, processes):
    path = home / "postgres"
    killed = processes.start(path)
    while not list(path.glob("unfinished-cluster-*/base")):
        assert killed.poll() is None
    killed.kill()
    killed.wait()
    assert not (path / "data").exists()
    theirs = path / "unfinished"
    theirs.mkdir()

    cluster = Cluster(path)
    assert ask(cluster, "SELECT 1") == (1,)

    cluster.release()
    assert has_stopped(cluster.folder)
    assert not list(path.glob("unfinished-cluster-*"))
    assert theirs.exists()


def test_cluster_of_another_version_is_refused(own_cluster):
    (own_cluster.folder.data / "PG_VERSION").write_text("17\n")

    with pytest.raises(
        PostgresError, match="made by PostgreSQL 17, and 18 is installed"
    ):
        own_cluster.use()


def test_data_folder_that_is_no_cluster_is_refused_and_kept(home):
    kept = home / "data" / "letter"
    kept.parent.mkdir()
    kept.touch()

    with pytest.raises(PostgresError, match=r"cluster\. Move it away"):
        Cluster(home).use()

    assert kept.exists()


@as_root
def test_full_disk_is_one_clear_line(home):
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "none", home], check=True)
    try:
        with pytest.raises(PostgresError, match="No space left on device") as caught:
            Cluster(home / "postgres").use()

        assert "\n" not in str(caught.value)
        assert not list(home.glob("postgres/unfinished-cluster-*"))
    finally:
        subprocess.run(["umount", "--lazy", home], check=True)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "a FATAL:  the database system is starting up\nb FATAL:  ouch\nPANIC: 2\n",
            "ouch",
        ),
        ("initdb: error: no\nhint\n", "no"),
        ("what\nnow\n", "now"),
        ("", "it does not say why"),
    ],
)
def test_fault_in_picks_the_line_that_says_why(text, fault):
    assert fault_in(text) == fault
