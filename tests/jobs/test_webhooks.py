"""Partners are told by a real worker, whatever breaks: receivers, or the worker itself."""

import contextlib
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.db.models import F

from claims.models import (
    Job,
    Task,
    Webhook,
)
from claims.services import sending
from claims.services.publication import publish_claim
from claims.services.record import entries
from claims.services.webhooks import request_ping, request_resend
from tests.factories import ClaimFactory
from tests.fetching.servers import say
from tests.jobs.running import run_jobs
from tests.receiving import receiving
from tests.stories import now
from tests.storms import check, storm, through


def run_all():
    """Do all that the queue holds, and what that asks for."""
    for _ in range(3):
        run_jobs()


def test_publication_has_its_endpoints_told_at_once(committed, newsroom):
    with receiving() as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")
        newsroom.claim("published")
        [job] = Job.objects.filter(task_name=Task.WAKE)
        assert job.status == "todo"

        run_all()

    assert receiver.told == [("claim.published", 1), ("claim.published", 2)]
    assert through(webhook) == 2


def test_publication_without_endpoints_asks_for_nothing(committed, newsroom):
    newsroom.claim("published")

    assert not Job.objects.exists()


def test_what_is_published_while_an_endpoint_is_told_is_told_too(committed, newsroom):
    asked = []

    def publish_another(request):
        asked.append(request)
        if len(asked) == 1:
            with ThreadPoolExecutor(1) as pool:
                pool.submit(published_elsewhere, newsroom).result()
        say(request)

    with receiving(publish_another) as receiver:
        receiver.webhook()
        newsroom.claim("published")

        run_all()
        run_all()

    assert receiver.told == [("claim.published", 1), ("claim.published", 2)]


def published_elsewhere(newsroom):
    """Publish a claim on a connection of this thread's own."""
    try:
        return publish_claim(ClaimFactory(), revision=1, by=newsroom.editor)
    finally:
        connections.close_all()


def test_publication_that_is_not_committed_yet_wakes_nobody_too_early(
    committed, newsroom
):
    """A wake-up that a worker takes up before the commit would be a lost one."""
    with receiving() as receiver:
        receiver.webhook()
        newsroom.claim("published")
        holds, go_on = threading.Event(), threading.Event()

        def publish_slowly():
            from django.db import transaction

            try:
                with transaction.atomic():
                    publish_claim(ClaimFactory(), revision=1, by=newsroom.editor)
                    holds.set()
                    go_on.wait(20)
            finally:
                connections.close_all()

        publishing = threading.Thread(target=publish_slowly)
        publishing.start()
        holds.wait(20)
        # The wake-up of the first is one with that of the second, which is not done.
        run_jobs()
        assert Job.objects.get(task_name=Task.WAKE).status == "todo"
        go_on.set()
        publishing.join()
        run_all()

    assert [sequence for _, sequence in receiver.told] == [1, 2]


def test_clock_finds_whom_nobody_was_asked_to_tell(committed, newsroom):
    from claims.jobs.webhooks import catch_up_webhooks

    with receiving() as receiver:
        receiver.webhook()
        newsroom.claim("published")
        Job.objects.all().delete()

        catch_up_webhooks()
        run_all()

    assert receiver.told == [("claim.published", 1)]


def test_resend_ping_and_letter_are_jobs(committed, newsroom, people, mailoutbox):
    answers = iter([200, 200, 200, 410])
    with receiving(lambda request: say(request, status=next(answers))) as receiver:
        webhook = receiver.webhook(partner__contact_email="tech@partner.example")
        newsroom.claim("published")
        run_all()
        request_resend(webhook, sequence=1, by=people["Partner manager"])
        request_ping(webhook, by=people["Partner manager"])
        run_all()
        newsroom.claim("published")
        run_all()

    assert sorted(kind for kind, _ in receiver.told) == [
        "claim.published",
        "claim.published",
        "claim.published",
        "ping",
    ]
    assert [letter.to for letter in mailoutbox] == [["tech@partner.example"]]
    assert now(webhook).state == "disabled"


# ------------------------------------------------------------------- one that hangs


def delays(newsroom, hanging, number):
    """Publish one after the other; give how long each took to reach each of 5."""
    arrived = []

    def note(request):
        arrived.append(time.monotonic())
        say(request)

    def hang(request):
        time.sleep(sending.ANSWER_SECONDS + 0.5)

    with contextlib.ExitStack() as stack:
        silent = [stack.enter_context(receiving(hang)) for _ in range(hanging)]
        others = [stack.enter_context(receiving(note)) for _ in range(5)]
        for receiver in [*silent, *others]:
            receiver.webhook(cursor__delivered_through=entries.count())
        found = []
        for _ in range(number):
            arrived.clear()
            newsroom.claim("published")
            began = time.monotonic()
            run_jobs()
            run_jobs()
            found += [each - began for each in arrived]
        assert len(found) == 5 * number
        for receiver in [*silent, *others]:
            ours = Webhook.objects.filter(url__startswith=receiver.server.url)
            ours.update(state="removed", revision=F("revision") + 1)
    return found


def test_receiver_that_hangs_holds_nobody_else_up(committed, newsroom, monkeypatch):
    monkeypatch.setattr(sending, "ANSWER_SECONDS", 4)

    assert max(delays(newsroom, hanging=2, number=1)) < 4


@pytest.mark.drill
def test_receivers_that_hang_change_nothing_for_the_others(
    committed, newsroom, monkeypatch
):
    monkeypatch.setattr(sending, "ANSWER_SECONDS", 2)
    without = delays(newsroom, hanging=0, number=40)
    beside = delays(newsroom, hanging=1, number=40)

    p99 = [statistics.quantiles(each, n=100)[98] for each in (without, beside)]
    assert p99[1] <= p99[0] * 1.2 + 0.05, p99


# ------------------------------------------------------------------------ the storm


def test_every_receiver_ends_with_the_record_whatever_dies(
    committed, newsroom, monkeypatch
):
    receivers, webhooks = storm(
        newsroom, monkeypatch, writers=2, number=40, kills=2, restarts=2
    )

    check(receivers, webhooks)


@pytest.mark.drill
def test_eight_writers_two_receivers_and_fifty_kills(committed, newsroom, monkeypatch):
    receivers, webhooks = storm(
        newsroom,
        monkeypatch,
        writers=8,
        number=2000,
        kills=50,
        restarts=50,
        patience=3600,
    )

    check(receivers, webhooks)


@pytest.mark.drill
def test_ten_thousand_entries_reach_a_receiver_that_fails(
    committed, newsroom, monkeypatch
):
    receivers, webhooks = storm(
        newsroom,
        monkeypatch,
        writers=4,
        number=10_000,
        kills=50,
        restarts=20,
        patience=7200,
    )

    check(receivers, webhooks)
