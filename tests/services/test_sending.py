"""Sending: what acknowledges and what does not, when it is tried again, what is kept."""

import datetime
import random
import time

import pytest
from django.utils import timezone

from claims.models import SLOW_DELIVERIES, Job, Task, WebhookAttempt
from claims.services import sending
from claims.services.deliveries import deliver
from claims.services.sending import PAUSES
from tests import factories
from tests.fetching.servers import say
from tests.receiving import receiving
from tests.services.test_deliveries import cursor_of, waiting
from tests.stories import now

pytestmark = pytest.mark.django_db


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


def test_answer_is_kept_short_and_clean(newsroom):
    body = b"\x00\x1b[31m<b>\xff" + b"x" * 5000
    with receiving(lambda request: say(request, body, status=500)) as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")

        deliver(webhook)

    response = WebhookAttempt.objects.get().response
    assert response.startswith("[31m<b>\ufffdxxx")
    assert len(response) <= 1000


def test_pauses_differ_so_that_what_failed_together_is_not_tried_together():
    random.seed(7)

    assert len({sending.pause(4) for _ in range(20)}) == 20


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
