"""What is done with an endpoint: by the desk, or by the partner's own machine."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from claims.models import Job, Scope, Task, Webhook, WebhookCursor
from claims.services import webhooks
from claims.services.base import ConflictError
from claims.services.deliveries import deliver
from claims.services.webhooks import (
    add_webhook,
    change_webhook,
    check_address,
    disable_webhook,
    enable_webhook,
    remove_webhook,
    replay,
    request_ping,
    request_resend,
    resend_attempt,
    rotate_secret,
)
from tests import factories
from tests.fetching.servers import say
from tests.receiving import receiving, secrets_of
from tests.stories import everything, now

pytestmark = pytest.mark.django_db

URL = "https://partner.example/hook"
CALLS = {
    "add": lambda webhook, by: add_webhook(webhook.partner, by=by, url=URL),
    "change": lambda webhook, by: change_webhook(
        webhook, revision=1, by=by, payload="full"
    ),
    "rotate": lambda webhook, by: rotate_secret(webhook, by=by),
    "disable": lambda webhook, by: disable_webhook(webhook, by=by),
    "remove": lambda webhook, by: remove_webhook(webhook, by=by),
    "replay": lambda webhook, by: replay(webhook, after=0, by=by),
    "ping": lambda webhook, by: request_ping(webhook, by=by),
}


@pytest.fixture
def manager(people):
    return people["Partner manager"]


@pytest.mark.parametrize("call", CALLS)
def test_who_may_do_what(people, call):
    done = []
    for name, person in people.items():
        webhook = factories.WebhookFactory()
        try:
            CALLS[call](webhook, person)
        except PermissionDenied:
            continue
        done.append(name)
    assert done == ["Partner manager"]


@pytest.mark.parametrize("call", CALLS)
def test_key_manages_its_own_partners_webhooks_alone(call):
    webhook = factories.WebhookFactory()
    own = factories.ApiKeyFactory(partner=webhook.partner, scopes=[Scope.WEBHOOKS])
    other = factories.ApiKeyFactory(scopes=[Scope.WEBHOOKS])
    before = everything()

    with pytest.raises(PermissionDenied):
        CALLS[call](webhook, other)
    assert everything() == before
    CALLS[call](webhook, own)
    assert everything() != before


def test_new_endpoint_is_told_of_what_comes_not_of_what_was(newsroom, manager):
    newsroom.claim("published")

    webhook, secret = add_webhook(factories.PartnerFactory(), by=manager, url=URL)

    assert WebhookCursor.objects.get(pk=webhook.pk).delivered_through == 1
    assert secrets_of(webhook) == [secret]


def test_change_on_an_older_revision_is_refused(manager):
    webhook = factories.WebhookFactory()
    change_webhook(webhook, revision=1, by=manager, payload="full")

    with pytest.raises(ConflictError):
        change_webhook(webhook, revision=1, by=manager, payload="thin")


@pytest.mark.parametrize(
    ("https", "url", "named", "taken"),
    [
        (True, "https://partner.example/", [], True),
        (True, "http://partner.example/", [], False),
        (False, "http://partner.example/", [], True),
        (True, "http://10.0.0.5:9000/", [("10.0.0.5", 9000)], True),
        (True, "http://10.0.0.5:9001/", [("10.0.0.5", 9000)], False),
        (True, "https://partner.example:9000/", [], False),
        (False, "ftp://partner.example/", [], False),
        (False, "https://a:b@partner.example/", [], False),
        (False, "https://2130706433/", [], False),
    ],
)
def test_addresses_that_messages_are_sent_to(settings, https, url, named, taken):
    settings.HTTPS = https
    settings.WEBHOOK_PRIVATE_RECEIVERS = named

    if taken:
        check_address(url)
    else:
        with pytest.raises(ValidationError) as refused:
            check_address(url)
        assert list(refused.value.message_dict) == ["url"]


def test_disabled_endpoint_goes_on_where_it_was(newsroom, manager):
    answers = iter([500, 200, 200])
    with receiving(lambda request: say(request, status=next(answers))) as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")
        deliver(webhook)
        disable_webhook(webhook, by=manager, reason="They move.")
        newsroom.claim("published")
        deliver(webhook)
        assert len(receiver.told) == 1

        enable_webhook(now(webhook), by=manager)
        [job] = Job.objects.filter(task_name=Task.DELIVER, status="todo")
        assert job.scheduled_at is None
        deliver(webhook)

    assert [sequence for _, sequence in receiver.told] == [1, 1, 2]


def test_what_failed_is_tried_at_another_address_at_once(newsroom, manager):
    with receiving(lambda request: say(request, status=500)) as gone:
        webhook = gone.webhook()
        newsroom.claim("published")
        deliver(webhook)
        with receiving() as receiver:
            change_webhook(
                webhook, revision=1, by=manager, url=f"{receiver.server.url}/hook"
            )
            [job] = Job.objects.filter(task_name=Task.DELIVER, status="todo")
            deliver(webhook)

    assert job.scheduled_at is None
    assert (gone.told, receiver.told) == ([("claim.published", 1)],) * 2


@pytest.mark.parametrize(
    ("state", "call"),
    [
        ("active", enable_webhook),
        ("disabled", disable_webhook),
        ("removed", enable_webhook),
        ("removed", disable_webhook),
        ("removed", remove_webhook),
        ("removed", request_ping),
        ("removed", rotate_secret),
        ("removed", lambda each, by: change_webhook(each, revision=1, by=by)),
        ("removed", lambda each, by: replay(each, after=0, by=by)),
        ("disabled", lambda each, by: replay(each, after=0, by=by)),
        ("disabled", lambda each, by: request_resend(each, sequence=1, by=by)),
    ],
)
def test_what_does_not_fit_the_state_is_refused(manager, state, call):
    reason = "Moved." if state == "disabled" else ""
    webhook = factories.WebhookFactory(state=state, reason=reason)

    with pytest.raises(ValidationError):
        call(webhook, by=manager)


def test_removed_endpoint_waits_for_nothing(newsroom, manager):
    with receiving(lambda request: say(request, status=500)) as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")
        deliver(webhook)

        remove_webhook(webhook, by=manager)
        deliver(webhook)

    assert len(receiver.told) == 1
    assert not Job.objects.filter(task_name=Task.DELIVER).exists()
    assert secrets_of(webhook) == []


@pytest.mark.parametrize("hours", [-1, 169])
def test_overlap_has_its_limits(manager, hours):
    webhook = factories.WebhookFactory()

    with pytest.raises(ValidationError):
        rotate_secret(webhook, by=manager, overlap=datetime.timedelta(hours=hours))


def test_attempt_of_a_test_is_not_sent_again(manager):
    attempt = factories.WebhookAttemptFactory(sequence=None, type="ping")

    with pytest.raises(ValidationError, match="This was a test"):
        resend_attempt(attempt, by=manager)


def test_partner_has_twenty_at_most(manager, monkeypatch):
    monkeypatch.setattr(webhooks, "MOST", 1)
    webhook = factories.WebhookFactory()

    with pytest.raises(ValidationError, match="1 webhooks at most"):
        add_webhook(webhook.partner, by=manager, url=URL)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("state", "lost", "cannot go from active to lost"),
        ("payload", "fat", "violates check"),
        ("url", "", "violates check"),
        ("event_types", [], "violates check"),
        ("event_types", ["ping"], "violates check"),
        ("languages", ["not a tag"], "violates check"),
        ("reason", "Because.", "violates check"),
    ],
)
def test_database_refuses_what_no_endpoint_is(field, value, says):
    webhook = factories.WebhookFactory()

    with pytest.raises(IntegrityError, match=says), transaction.atomic():
        Webhook.objects.filter(pk=webhook.pk).update(**{field: value}, revision=2)


def test_removed_endpoint_never_comes_back_in_the_database():
    webhook = factories.WebhookFactory(state="removed")

    with pytest.raises(IntegrityError, match="cannot go from removed"):
        Webhook.objects.filter(pk=webhook.pk).update(state="active", revision=2)
