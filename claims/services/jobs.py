"""Jobs of the worker: cancelled, tried again, and taken up after a worker died."""

import datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone
from procrastinate.exceptions import UniqueViolation

from claims.models import QUIET, Job, JobFailure, JobState, Task
from claims.text import PROSE

from .base import acting
from .queue import queue

# A job that its worker did not survive this often is not started again.
TRIES = 5


def cancel_job(job: Job, *, by: User) -> None:
    """Leave a job undone that waits.

    Raises ``ValidationError`` for one that does not wait, or that stands for a
    decision which is taken back elsewhere.
    """
    with acting(by, "change_job"):
        fresh = _locked(job)
        if fresh.task_name == Task.PUBLISH:
            raise ValidationError("Cancel the publication on the page of its claim.")
        if fresh.status != JobState.TODO:
            raise ValidationError("This job does not wait any more.")
        queue.cancel_job_by_id(fresh.pk)


def retry_job(job: Job, *, by: User) -> None:
    """Have a failed job done again, now.

    Raises ``ValidationError`` for one that did not fail, or that waits anew.
    """
    with acting(by, "change_job"):
        fresh = _locked(job)
        if fresh.status != JobState.FAILED:
            raise ValidationError("Only a job that failed is tried again.")
        if not _wait_again(fresh):
            raise ValidationError("The same job waits or runs already.")


def note_failure(job_id: int, error: str) -> None:
    """Keep what a try of a job came to, for the desk."""
    JobFailure.objects.create(job_id=job_id, error=PROSE.without_refused(error)[:2000])


def take_up_stalled(seconds: int) -> int:
    """Have the jobs done whose worker has given no sign of life for so long.

    Locks them, so that two who look at once do not both start one. Gives their
    number.
    """
    dead = Q(worker=None) | Q(
        worker__last_heartbeat__lt=Now() - datetime.timedelta(seconds=seconds)
    )
    with transaction.atomic():
        stalled = list(
            Job.objects.filter(dead, status=JobState.DOING).select_for_update(
                of=("self",), skip_locked=True
            )
        )
        for job in stalled:
            note_failure(job.pk, "The worker died in the middle of it.")
            if job.attempts >= TRIES or not _wait_again(job):
                Job.objects.filter(pk=job.pk).update(status=JobState.FAILED)
    return len(stalled)


def remove_old_jobs() -> None:
    """Remove what nobody asked for an hour after it went well, the rest after 90 days."""
    ended = Job.objects.exclude(status__in=[JobState.TODO, JobState.DOING])
    unasked = ended.filter(queue_name__in=QUIET, status=JobState.SUCCEEDED)
    unasked.quiet_for(datetime.timedelta(hours=1)).delete()
    ended.quiet_for(datetime.timedelta(days=90)).delete()
    JobFailure.objects.exclude(
        Exists(Job.objects.filter(pk=OuterRef("job_id")))
    ).delete()


def _locked(job: Job) -> Job:
    return Job.objects.select_for_update(of=("self",)).get(pk=job.pk)


def _wait_again(job: Job) -> bool:
    """Put a job back in the queue; not where another of its kind waits."""
    try:
        with transaction.atomic():
            queue.retry_job_by_id(job.pk, timezone.now())
    except UniqueViolation:
        return False
    return True
