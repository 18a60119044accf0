"""The queue: a job is part of the transaction that asks for it."""

import datetime
from collections.abc import Mapping

from django.db import models, transaction
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import DEFAULT_QUEUE
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from claims.models import Job, JobState, Task

# On the desk's own connection, also in the worker: the queue's other connections
# would not roll a job back with the rest.
queue = JobManager(DjangoConnector("default"))


@transaction.atomic
def enqueue(
    task: Task,
    rows: Mapping[str, models.Model],
    *,
    at: datetime.datetime | None = None,
    turn: str = "",
    lane: str = DEFAULT_QUEUE,
    anew: bool = False,
) -> bool:
    """Ask the worker for a task on rows, now or not before a time; once.

    Gives ``False``, and adds nothing, where the same waits or runs already;
    ``anew`` counts only one that waits, and has it wait until this transaction
    ends: it will see what was written in it. Jobs of the same ``turn`` are done
    one after the other, as are those of the same task and rows.
    """
    args = {name: str(row.pk) for name, row in rows.items()}
    name = name_of(task, rows)
    if held_back(name) if anew else Job.objects.unfinished().named(name).exists():
        return False
    deferrer = configure_task(
        name=task.value,
        job_manager=queue,
        queue=lane,
        lock=turn or name,
        queueing_lock=name,
        schedule_at=at,
    )
    try:
        with transaction.atomic():
            deferrer.defer(**args)
    except AlreadyEnqueued:
        return False
    return True


def name_of(task: Task, rows: Mapping[str, models.Model]) -> str:
    """Name a task on rows, for the queue to know it by."""
    return ":".join([task.value, *(str(row.pk) for row in rows.values())])


def held_back(name: str) -> bool:
    """Lock the job of a name that waits, if one does; no worker takes a locked one."""
    waiting = Job.objects.filter(status=JobState.TODO).named(name)
    return bool(waiting.select_for_update(of=("self",)).values_list("pk"))


def call_off(task: Task, rows: Mapping[str, models.Model]) -> None:
    """Take a task on rows off the queue, where it waits."""
    waiting = Job.objects.filter(status=JobState.TODO).named(name_of(task, rows))
    for job in waiting.select_for_update(of=("self",)):
        queue.cancel_job_by_id(job.pk, delete_job=True)
