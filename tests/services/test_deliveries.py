"""Deliveries: in order, at least once, tried again on the schedule, and kept."""

import datetime
import random
import time

import pytest
from django.utils import timezone

from claims.models import (
    DELIVERIES,
    SLOW_DELIVERIES,
    Acknowledgement,
    Job,
    Task,
    WebhookAttempt,
    WebhookCursor,
    WebhookSecret,
)
from claims.services import deliveries, sending
from claims.services.deliveries import deliver, message_id, ping, resend, tidy, wake_all
from claims.services.invariants import faults
from claims.services.publication import withdraw_claim
from claims.services.record import entries
from claims.services.sending import PAUSES
from claims.services.webhooks import replay
from tests import factories
from tests.fetching.servers import say
from tests.receiving import receiving
from tests.stories import now

pytestmark = pytest.mark.django_db


def cursor_of(webhook):
    return WebhookCursor.objects.get(pk=webhook.pk)


def waiting():
    """Give when the deliveries that wait are to be done, by their endpoint."""
    jobs = Job.objects.filter(task_name=Task.DELIVER, status="todo")
    return {job.args["webhook"]: job for job in jobs}


def test_endpoint_is_told_each_entry_in_order_once(newsroom):
    with receiving() as receiver:
        webhook = receiver.webhook()
        claim = newsroom.claim("published")
        newsroom.claim("published")
        withdraw_claim(
            claim, revision=2, by=newsroom.editor, reason="Wrong.", note="Wrong."
        )

        deliver(webhook)
        deliver(webhook)

    assert receiver.told == [
        ("claim.published", 1),
        ("claim.published", 2),
        ("claim.withdrawn", 3),
    ]
    assert cursor_of(webhook).delivered_through == 3
    assert [each["webhook-id"] for each in receiver.headers] == [
        f"msg_{webhook.pk.hex}_{sequence}" for sequence in (1, 2, 3)
    ]
    attempts = WebhookAttempt.objects.order_by("id")
    assert [(each.sequence, each.status, each.number) for each in attempts] == [
        (1, 204, 1),
        (2, 204, 1),
        (3, 204, 1),
    ]
    kept = Acknowledgement.objects.order_by("entry")
    assert [each.entry_id for each in kept] == [2, 3]
    assert kept[1].claim == claim
    assert list(faults()) == []


def test_failed_message_holds_up_those_after_it(newsroom):
    with receiving(lambda request: say(request, b"No.", status=500)) as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")
        newsroom.claim("published")

        deliver(webhook)
        deliver(webhook)

    assert receiver.told == [("claim.published", 1)]
    assert cursor_of(webhook).delivered_through == 0
    attempt = WebhookAttempt.objects.get()
    assert (attempt.status, attempt.response, attempt.is_delivered) == (
        500,
        "No.",
        False,
    )
    assert not Acknowledgement.objects.exists()


def test_every_try_of_an_entry_has_the_same_id_and_body(newsroom, later):
    answers = iter([500, 429, 200])
    with receiving(lambda request: say(request, status=next(answers))) as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")

        for seconds in (0, 10, 1000):
            later(seconds)
            deliver(webhook)

    assert len(set(receiver.bodies)) == 1
    assert {each["webhook-id"] for each in receiver.headers} == {
        message_id(webhook, entries.get())
    }
    assert len({each["webhook-timestamp"] for each in receiver.headers}) == 3
    numbers = WebhookAttempt.objects.order_by("id").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3]
    assert cursor_of(webhook).tries == 0


@pytest.mark.parametrize("status", [301, 302, 307, 404, 500, 503])
def test_anything_but_2xx_is_a_failure(newsroom, status):
    with receiving(lambda request: say(request, status=status, location="/")) as each:
        webhook = each.webhook()
        newsroom.claim("published")

        deliver(webhook)

    assert len(each.told) == 1
    assert cursor_of(webhook).tries == 1
    assert WebhookAttempt.objects.get().status == status


def test_receiver_that_says_no_http_failed_and_is_tried_again(newsroom):
    def garbage(request):
        request.wfile.write(b"\x00\xffnot http\r\n\r\n")

    with receiving(garbage) as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")

        deliver(webhook)

    attempt = WebhookAttempt.objects.get()
    assert attempt.status is None
    assert attempt.error.startswith("It does not answer as it should")
    assert cursor_of(webhook).tries == 1


