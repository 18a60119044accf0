"""Waiting for the record to go on, without keeping a thread or a connection from reads."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

import psycopg
from django.db import DatabaseError, connections

from claims.models import Stretch
from claims.serving import BLOCKING_THREADS

CHANNEL = "claims_entry"
# Seconds: how soon a listener tries again, and how often it looks whether to end.
RETRY, TURN = 1.0, 0.5
# How soon a replica that had not heard of an entry is asked again.
BEHIND = 0.05


class Bell:
    """Tells everybody who waits in this process how far the record has gone.

    One connection listens for all of them, from the first one on; one that breaks
    is made anew, and asks how far the record went meanwhile.
    """

    def __init__(self) -> None:
        self.last = 0
        self.moved = threading.Condition()
        self.thread: threading.Thread | None = None
        self.ending = threading.Event()

    def wait(self, after: int, seconds: float) -> bool:
        """Wait until the record has gone past an entry; tell whether it has."""
        with self.moved:
            self.start()
            return self.moved.wait_for(lambda: self.last > after, max(0, seconds))

    def start(self) -> None:
        """Have a thread listen, where none does."""
        if self.thread is None or not self.thread.is_alive():
            self.ending.clear()
            self.thread = threading.Thread(target=self.keep_listening, daemon=True)
            self.thread.start()

    def stop(self) -> None:
        """End the thread and its connection."""
        self.ending.set()
        if self.thread is not None:
            self.thread.join()

    def keep_listening(self) -> None:
        """Listen until told to end, however often the connection breaks."""
        while not self.ending.is_set():
            # A database that is down is tried again: those who wait only wait longer.
            with contextlib.suppress(DatabaseError, psycopg.Error):
                self.listen()
            self.ending.wait(RETRY)

    def listen(self) -> None:
        """Listen on this thread's connection, to the primary: a replica cannot."""
        connection = connections["record"]
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"LISTEN {CHANNEL}")
                # What was committed before this is in the table, the rest is heard.
                cursor.execute("SELECT coalesce(max(sequence), 0) FROM claims_entry")
                self.ring(cursor.fetchone()[0])
            while not self.ending.is_set():
                for heard in connection.connection.notifies(timeout=TURN):
                    self.ring(int(heard.payload))
        finally:
            connection.close()

    def ring(self, sequence: int) -> None:
        """Tell everybody who waits."""
        with self.moved:
            self.last = sequence
            self.moved.notify_all()


BELL = Bell()
ROOM = threading.BoundedSemaphore(BLOCKING_THREADS // 2)


@contextlib.contextmanager
def seat() -> Iterator[bool]:
    """Take one of the few threads that may wait in a process; tell whether one is free."""
    free = ROOM.acquire(blocking=False)
    try:
        yield free
    finally:
        if free:
            ROOM.release()


def wait_for_changes(
    read: Callable[[int], Stretch], found: Stretch, seconds: float
) -> Stretch | None:
    """Wait until there is something to read after what was found, and read it.

    Returns what was found where nothing comes in time, and ``None`` at once where
    as many wait already as may: the other threads are there for those who read.
    While it waits it holds no connection.
    """
    if not seconds or found.rows or found.more:
        return found
    with seat() as free:
        return waited(read, found, seconds) if free else None


def waited(read: Callable[[int], Stretch], found: Stretch, seconds: float) -> Stretch:
    """Read on whenever the bell rings, until there is something or time is up."""
    deadline = time.monotonic() + seconds
    while not (found.rows or found.more):
        connections.close_all()
        told = BELL.wait(found.reached, deadline - time.monotonic())
        before, found = found, read(found.reached)
        if not told or time.monotonic() > deadline:
            break
        if found.reached == before.reached:
            time.sleep(BEHIND)
    return found
