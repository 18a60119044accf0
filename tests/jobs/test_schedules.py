"""Publication at a time, by a real worker on the real queue."""

import datetime
import time

from django.db import connection

from claims.models import ScheduledPublication
from claims.services.record import entries
from claims.services.schedules import schedule_publication
from tests.jobs.running import jobs, run_jobs
from tests.stories import now


def soon(seconds):
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        [moment] = cursor.fetchone()
    return moment + datetime.timedelta(seconds=seconds)


def test_claim_goes_out_at_its_time_and_not_before(committed, newsroom):
    claim = newsroom.claim()
    at = soon(2)
    schedule_publication(claim, at=at, revision=1, by=newsroom.editor, note="Now.")

    run_jobs()
    assert soon(0) < at
    assert entries.count() == 0
    time.sleep(max(0, (at - soon(0)).total_seconds()))
    run_jobs()

    entry = entries.get()
    assert entry.at >= at
    assert (entry.by, entry.note, entry.event) == (newsroom.editor, "Now.", "published")
    assert ScheduledPublication.objects.get().state == "published"
    assert now(claim).stage == "published"
    assert jobs() == [("publish_scheduled", "succeeded")]
