"""What every task has: tries with growing pauses, and a word kept of each failure."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from claims.jobs.base import TRIES
from claims.models import PERIODIC, Job, JobFailure, Task
from claims.services.queue import enqueue
from tests.factories import JobFactory, SourceFactory
from tests.jobs.running import jobs, run_jobs, wait_until


def test_every_task_has_a_function_and_every_function_a_name():
    named = {name for name in app.tasks if not name.startswith(("builtin:", "procras"))}

    assert named == set(Task.values)


def test_what_is_done_by_the_clock_waits_once_and_is_not_tried_again():
    periodic = {key[0] for key in app.periodic_registry.periodic_tasks}

    assert periodic == {
        Task.CATCH_UP,
        Task.WATCH_LINKS,
        Task.REMIND,
        Task.TIDY,
        Task.CATCH_UP_WEBHOOKS,
    }
    for name in periodic:
        task = app.tasks[name]
        assert (task.queue, task.queueing_lock) == (PERIODIC, name)
        assert task.retry_strategy is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "task",
    [
        Task.CATCH_UP,
        Task.WATCH_LINKS,
        Task.REMIND,
        Task.TIDY,
        Task.CATCH_UP_WEBHOOKS,
    ],
)
def test_what_is_done_by_the_clock_finds_nothing_on_an_empty_desk(task):
    app.tasks[task].func(timestamp=0)

    assert not Job.objects.exists()


@pytest.mark.parametrize("attempts", range(6))
def test_pauses_grow_and_end(attempts):
    job = JobFactory.build(pk=1, attempts=attempts).procrastinate_job
    before = timezone.now()

    decision = TRIES.get_retry_decision(exception=OSError(), job=job)

    if attempts == 5:
        assert decision is None
    else:
        pause = (decision.retry_at - before).total_seconds()
        assert 4 ** (attempts + 1) <= pause < 4 ** (attempts + 1) + 5


def test_try_that_fails_is_told_and_tried_again_later(committed):
    # No source has this key.
    source = SourceFactory.build()
    enqueue(Task.CHECK_LINK, {"source": source})

    run_jobs()

    [failure] = JobFailure.objects.all()
    assert failure.error == "DoesNotExist: Source matching query does not exist."
    job = Job.objects.get(pk=failure.job_id)
    assert (job.status, job.attempts) == ("todo", 1)
    assert job.scheduled_at > timezone.now()
    Job.objects.filter(pk=job.pk).update(
        attempts=5, scheduled_at=timezone.now() - datetime.timedelta(seconds=1)
    )
    run_jobs()
    assert jobs() == [("check_link", "failed")]
    assert JobFailure.objects.count() == 2


def test_jobs_leave_no_connection_behind(committed):
    def open_now():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND backend_type = 'client backend'"
            )
            return cursor.fetchone()[0]

    before = open_now()
    for number in range(5):
        source = SourceFactory(url=f"http://127.0.0.1/{number}")
        enqueue(Task.CHECK_LINK, {"source": source})

    run_jobs()

    assert jobs() == [("check_link", "succeeded")] * 5
    # PostgreSQL takes a moment to see that a client has gone.
    wait_until(lambda: open_now() <= before, seconds=10)
