"""The worker's jobs as the desk shows them."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.models import Job
from claims.services.jobs import note_failure
from tests import factories
from tests.conftest import ROLES
from tests.factories import ClaimFactory, JobFactory, SourceFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:claims_job_changelist")


def page(job):
    return reverse("admin:claims_job_change", args=[job.pk])


def act(job, name):
    return reverse("admin:claims_job_act", args=[job.pk, name])


def state(job):
    return Job.objects.get(pk=job.pk).status


@pytest.fixture
def editor(client, people):
    client.force_login(people["Editor"])
    return people["Editor"]


def test_list_says_what_for_whom_and_why_not(client, editor):
    source, claim = SourceFactory(title="A report"), ClaimFactory(text="A claim")
    failed = JobFactory(args={"source": str(source.pk)}, status="failed", attempts=6)
    later = timezone.now() + datetime.timedelta(hours=1)
    JobFactory(
        task_name="publish_scheduled", args={"claim": str(claim.pk)}, scheduled_at=later
    )
    JobFactory(task_name="from_a_later_version")
    JobFactory(args={"source": str(claim.pk)}, status="doing")
    note_failure(failed.pk, "OSError: the first")
    note_failure(failed.pk, "OSError: the " + "very " * 40 + "last\nTraceback")

    text = client.get(LIST).content.decode()

    for words in (
        "Check link",
        "Publish at its time",
        "From_a_later_version",
        ">A report</a>",
        ">A claim</a>",
        "Failed",
        "Waiting",
        "Running",
        f"{later:%Y-%m-%d %H:%M:%S}",
        "OSError: the very",
    ):
        assert words in text, words
    assert "Traceback" not in text
    assert "the first" not in text


def test_list_leaves_out_what_the_clock_did_well(client, editor):
    JobFactory(task_name="watch_links", queue_name="periodic", status="succeeded")
    JobFactory(task_name="remind_to_recheck", queue_name="periodic", status="failed")

    text = client.get(LIST).content.decode().partition('id="result_list"')[2]

    assert "Look for links" not in text
    assert "Remind of claims" in text


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", {"Check link", "Archive"}),
        ("?state=failed", {"Check link"}),
        ("?state=todo", {"Archive"}),
        ("?state=lost", {"Check link", "Archive"}),
        ("?task=check_link", {"Check link"}),
        ("?task=lost", {"Check link", "Archive"}),
    ],
)
def test_list_is_filtered_by_state_and_task(client, editor, query, seen):
    JobFactory(status="failed")
    JobFactory(task_name="capture_source")

    jobs = client.get(LIST + query).context["cl"].result_list

    assert {job.what for job in jobs} == seen


def test_list_costs_the_same_with_one_job_and_with_eleven(client, editor):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return [query["sql"] for query in queries]

    def add():
        note_failure(JobFactory(args={"claim": str(ClaimFactory().pk)}).pk, "No.")
        JobFactory(args={"source": str(SourceFactory().pk)})

    client.get(LIST)
    add()
    one = asked()
    for _ in range(10):
        add()
    eleven = asked()

    assert len(one) == len(eleven)
    counts = [sql for sql in eleven if "COUNT(" in sql and "procrastinate" in sql]
    assert all("LIMIT 10000" in sql for sql in counts)


def test_page_tells_every_failure_in_order(client, editor):
    job = JobFactory(args={"source": str(SourceFactory(title="A report").pk)})
    note_failure(job.pk, "The first <b>")
    note_failure(job.pk, "The second")

    text = client.get(page(job)).content.decode()

    assert text.index("The first &lt;b&gt;") < text.index("The second")
    assert ">A report</a>" in text
    assert "Waiting" in text
    assert "(&#x27;" not in text


@pytest.mark.parametrize("role", ROLES)
def test_jobs_are_seen_by_all_and_steered_by_editors(client, people, role):
    waiting, failed = JobFactory(), JobFactory(status="failed")
    client.force_login(people[role])

    texts = [client.get(page(job)).content.decode() for job in (waiting, failed)]
    answers = [
        client.post(act(waiting, "cancel_job")).status_code,
        client.post(act(failed, "retry_job")).status_code,
    ]

    steers = role == "Editor"
    assert [act(waiting, "cancel_job") in texts[0], "retry_job" in texts[0]] == [
        steers,
        False,
    ]
    assert [act(failed, "retry_job") in texts[1], "cancel_job" in texts[1]] == [
        steers,
        False,
    ]
    assert answers == ([302, 302] if steers else [403, 403])
    assert state(waiting) == ("cancelled" if steers else "todo")
    assert state(failed) == ("todo" if steers else "failed")


def test_person_without_the_right_sees_no_jobs(client, people):
    client.force_login(people[""])

    assert client.get(LIST).status_code == 403
    assert client.get(page(JobFactory())).status_code == 403


def test_refusal_is_told(client, editor):
    job = JobFactory(status="succeeded")

    response = client.post(act(job, "cancel_job"), follow=True)

    assert b"This job does not wait any more." in response.content
    assert state(job) == "succeeded"
    assert not editor.logentry_set.exists()


def test_act_is_told_to_the_admins_log(client, editor):
    client.post(act(JobFactory(), "cancel_job"))

    assert editor.logentry_set.get().get_change_message() == "The job is cancelled."


def test_act_is_a_post_of_a_known_name_on_a_known_job(client, editor):
    job = JobFactory()

    assert client.get(act(job, "cancel_job")).status_code == 405
    assert client.post(act(job, "fly")).status_code == 404
    assert (
        client.post(act(factories.JobFactory.build(pk=0), "retry_job")).status_code
        == 404
    )
    assert state(job) == "todo"
