"""Jobs that are cancelled, tried again, taken up after a death, and removed."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateWorker

from claims.models import Job, JobFailure, JobState
from claims.services.jobs import (
    TRIES,
    cancel_job,
    note_failure,
    remove_old_jobs,
    retry_job,
    take_up_stalled,
)
from tests.factories import JobFactory

STATES = ["todo", "doing", "succeeded", "failed", "cancelled", "aborted"]


def state(job):
    return Job.objects.get(pk=job.pk).status


@pytest.mark.django_db
@pytest.mark.parametrize("before", STATES)
def test_job_that_waits_is_cancelled(newsroom, before):
    job = JobFactory(status=before)

    if before == "todo":
        cancel_job(job, by=newsroom.editor)
    else:
        with pytest.raises(ValidationError, match="does not wait"):
            cancel_job(job, by=newsroom.editor)

    assert state(job) == ("cancelled" if before == "todo" else before)


@pytest.mark.django_db
def test_publication_is_cancelled_on_the_page_of_its_claim(newsroom):
    job = JobFactory(task_name="publish_scheduled")

    with pytest.raises(ValidationError, match="on the page of its claim"):
        cancel_job(job, by=newsroom.editor)

    assert state(job) == "todo"


@pytest.mark.django_db
@pytest.mark.parametrize("before", STATES)
def test_job_that_failed_is_tried_again(newsroom, before):
    job = JobFactory(status=before, attempts=6)

    if before == "failed":
        retry_job(job, by=newsroom.editor)
    else:
        with pytest.raises(ValidationError, match="Only a job that failed"):
            retry_job(job, by=newsroom.editor)

    assert state(job) == ("todo" if before == "failed" else before)


@pytest.mark.django_db
def test_job_is_not_tried_again_beside_another_of_its_kind(newsroom):
    job = JobFactory(status="failed", queueing_lock="check_link:1")
    JobFactory(queueing_lock="check_link:1")

    with pytest.raises(ValidationError, match="waits or runs already"):
        retry_job(job, by=newsroom.editor)

    assert state(job) == "failed"


def worker(seconds):
    seen = timezone.now() - datetime.timedelta(seconds=seconds)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id",
            [seen],
        )
        return ProcrastinateWorker(pk=cursor.fetchone()[0])


@pytest.mark.django_db
def test_jobs_of_the_dead_are_taken_up_and_of_the_living_not():
    dead, alive = worker(40), worker(1)
    jobs = [
        JobFactory(status="doing", worker=dead),
        JobFactory(status="doing", worker=None),
        JobFactory(status="doing", worker=alive),
        JobFactory(status="failed", worker=dead),
    ]

    assert take_up_stalled(25) == 2

    assert [state(job) for job in jobs] == ["todo", "todo", "doing", "failed"]
    assert set(JobFailure.objects.values_list("job_id", flat=True)) == {
        jobs[0].pk,
        jobs[1].pk,
    }
    assert take_up_stalled(25) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("attempts", "becomes"), [(0, "todo"), (TRIES - 1, "todo"), (TRIES, "failed")]
)
def test_job_that_kills_its_workers_is_given_up(attempts, becomes):
    job = JobFactory(status="doing", worker=None, attempts=attempts)

    take_up_stalled(25)

    assert state(job) == becomes


@pytest.mark.django_db
def test_job_of_the_dead_is_given_up_where_another_of_its_kind_waits():
    job = JobFactory(status="doing", worker=None, queueing_lock="a")
    JobFactory(queueing_lock="a")

    take_up_stalled(25)

    assert state(job) == "failed"


def test_job_that_another_takes_up_is_left_to_it(committed):
    job = JobFactory(status="doing", worker=None)
    other = connections["owner"].copy()
    try:
        with transaction.atomic(), other.cursor() as cursor:
            other.set_autocommit(False)
            cursor.execute(
                "SELECT FROM procrastinate_jobs WHERE id = %s FOR UPDATE", [job.pk]
            )
            assert take_up_stalled(25) == 0
            other.rollback()
    finally:
        other.close()

    assert take_up_stalled(25) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("queue", "status", "hours", "stays"),
    [
        ("periodic", "succeeded", 0.5, True),
        ("periodic", "succeeded", 1.5, False),
        ("periodic", "failed", 1.5, True),
        ("periodic", "todo", 3000, True),
        ("default", "succeeded", 1.5, True),
        ("default", "succeeded", 89 * 24, True),
        ("default", "succeeded", 91 * 24, False),
        ("default", "failed", 91 * 24, False),
        ("default", "cancelled", 91 * 24, False),
        ("default", "todo", 91 * 24, True),
        ("default", "doing", 91 * 24, True),
    ],
)
def test_old_jobs_are_removed(queue, status, hours, stays):
    job = JobFactory(queue_name=queue)
    Job.objects.update(status=status)
    note_failure(job.pk, "No.")
    when = timezone.now() - datetime.timedelta(hours=hours)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = %s", [when])

    remove_old_jobs()

    assert Job.objects.filter(pk=job.pk).exists() is stays
    assert JobFailure.objects.exists() is stays
    assert ProcrastinateEvent.objects.exists() is stays


@pytest.mark.django_db
def test_failure_is_kept_as_far_as_the_column_goes():
    job = JobFactory()
    note_failure(job.pk, "x" * 3000)

    failure = JobFailure.objects.get()

    assert failure.error == str(failure) == "x" * 2000
    assert job.state == JobState.TODO
