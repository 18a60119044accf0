import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx
import pytest
from django.db import connections

from claims.api import waiting
from claims.api.waiting import Bell, wait_for_changes
from claims.models import Stretch
from claims.serving import BLOCKING_THREADS
from tests.jobs.running import wait_until
from tests.serving import granian

EMPTY, NEWS = Stretch([], 0, False), Stretch(["news"], 1, False)
CHANGES = "/api/v1/changes/"


@pytest.fixture
def bell(committed, monkeypatch):
    """The bell of this process, without a connection that outlives the test."""
    bell = Bell()
    # Those that tests before this one left open.
    connections["record"].close()
    listeners(end=True)
    monkeypatch.setattr(waiting, "BELL", bell)
    yield bell
    bell.stop()


@contextmanager
def soon(work):
    """Do something a moment later, in a thread with connections of its own."""

    def run():
        time.sleep(0.3)
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def test_bell_rings_with_the_commit(bell, publish):
    assert not bell.wait(0, 0.2)

    with soon(publish):
        assert bell.wait(0, 10)

    assert bell.last == 1
    assert bell.wait(0, 0)
    assert not bell.wait(1, 0.1)


def test_bell_knows_how_far_the_record_was_when_it_began(bell, publish):
    publish()

    assert bell.wait(0, 10)


def test_bell_rings_again_after_its_connection_broke(bell, publish, monkeypatch):
    monkeypatch.setattr(waiting, "RETRY", 0.1)
    assert not bell.wait(0, 0.5)

    def break_and_publish():
        wait_until(lambda: listeners() == 1)
        assert listeners(end=True) == 1
        publish()

    with soon(break_and_publish):
        assert bell.wait(0, 10)
    assert listeners() == 1


def test_bell_that_stopped_leaves_no_connection(bell):
    bell.wait(0, 0.5)
    assert listeners() == 1

    bell.stop()

    wait_until(lambda: listeners() == 0)


def listeners(end=False):
    """Count the connections that listen, or end them."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT CASE WHEN %s THEN pg_terminate_backend(pid, 5000) END"
            " FROM pg_stat_activity WHERE datname = current_database()"
            " AND usename = 'claimbook_record' AND pid <> ALL(%s)",
            [end, own()],
        )
        return len(cursor.fetchall())


def own():
    """Name the process behind this thread's connection for reads."""
    held = connections["record"].connection
    return [held.info.backend_pid] if held else []


@pytest.mark.parametrize(
    ("found", "seconds"),
    [(EMPTY, 0), (NEWS, 30), (Stretch([], 9, True), 30)],
    ids=["nobody waits", "there is something", "there is more"],
)
def test_what_is_there_is_not_waited_for(found, seconds):
    assert wait_for_changes(None, found, seconds) is found


def test_who_waits_gets_what_comes(bell, publish):
    after = []

    def read(sequence):
        after.append(sequence)
        return NEWS if bell.last else EMPTY

    with soon(publish):
        found = wait_for_changes(read, EMPTY, 10)

    assert found is NEWS
    assert after == [0]


def test_who_waits_in_vain_reads_once_more(bell):
    start = time.monotonic()

    found = wait_for_changes(lambda after: NEWS, EMPTY, 0.3)

    assert found is NEWS
    assert 0.3 <= time.monotonic() - start < 5


def test_entry_that_may_not_be_seen_is_waited_past(bell, publish):
    """As with a key that opens one topic: the place moves on, nothing comes of it."""
    after = []

    def read(sequence):
        after.append(sequence)
        return Stretch([], bell.last, False) if bell.last < 2 else NEWS

    publish()
    with soon(publish):
        found = wait_for_changes(read, EMPTY, 10)

    assert found is NEWS
    assert after == [0, 1]


def test_replica_that_is_behind_is_asked_again(bell, publish):
    publish()
    late = iter([EMPTY, EMPTY, NEWS])

    assert wait_for_changes(lambda after: next(late), EMPTY, 10) is NEWS


def test_replica_that_stays_behind_is_not_asked_for_ever(bell, publish):
    publish()

    assert wait_for_changes(lambda after: EMPTY, EMPTY, 0.5) == EMPTY


def test_who_waits_holds_no_connection(bell):
    connections["record"].ensure_connection()
    held = []

    with soon(lambda: held.append(connected())):
        wait_for_changes(lambda after: EMPTY, EMPTY, 0.8)

    # The one that listens for everybody.
    assert held == [1]


def connected():
    """Count the connections of the web."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND usename IN ('claimbook_record', 'claimbook_web')"
        )
        return cursor.fetchone()[0]


def test_half_the_threads_may_wait(bell):
    for _ in range(BLOCKING_THREADS // 2):
        assert waiting.ROOM.acquire(blocking=False)
    try:
        assert wait_for_changes(None, EMPTY, 30) is None
    finally:
        for _ in range(BLOCKING_THREADS // 2):
            waiting.ROOM.release()

    assert wait_for_changes(lambda after: EMPTY, EMPTY, 0.1) == EMPTY


def test_more_waiters_than_threads_keep_nobody_from_reading(committed, publish):
    """On the real server: reads are answered at once, and everybody is told."""
    publish()
    waiters = 3 * BLOCKING_THREADS

    with granian() as (base, _), ThreadPoolExecutor(waiters) as pool:
        url = f"{base}{CHANGES}?after=1&wait=20"
        answers = [pool.submit(httpx.get, url, timeout=60) for _ in range(waiters)]
        time.sleep(2)
        read = []
        for _ in range(20):
            start = time.monotonic()
            assert httpx.get(f"{base}/api/v1/claims/").status_code == 200
            read.append(time.monotonic() - start)
        waiting_still = sum(not answer.done() for answer in answers)
        publish()
        told_at = time.monotonic()
        got = [answer.result() for answer in answers]
        took = time.monotonic() - told_at

    # Without room for them they would stand behind those who wait.
    assert max(read) < 5, read
    assert waiting_still == BLOCKING_THREADS // 2
    assert took < 10
    at_once = [answer for answer in got if "Retry-After" in answer.headers]
    told = [answer for answer in got if "Retry-After" not in answer.headers]
    assert len(at_once) == waiters - BLOCKING_THREADS // 2
    assert {answer.json()["results"] == [] for answer in at_once} == {True}
    assert [line["sequence"] for each in told for line in each.json()["results"]] == [
        2
    ] * len(told)
