"""A worker for a test, in this process and on the real database."""

import asyncio

from claims.jobs.worker import work
from claims.models import Job


def run_jobs() -> None:
    """Do all that the queue holds now, as ``manage.py worker`` does it."""
    asyncio.run(work(wait=False))


def jobs(*states: str) -> list[tuple[str, str]]:
    """Tell the jobs somebody asked for, and where each stands."""
    rows = Job.objects.exclude(queue_name="periodic").order_by("id")
    return [(job.task_name, job.status) for job in rows]