def test_receiver_that_hangs_is_left_after_its_time(newsroom, monkeypatch):
    monkeypatch.setattr(sending, "ANSWER_SECONDS", 0.5)
    with receiving(lambda request: time.sleep(2)) as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")
        began = time.monotonic()

        deliver(webhook)

        assert time.monotonic() - began < 2
    assert WebhookAttempt.objects.get().error == "It took too long."
    assert cursor_of(webhook).is_slow
    assert waiting()[str(webhook.pk)].queue_name == SLOW_DELIVERIES


def test_private_address_is_never_reached(newsroom):
    webhook = factories.WebhookFactory(url="http://127.0.0.1/hook")
    newsroom.claim("published")

    deliver(webhook)

    attempt = WebhookAttempt.objects.get()
    assert attempt.error == "127.0.0.1 is not a public address."
    assert cursor_of(webhook).tries == 1


def test_tries_keep_to_the_schedule_and_the_last_disables(newsroom, monkeypatch):
    start = moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)
    times = []
    with receiving(lambda request: say(request, status=500)) as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")

        while now(webhook).state == "active":
            deliver(webhook)
            times.append(moment - start)
            moment = cursor_of(webhook).next_try_at or moment

    assert len(receiver.told) == len(times) == len(PAUSES) == 10
    planned = datetime.timedelta()
    for number, at in enumerate(times):
        planned += PAUSES[number]
        assert planned <= at <= planned * 1.1
    assert planned == datetime.timedelta(hours=75, minutes=35, seconds=5)
    fresh = now(webhook)
    assert fresh.reason == (
        "It failed 10 times for one message; the last: it answered 500"
    )
    assert Job.objects.filter(task_name=Task.TELL_DISABLED, status="todo").exists()
    deliver(webhook)
    assert len(receiver.told) == 10


def test_next_try_is_a_job_at_its_time(newsroom):
    with receiving(lambda request: say(request, status=500)) as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")

        deliver(webhook)

    job = waiting()[str(webhook.pk)]
    assert job.scheduled_at == cursor_of(webhook).next_try_at
    assert wake_all() == 0


def test_410_disables_at_once(newsroom):
    with receiving(lambda request: say(request, status=410)) as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")

        deliver(webhook)
        deliver(webhook)

    assert len(receiver.told) == 1
    fresh = now(webhook)
    assert (fresh.state, fresh.reason) == ("disabled", "It answered 410: it is gone.")
    assert cursor_of(webhook).delivered_through == 0
    assert waiting() == {}


def in_an_hour():
    return (timezone.now() + datetime.timedelta(hours=1)).strftime(
        "%a, %d %b %Y %H:%M:%S GMT"
    )


@pytest.mark.parametrize(
    ("retry_after", "least", "most"),
    [
        ("120", 120, 121),
        ("0", 5, 6),
        ("99999999999999", 86400, 86401),
        ("in an hour", 3590, 3601),
        ("Mon, 01 Jan 2001 00:00:00 GMT", 5, 6),
        ("Mon, 01 Jan 2001 00:00:00 -0000", 5, 6),
        ("soon", 5, 6),
        ("-5", 5, 6),
        ("٣", 5, 6),
    ],
)
def test_retry_after_is_honoured(newsroom, retry_after, least, most):
    if retry_after == "in an hour":
        retry_after = in_an_hour()

    def busy(request):
        request.send_response(429)
        request.send_header("Retry-After", retry_after.encode().decode("latin-1"))
        request.send_header("Content-Length", "0")
        request.end_headers()

    with receiving(busy) as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")
        began = timezone.now()

        deliver(webhook)

    waits = (cursor_of(webhook).next_try_at - began).total_seconds()
    assert least <= waits <= most + 1


def test_endpoint_gives_its_thread_to_others_after_a_while(newsroom, monkeypatch):
    monkeypatch.setattr(deliveries, "TURN_SECONDS", -1)
    with receiving() as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")

        deliver(webhook)

    assert receiver.told == []
    assert waiting()[str(webhook.pk)].queue_name == DELIVERIES


def test_entries_that_it_is_not_told_of_are_passed_over(newsroom, monkeypatch):
    monkeypatch.setattr(deliveries, "AT_A_TIME", 2)
    with receiving() as receiver:
        for _ in range(6):
            newsroom.claim("published")
        topic = entries.get(pk=6).claim.topic
        webhook = receiver.webhook()
        webhook.topics.add(topic)
        other = receiver.webhook()
        other.topics.add(factories.TopicFactory())

        deliver(webhook)
        deliver(other)

    assert receiver.told == [("claim.published", 6)]
    assert cursor_of(webhook).delivered_through == 6
    assert cursor_of(other).delivered_through == 6


