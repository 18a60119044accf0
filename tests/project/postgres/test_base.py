import os
import signal

from project.postgres.server import Cluster
from tests.project.postgres.clusters import (
    finish,
    has_stopped,
    server_number,
    wait_until,
)

DJANGO = """
import sys
import django
from django.conf import settings

ROLES = {"default": "claimbook_web", "owner": "claimbook_owner"}
settings.configure(
    DATABASES={
        alias: {
            "ENGINE": "project.postgres",
            "CLUSTER": sys.argv[1],
            "NAME": "claimbook",
            "USER": role,
        }
        for alias, role in ROLES.items()
    }
)
django.setup()
from django.db import OperationalError, connections

def ask(alias, sql):
    with connections[alias].cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone() if cursor.description else None

"""


def test_import_starts_nothing(path, cluster, processes):
    before = cluster.folder.log.read_text()

    process = processes.start(path, DJANGO + "print(connections['default'].vendor)")

    assert finish(process) == (0, "postgresql\n", "")
    assert cluster.folder.log.read_text() == before


def test_aliases_share_the_server_each_with_its_role(path, processes):
    script = """
print(ask("default", "SELECT current_user"), ask("owner", "SELECT current_user"))
"""

    output = finish(processes.start(path, DJANGO + script))

    assert output == (0, "('claimbook_web',) ('claimbook_owner',)\n", "")


def test_reconnecting_starts_a_killed_server(path, cluster, processes):
    script = """
ask("owner", "DROP TABLE IF EXISTS kept")
ask("owner", "CREATE TABLE kept AS SELECT 42")
print("ready", flush=True)
sys.stdin.readline()
try:
    ask("owner", "SELECT * FROM kept")
except OperationalError:
    connections["owner"].close()
print(ask("owner", "SELECT * FROM kept"))
"""
    process = processes.start_ready(path, DJANGO + script)
    os.kill(server_number(cluster.folder), signal.SIGKILL)
    wait_until(lambda: has_stopped(cluster.folder))

    assert finish(process) == (0, "(42,)\n", "")
    assert has_stopped(cluster.folder)


def test_crashed_child_is_waited_for(path, cluster, processes):
    script = """
number, = ask("owner", "SELECT pg_backend_pid()")
import os, signal, time
os.kill(number, signal.SIGKILL)
connections["owner"].close()
# Until the server has seen it, it takes connections that it then breaks.
while os.path.exists(f"/proc/{number}"):
    time.sleep(0.001)
print(ask("owner", "SELECT 1"))
"""

    assert finish(processes.start(path, DJANGO + script)) == (0, "(1,)\n", "")


def test_refused_connection_stays_refused(path, processes):
    script = """
connections["owner"].settings_dict["NAME"] = "missing"
try:
    ask("owner", "SELECT 1")
except OperationalError as error:
    print(error)
"""

    code, output, errors = finish(processes.start(path, DJANGO + script))

    assert (code, errors) == (0, "")
    assert 'database "missing" does not exist' in output


def test_error_of_the_cluster_is_not_wrapped(own_path, processes):
    (own_path / "data" / "PG_VERSION").write_text("17\n")
    script = """
from project.postgres.errors import PostgresError
try:
    ask("owner", "SELECT 1")
except PostgresError as error:
    print(error)
"""

    code, output, _ = finish(processes.start(own_path, DJANGO + script))

    assert code == 0
    assert "was made by PostgreSQL 17" in output


def test_killed_django_process_leaves_no_server(path, processes):
    script = """
ask("default", "SELECT 1")
print("ready", flush=True)
sys.stdin.readline()
"""
    process = processes.start_ready(path, DJANGO + script)

    process.kill()

    wait_until(lambda: has_stopped(Cluster(path).folder))
