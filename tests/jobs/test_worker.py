"""The worker as a process: ends when told, dies without loss, outlives the database."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.db import DatabaseError, connections
from django.utils import timezone

from claims.jobs import worker
from claims.jobs.worker import DEAD_SECONDS, LANES, MEND_SECONDS
from claims.models import Job, JobFailure, ScheduledPublication, Task
from claims.services.invariants import faults
from claims.services.queue import enqueue
from claims.services.record import entries
from claims.services.schedules import schedule_publication
from tests.factories import SourceFactory
from tests.jobs.running import ROOT, jobs, start_worker, wait_until
from tests.jobs.test_schedules import soon


@pytest.fixture
def workers():
    """Start workers that end with the test."""
    started = []

    def start(*options):
        started.append(start_worker(*options))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stderr.close()


def registered():
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_workers")
        return cursor.fetchone()[0]


@contextlib.contextmanager
def held(claim):
    """Hold a claim from a second connection, so that a job waits in its middle."""
    with contextlib.closing(connections["owner"].copy()) as other:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(
                "SELECT FROM claims_claim WHERE id = %s FOR UPDATE", [claim.pk]
            )
            yield
        other.rollback()


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_worker_ends_when_told_and_finishes_what_it_is_at(
    committed, newsroom, workers, sent
):
    claim = newsroom.claim()
    schedule_publication(claim, at=soon(0.5), revision=1, by=newsroom.editor)
    with held(claim):
        process = workers()
        wait_until(lambda: jobs() == [("publish_scheduled", "doing")])
        process.send_signal(sent)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        assert process.poll() is None

    assert process.wait(20) == 0
    assert jobs() == [("publish_scheduled", "succeeded")]
    assert entries.count() == 1
    assert registered() == 0


def kill_in_the_middle(newsroom, workers):
    """Kill a worker in the middle of a publication, and let another take it up."""
    claim = newsroom.claim()
    schedule_publication(claim, at=soon(0.5), revision=1, by=newsroom.editor)
    with held(claim):
        process = workers()
        wait_until(lambda: ("publish_scheduled", "doing") in jobs())
        process.kill()
        process.wait()
    assert jobs()[-1] == ("publish_scheduled", "doing")
    told = entries.count()
    successor = workers()
    taken = wait_until(lambda: jobs()[-1] == ("publish_scheduled", "succeeded"), 90)
    successor.terminate()
    assert successor.wait(20) == 0
    assert entries.count() == told + 1
    return taken


def test_job_of_a_killed_worker_is_done_by_another(committed, newsroom, workers):
    taken = kill_in_the_middle(newsroom, workers)

    # The first second of the second worker goes by with starting.
    assert taken < 60
    assert DEAD_SECONDS + MEND_SECONDS < 60
    failures = JobFailure.objects.filter(job__task_name=Task.PUBLISH)
    assert failures.get().error == "The worker died in the middle of it."
    assert ScheduledPublication.objects.get().state == "published"
    assert list(faults()) == []


@pytest.mark.drill
def test_fifty_killed_workers_lose_and_double_nothing(committed, newsroom, workers):
    waits = [kill_in_the_middle(newsroom, workers) for _ in range(50)]

    assert max(waits) < 60
    assert entries.count() == 50
    assert list(faults()) == []


def test_worker_without_its_parent_ends_at_once(monkeypatch):
    sent = threading.Event()
    monkeypatch.setattr(os, "kill", lambda pid, number: sent.set())
    monkeypatch.setattr(worker, "WATCH_SECONDS", 0.01)
    parents = [os.getppid()]
    monkeypatch.setattr(os, "getppid", lambda: parents[0])

    worker.end_with(parents[0])
    assert not sent.wait(0.2)
    parents[0] = 1

    assert sent.wait(5)


def test_second_signal_changes_nothing():
    async def told_twice():
        working = asyncio.create_task(asyncio.sleep(60))
        with worker.stopped_by_signals(working) as told:
            for _ in range(2):
                os.kill(os.getpid(), signal.SIGTERM)
                await asyncio.sleep(0.05)
            assert working.cancelled()
            return told

    assert asyncio.run(told_twice()) == ["SIGTERM"]


def test_worker_ends_with_who_started_it(committed):
    starts = (
        "import subprocess, sys, os, time\n"
        "print(subprocess.Popen([sys.executable, 'manage.py', 'worker',"
        " f'--parent={os.getpid()}']).pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", starts],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()

    wait_until(lambda: not is_running(child), 30)


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_worker_outlives_its_connections(committed, workers):
    process = workers()
    wait_until(lambda: registered() == len(LANES))
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = %s"
            " AND pid <> pg_backend_pid()",
            [connections["default"].settings_dict["USER"]],
        )
    connections["default"].close()

    enqueue(Task.CHECK_LINK, {"source": SourceFactory(url="http://127.0.0.1/")})

    # A worker that took it as its connection died is first taken for dead.
    wait_until(lambda: jobs() == [("check_link", "succeeded")], 120)
    assert process.poll() is None
    process.terminate()
    assert process.wait(20) == 0


def test_database_that_is_away_is_waited_for(monkeypatch):
    tried = []

    async def work():
        tried.append(timezone.now())
        if len(tried) == 1:
            raise DatabaseError("the server is gone")
        return len(tried) == 3

    monkeypatch.setattr(worker, "RECONNECT_SECONDS", 0)
    monkeypatch.setattr(worker, "work", work)
    monkeypatch.setattr(worker.connection, "ensure_connection", lambda: None)

    worker.run_worker()

    assert len(tried) == 3


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_worker_that_waits_for_the_database_ends_when_told(monkeypatch, sent):
    def ensure_connection():
        signal.raise_signal(sent)

    before = signal.getsignal(sent)
    monkeypatch.setattr(worker.connection, "ensure_connection", ensure_connection)

    with pytest.raises(SystemExit):
        worker.run_worker()

    assert signal.getsignal(sent) == before


def test_mending_goes_on_after_the_database_was_away(monkeypatch, caplog):
    tried = []

    def mend_once():
        tried.append(1)
        if len(tried) == 1:
            raise DatabaseError("the server is gone")

    monkeypatch.setattr(worker, "MEND_SECONDS", 0.01)
    monkeypatch.setattr(worker, "mend_once", mend_once)

    async def a_while():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(worker.mend(), 0.5)

    asyncio.run(a_while())

    assert len(tried) > 1
    assert "could not be looked for" in caplog.text


def test_worker_that_is_cancelled_by_somebody_else_says_so(committed):
    async def cancelled():
        working = asyncio.create_task(worker.work())
        await asyncio.sleep(1)
        working.cancel()
        await working

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(cancelled())
    assert not Job.objects.filter(status="doing").exists()
