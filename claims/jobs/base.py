"""What every task has: its name, its tries, and a word kept of each that failed."""

from collections.abc import Callable
from typing import Any, cast

from django.db import connections
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext

from claims.models import PERIODIC, Task
from claims.services.jobs import note_failure

# Again after 4, 16, 64, 256 and 1024 seconds: a short outage of anything is outlived.
TRIES = RetryStrategy(max_attempts=5, exponential_wait=4)

Function = Callable[..., Any]


def keep_failure(call_next: Function, context: JobContext, worker: Any) -> Any:
    """Write down why a try failed, for the desk; the queue itself does not.

    Each try has a database connection of its own.
    """
    try:
        return call_next()
    except Exception as error:
        note_failure(cast(int, context.job.id), f"{type(error).__name__}: {error}")
        raise
    finally:
        connections.close_all()


def asked(task: Task) -> Callable[[Function], Function]:
    """Make a function the task of a name, tried again when it fails."""
    return app.task(name=task.value, retry=TRIES, task_middleware=[keep_failure])


def by_the_clock(task: Task, cron: str) -> Callable[[Function], Function]:
    """Make a function a task that is done at times; the next time is its next try."""

    def decorate(function: Function) -> Function:
        def run(timestamp: int) -> None:
            function()

        named = app.task(
            name=task.value,
            queue=PERIODIC,
            lock=task.value,
            queueing_lock=task.value,
            task_middleware=[keep_failure],
        )
        app.periodic(cron=cron)(named(run))
        return function

    return decorate
