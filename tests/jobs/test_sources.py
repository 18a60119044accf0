"""Sources, archived and checked by a real worker, which reaches nothing private."""

import pytest

from claims.jobs import sources
from claims.models import Capture, Job, JobFailure, LinkCheck, Task
from claims.services.captures import request_capture
from claims.services.link_checks import request_check, watch_links
from claims.services.publication import publish_claim
from tests.factories import CitationFactory, SourceFactory
from tests.jobs.running import jobs, run_jobs


def test_private_address_is_never_reached_by_the_worker(committed, newsroom):
    source = SourceFactory(url="http://127.0.0.1/")
    request_check(source, by=newsroom.author)
    request_capture(source, by=newsroom.author)

    # Both are of one host, so the second is done after the first.
    run_jobs()
    run_jobs()

    check = LinkCheck.objects.get()
    assert (check.source, check.outcome) == (source, "unreachable")
    assert check.words == "127.0.0.1 is not a public address."
    assert not Capture.objects.exists()
    [failure] = JobFailure.objects.all()
    assert "127.0.0.1 is not a public address." in failure.error
    assert jobs() == [("check_link", "succeeded"), ("capture_source", "todo")]


@pytest.mark.parametrize("demo", [False, True])
def test_clock_asks_for_the_checks_that_are_due(committed, newsroom, settings, demo):
    settings.DEMO = demo
    claim = newsroom.claim()
    CitationFactory(claim=claim, source=SourceFactory(url="http://127.0.0.1/"))
    publish_claim(claim, revision=1, by=newsroom.editor)

    sources.watch_links()

    waiting = Job.objects.filter(task_name=Task.CHECK_LINK)
    assert waiting.exists() is not demo


def test_links_of_what_is_published_are_watched(committed, newsroom):
    claim = newsroom.claim()
    CitationFactory(claim=claim, source=SourceFactory(url="http://127.0.0.1/"))
    publish_claim(claim, revision=1, by=newsroom.editor)

    assert watch_links() == 1
    run_jobs()

    assert LinkCheck.objects.get().outcome == "unreachable"
    assert Job.objects.exclude(queue_name="periodic").get().status == "succeeded"
