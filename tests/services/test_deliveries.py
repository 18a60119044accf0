"""Deliveries: in order, at least once, tried again on the schedule, and kept."""

import datetime
import math

import pytest
from django.utils import timezone

from claims.models import (
    DELIVERIES,
    Acknowledgement,
    Job,
    Task,
    WebhookAttempt,
    WebhookCursor,
    WebhookSecret,
)
from claims.services import deliveries
from claims.services.deliveries import deliver, message_id, ping, resend, tidy, wake_all
from claims.services.invariants import faults
from claims.services.publication import withdraw_claim
from claims.services.record import entries
from claims.services.sending import Outcome
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


def test_next_try_is_a_job_at_its_time(newsroom):
    with receiving(lambda request: say(request, status=500)) as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")

        deliver(webhook)

    job = waiting()[str(webhook.pk)]
    assert job.scheduled_at == cursor_of(webhook).next_try_at
    assert wake_all() == 0


def test_next_try_is_a_job_at_its_time_also_where_another_waits(newsroom):
    """A publication asks for an endpoint that is being told: its job would be early."""
    with receiving(lambda request: say(request, status=500)) as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")
        assert wake_all() == 1

        deliver(webhook)

    job = waiting()[str(webhook.pk)]
    assert job.scheduled_at == cursor_of(webhook).next_try_at


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


def test_410_disables_whatever_was_sent(newsroom):
    with receiving(lambda request: say(request, status=410)) as receiver:
        tested, again = receiver.webhook(), receiver.webhook()
        newsroom.claim("published")

        ping(tested)
        resend(again, entries.get())

    assert [now(each).state for each in (tested, again)] == ["disabled"] * 2
    assert list(faults()) == []


def test_endpoint_that_moved_is_not_disabled_for_where_it_was(newsroom):
    webhook = factories.WebhookFactory()
    newsroom.claim("published")
    before = deliveries.due(webhook)
    type(webhook).objects.filter(pk=webhook.pk).update(
        url="https://new.example/hook", revision=2
    )
    message = {"type": "claim.published", "data": {"sequence": 1}}

    deliveries.settle(before, entries.get(), message, Outcome(410, 1), 1)

    assert now(webhook).state == "active"
    assert deliveries.due(webhook).url == "https://new.example/hook"


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


def test_what_is_passed_over_takes_no_longer_than_a_turn(newsroom):
    for _ in range(3):
        newsroom.claim("published")
    webhook = factories.WebhookFactory()
    webhook.topics.add(factories.TopicFactory())

    deliveries.deliver_next(deliveries.due(webhook), ends_at=0)

    assert cursor_of(webhook).delivered_through == 1


def test_cursor_that_was_moved_meanwhile_stays_there(newsroom):
    with receiving() as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")
        newsroom.claim("published")

        cursor = cursor_of(webhook)
        WebhookCursor.objects.update(delivered_through=2)
        assert not deliveries.move_on(cursor, 1)
        deliveries.try_again(cursor, 1, Outcome(500, 1))
        assert not waiting()
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


def test_ping_reaches_no_endpoint_that_was_removed_meanwhile():
    with receiving() as receiver:
        webhook = receiver.webhook(state="removed")

        ping(webhook)

    assert receiver.messages == []
    assert not WebhookAttempt.objects.exists()


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


def test_entry_that_is_passed_over_is_left_to_who_moved_the_cursor(newsroom):
    newsroom.claim("published")
    webhook = factories.WebhookFactory()
    webhook.topics.add(factories.TopicFactory())
    stale = deliveries.due(webhook)
    WebhookCursor.objects.update(delivered_through=1)

    deliveries.deliver_next(stale, ends_at=math.inf)

    assert not WebhookAttempt.objects.exists()
    assert cursor_of(webhook).delivered_through == 1


def test_disabled_endpoint_is_disabled_once():
    webhook = factories.WebhookFactory()

    deliveries.disable(webhook, "It is gone.")
    deliveries.disable(webhook, "It is slow.")

    assert now(webhook).reason == "It is gone."
    assert Job.objects.filter(task_name=Task.TELL_DISABLED).count() == 1


def test_rows_are_told_by_what_they_are_of():
    webhook = factories.WebhookFactory()

    assert str(cursor_of(webhook)) == f"{webhook.pk} through 0"
    assert str(webhook.secrets.get()) == f"of {webhook.pk}"
