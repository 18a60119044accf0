"""Processes that use a cluster, and what they see."""

import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from project.postgres.folders import Folder
from project.postgres.locks import is_free

ROOT = Path(__file__).parents[3]

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can change accounts")

USER = """
import sys
from project.postgres.errors import PostgresError
from project.postgres.server import cluster_in
try:
    cluster_in(sys.argv[1]).use()
except PostgresError as error:
    sys.exit(f"refused: {error}")
print("ready", flush=True)
sys.stdin.readline()
"""
# An account that owns nothing, but may read the interpreter wherever it lies;
# what is measured of it could not be written.
ORDINARY = [
    *("env", "-u", "COVERAGE_PROCESS_CONFIG", "-u", "COVERAGE_PROCESS_START"),
    *("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"),
    *("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search", "--"),
]


class Processes(list):
    """Processes that use a cluster until they are told to go."""

    def start(self, folder, script=USER, *, before=(), **environment):
        process = subprocess.Popen(
            [*before, sys.executable, "-c", script, str(folder)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.append(process)
        return process

    def start_ordinary(self, folder):
        return self.start(folder, before=ORDINARY)

    def start_ready(self, folder, script=USER, **environment):
        process = self.start(folder, script, **environment)
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        return process


def finish(process):
    """Let a process go and give what it said."""
    output, errors = process.communicate("\n", timeout=60)
    return process.returncode, output, errors


def wait_until(condition, seconds=15):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.01)


def has_stopped(folder: Folder):
    """No process of the server is left."""
    return is_free(folder.server_lock)


def server_number(folder: Folder):
    return int((folder.data / "postmaster.pid").read_text().split("\n")[0])


def ask(cluster, sql, *, role="claimbook_owner"):
    """Run one statement on a connection of its own and give the first row."""
    host, port = cluster.use()
    with psycopg.connect(
        host=host, port=port, user=role, dbname="claimbook", autocommit=True
    ) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchone() if cursor.description else None
