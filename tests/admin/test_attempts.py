"""What was sent to partners, at the desk."""

import pytest
from django.test import Client

from claims.models import Job, Task
from claims.services.deliveries import deliver, ping
from tests import factories
from tests.fetching.servers import say
from tests.receiving import receiving

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(people):
    client = Client()
    client.force_login(people["Partner manager"])
    return client


def page(attempt, below="change/"):
    return f"/admin/claims/webhookattempt/{attempt.pk}/{below}"


def test_attempt_is_shown_and_its_entry_sent_again(manager, newsroom):
    with receiving(lambda request: say(request, b"<script>")) as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")
        deliver(webhook)
    attempt = webhook.attempts.get()
    assert "200" in manager.get("/admin/claims/webhookattempt/").content.decode()
    shown = manager.get(page(attempt)).content.decode()
    assert "&lt;script&gt;" in shown

    manager.post(page(attempt, "act/resend_attempt/"))

    assert Job.objects.filter(task_name=Task.RESEND).exists()


def test_test_is_not_sent_again_from_its_attempt(manager):
    with receiving() as receiver:
        webhook = receiver.webhook()
        ping(webhook)
    attempt = webhook.attempts.get()
    assert "/act/" not in manager.get(page(attempt)).content.decode()

    response = manager.post(page(attempt, "act/resend_attempt/"), follow=True)

    assert "This was a test: send another one." in response.content.decode()
    assert not Job.objects.exists()


def test_attempt_without_an_answer_says_so(manager, newsroom):
    with receiving() as receiver:
        webhook = receiver.webhook()
    newsroom.claim("published")
    deliver(webhook)

    shown = manager.get(page(webhook.attempts.get())).content.decode()

    assert "no answer" in shown


def test_message_is_found_by_the_whole_of_its_id(manager):
    factories.WebhookAttemptFactory(message_id="msg_7")
    factories.WebhookAttemptFactory(message_id="msg_77")

    shown = manager.get("/admin/claims/webhookattempt/", {"q": "msg_7"})

    found = shown.context["cl"].result_list
    assert [each.message_id for each in found] == ["msg_7"]