def test_cursor_that_was_moved_meanwhile_stays_there(newsroom):
    with receiving() as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")
        newsroom.claim("published")

        cursor = cursor_of(webhook)
        WebhookCursor.objects.update(delivered_through=2)
        assert not deliveries.move_on(cursor, 1)
        WebhookCursor.objects.update(delivered_through=0)

    assert cursor_of(webhook).delivered_through == 0


def test_replay_tells_all_again_with_the_same_ids(newsroom, people):
    with receiving() as receiver:
        webhook = receiver.webhook()
        for _ in range(3):
            newsroom.claim("published")
        deliver(webhook)

        replay(webhook, after=1, by=people["Partner manager"])
        assert list(waiting()) == [str(webhook.pk)]
        deliver(webhook)

    assert [sequence for _, sequence in receiver.told] == [1, 2, 3, 2, 3]
    names = [each["webhook-id"] for each in receiver.headers]
    assert names[1:3] == names[3:]
    assert list(faults()) == []


def test_resend_tells_one_again_and_moves_nothing(newsroom):
    with receiving() as receiver:
        webhook = receiver.webhook()
        claim = newsroom.claim("published")
        withdraw_claim(
            claim, revision=2, by=newsroom.editor, reason="Wrong.", note="Wrong."
        )
        deliver(webhook)

        resend(webhook, entries.get(pk=1))

    assert [sequence for _, sequence in receiver.told] == [1, 2, 1]
    assert cursor_of(webhook).delivered_through == 2
    # What it has is what it acknowledged last in the order of the log.
    assert Acknowledgement.objects.get().entry_id == 2
    assert WebhookAttempt.objects.first().number == 2


def test_resend_of_what_it_may_not_see_any_more_sends_nothing(newsroom):
    with receiving() as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")
        deliver(webhook)
        webhook.partner.topics.add(factories.TopicFactory())

        resend(webhook, entries.get())

    assert len(receiver.told) == 1


def test_resend_that_fails_is_kept_and_acknowledges_nothing(newsroom):
    with receiving(lambda request: say(request, status=500)) as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")

        resend(webhook, entries.get())

    assert WebhookAttempt.objects.get().status == 500
    assert not Acknowledgement.objects.exists()


def test_ping_reaches_a_disabled_endpoint_too(newsroom):
    with receiving() as receiver:
        webhook = receiver.webhook(state="disabled", reason="Moved.")

        ping(webhook)

    [message] = receiver.messages
    assert (message["type"], message["data"]) == ("ping", {})
    attempt = WebhookAttempt.objects.get()
    assert (attempt.type, attempt.sequence) == ("ping", None)


def test_endpoint_of_an_inactive_partner_waits_until_it_is_active(newsroom):
    with receiving() as receiver:
        webhook = receiver.webhook(partner__is_active=False)
        newsroom.claim("published")

        deliver(webhook)
        assert (receiver.told, wake_all()) == ([], 0)
        partner = webhook.partner
        type(partner).objects.update(is_active=True, revision=2)
        assert wake_all() == 1
        deliver(webhook)

    assert len(receiver.told) == 1


def test_endpoint_whose_secret_cannot_be_read_is_sent_nothing(newsroom, settings):
    with receiving() as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")
        settings.SECRET_KEY = "another" * 10

        deliver(webhook)

    assert receiver.told == []
    assert WebhookAttempt.objects.get().error == (
        "It was sealed with another SECRET_KEY than the site has now."
    )


def test_answer_is_kept_short_and_clean(newsroom):
    body = b"\x00\x1b[31m<b>\xff" + b"x" * 5000
    with receiving(lambda request: say(request, body, status=500)) as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")

        deliver(webhook)

    response = WebhookAttempt.objects.get().response
    assert response.startswith("[31m<b>\ufffdxxx")
    assert len(response) <= 1000


def test_tidy_removes_old_attempts_and_ended_secrets():
    webhook = factories.WebhookFactory()
    old, young = (factories.WebhookAttemptFactory(webhook=webhook) for _ in range(2))
    ago = timezone.now() - datetime.timedelta(days=30, minutes=1)
    WebhookAttempt.objects.filter(pk=old.pk).update(created_at=ago)
    ended = factories.WebhookSecretFactory(webhook=webhook, expires_at=ago)

    tidy()

    assert list(WebhookAttempt.objects.all()) == [young]
    assert ended not in WebhookSecret.objects.all()
    assert webhook.secrets.count() == 1


def test_pauses_differ_so_that_what_failed_together_is_not_tried_together():
    random.seed(7)

    assert len({sending.pause(4) for _ in range(20)}) == 20
