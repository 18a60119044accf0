"""A job is part of the transaction that asks for it, and asked for once."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone

from claims.models import Job, JobState, Task
from claims.services.queue import call_off, enqueue
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db


def test_job_is_gone_with_what_asked_for_it():
    source = SourceFactory()
    with transaction.atomic():
        assert enqueue(Task.CHECK_LINK, {"source": source})
        transaction.set_rollback(True)

    assert not Job.objects.exists()


def test_job_names_its_rows_and_its_time():
    source = SourceFactory()
    at = timezone.now() + datetime.timedelta(hours=1)

    enqueue(Task.CHECK_LINK, {"source": source}, at=at, turn="host:a.example")

    job = Job.objects.get()
    assert job.subject == ("source", source.pk)
    assert (job.scheduled_at, job.lock) == (at, "host:a.example")
    assert (job.status, str(job)) == (JobState.TODO, "Check link")


@pytest.mark.parametrize(
    ("state", "again"),
    [
        ("todo", False),
        ("doing", False),
        ("succeeded", True),
        ("failed", True),
        ("cancelled", True),
    ],
)
def test_job_is_asked_for_once_until_it_is_done(state, again):
    source, other = SourceFactory(), SourceFactory()
    enqueue(Task.CHECK_LINK, {"source": source})
    Job.objects.update(status=state)

    assert enqueue(Task.CHECK_LINK, {"source": source}) is again
    assert enqueue(Task.CHECK_LINK, {"source": other})
    assert enqueue(Task.CAPTURE, {"source": source})
    assert Job.objects.count() == 3 + again


def test_two_who_ask_at_once_make_one_job(monkeypatch):
    source = SourceFactory()
    enqueue(Task.CHECK_LINK, {"source": source})
    # The other's job was not there yet when this one looked.
    monkeypatch.setattr(
        "claims.services.queue.Job.objects.unfinished", Job.objects.none
    )

    assert not enqueue(Task.CHECK_LINK, {"source": source})
    assert Job.objects.count() == 1


@pytest.mark.parametrize(("state", "again"), [("todo", False), ("doing", True)])
def test_job_that_runs_may_have_come_too_early(state, again):
    source = SourceFactory()
    enqueue(Task.CHECK_LINK, {"source": source}, anew=True)
    Job.objects.update(status=state)

    assert enqueue(Task.CHECK_LINK, {"source": source}, anew=True) is again


def test_job_waits_in_its_lane_and_can_be_called_off():
    source, other = SourceFactory(), SourceFactory()
    enqueue(Task.CHECK_LINK, {"source": source}, lane="deliveries")
    enqueue(Task.CHECK_LINK, {"source": other})
    assert [job.queue_name for job in Job.objects.order_by("id")] == [
        "deliveries",
        "default",
    ]

    call_off(Task.CHECK_LINK, {"source": source})

    assert Job.objects.get().args == {"source": str(other.pk)}
