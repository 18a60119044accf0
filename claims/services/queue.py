"""The queue: a job is part of the transaction that asks for it."""

import datetime
from collections.abc import Mapping

from django.db import models, transaction
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from claims.models import Job, Task

# On the desk's own connection, also in the worker: the queue's other connections
# would not roll a job back with the rest.
queue = JobManager(DjangoConnector("default"))


def enqueue(
    task: Task,
    rows: Mapping[str, models.Model],
    *,
    at: datetime.datetime | None = None,
    turn: str = "",
) -> bool:
    """Ask the worker for a task on rows, now or not before a time; once.

    Gives ``False``, and adds nothing, where the same waits or runs already. Jobs
    of the same ``turn`` are done one after the other, as are those of the same
    task and rows.
    """
    args = {name: str(row.pk) for name, row in rows.items()}
    name = ":".join([task.value, *args.values()])
    if Job.objects.unfinished().filter(queueing_lock=name).exists():
        return False
    deferrer = configure_task(
        name=task.value,
        job_manager=queue,
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
