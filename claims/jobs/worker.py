"""The worker: runs jobs until it is told to stop, and takes up those of dead ones."""

import asyncio
import contextlib
import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NoReturn

import psycopg
from asgiref.sync import sync_to_async
from django.db import DatabaseError, connection, connections
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import DEFAULT_QUEUE

from claims.models import DELIVERIES, PERIODIC, SLOW_DELIVERIES
from claims.services.jobs import take_up_stalled

logger = logging.getLogger(__name__)

# A worker that has shown no sign of life for so long is dead, and another takes up
# what it was at: within 40 seconds.
SIGN_OF_LIFE_SECONDS = 5
DEAD_SECONDS = 25
MEND_SECONDS = 10

# How late a job may start where its notice was lost: the queue is asked again.
POLL_SECONDS = 1

# How many jobs run at once, by their queues: what waits for a receiver that hangs
# takes a place from its own kind alone.
LANES = {
    (DEFAULT_QUEUE, PERIODIC): 4,
    (DELIVERIES,): 8,
    (SLOW_DELIVERIES,): 8,
}
RECONNECT_SECONDS = 3
WATCH_SECONDS = 1

SIGNALS = (signal.SIGTERM, signal.SIGINT)

UNREACHABLE = (ConnectorException, DatabaseError, psycopg.Error)


def run_worker() -> None:
    """Run jobs until SIGTERM or Ctrl-C; those that run then are waited for.

    A database that goes away is waited for too. Raises ``SystemExit`` when told to
    stop while it waits for one.
    """
    with signals_put_back():
        for each in SIGNALS:
            signal.signal(each, leave)
        while True:
            try:
                # Brings an embedded server up that died.
                connection.ensure_connection()
                connection.close()
                if asyncio.run(work()):
                    return
            except UNREACHABLE as error:
                logger.warning("The worker waits for the database: %s", error)
            time.sleep(RECONNECT_SECONDS)


def leave(*signalled: object) -> NoReturn:
    """End at once: while the database is away no job runs."""
    raise SystemExit


async def work(*, wait: bool = True) -> bool:
    """Run jobs; say whether it ended because it was told to.

    Without ``wait`` it ends when no job is left.
    """
    # The desk's connections are for the tasks; the queue itself has its own.
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        async with app.open_async():
            # Each job has a thread; Python's own number would be fewer.
            threads = ThreadPoolExecutor(sum(LANES.values()) + 1)
            asyncio.get_running_loop().set_default_executor(threads)
            working = asyncio.create_task(run_lanes(wait=wait))
            mending = asyncio.create_task(mend())
            with stopped_by_signals(working) as told:
                try:
                    await working
                except asyncio.CancelledError:
                    if not told:
                        raise
                finally:
                    mending.cancel()
                    await asyncio.gather(mending, return_exceptions=True)
            return bool(told)


async def run_lanes(*, wait: bool) -> None:
    """Run the lanes side by side; one that fails, or is stopped, stops the others."""
    lanes = [
        asyncio.create_task(
            app.run_worker_async(
                queues=list(queues),
                wait=wait,
                concurrency=at_once,
                fetch_job_polling_interval=POLL_SECONDS,
                update_heartbeat_interval=SIGN_OF_LIFE_SECONDS,
                stalled_worker_timeout=DEAD_SECONDS,
                install_signal_handlers=False,
            )
        )
        for queues, at_once in LANES.items()
    ]
    try:
        await asyncio.gather(*lanes)
    finally:
        for lane in lanes:
            # One that is told twice leaves what it is at.
            if not lane.cancelling():
                lane.cancel()
        await asyncio.gather(*lanes, return_exceptions=True)


@contextlib.contextmanager
def stopped_by_signals(working: "asyncio.Task[None]") -> Iterator[list[str]]:
    """Stop a worker in good order at the first SIGTERM or Ctrl-C; list the signal.

    A second one changes nothing: Ctrl-C reaches the worker of ``start`` twice,
    from the terminal and from ``start``.
    """
    told: list[str] = []

    def stop(name: str) -> None:
        if not told:
            told.append(name)
            working.cancel()

    loop = asyncio.get_running_loop()
    with signals_put_back():
        for each in SIGNALS:
            loop.add_signal_handler(each, stop, each.name)
        try:
            yield told
        finally:
            for each in SIGNALS:
                loop.remove_signal_handler(each)


@contextlib.contextmanager
def signals_put_back() -> Iterator[None]:
    """Have SIGTERM and Ctrl-C handled afterwards as they were before."""
    before = {each: signal.getsignal(each) for each in SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


async def mend() -> None:
    """Take up, again and again, the jobs of workers that died."""
    while True:
        try:
            await sync_to_async(mend_once, thread_sensitive=False)()
        except DatabaseError as error:
            logger.warning("Jobs of dead workers could not be looked for: %s", error)
        await asyncio.sleep(MEND_SECONDS)


def mend_once() -> None:
    """Take up the jobs of dead workers, on a connection of this moment."""
    try:
        take_up_stalled(DEAD_SECONDS)
    finally:
        connections.close_all()


def end_with(parent: int) -> None:
    """Have this process end when ``parent`` is no longer the one that started it."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
