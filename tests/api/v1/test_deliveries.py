"""What was sent to a partner, told through the API, and sent again."""

import pytest

from claims.models import Job, Task, WebhookAttempt, WebhookCursor
from claims.services.deliveries import deliver
from tests import factories
from tests.api.v1.partnering import WEBHOOKS, Machine
from tests.fetching.servers import say
from tests.receiving import receiving


@pytest.fixture
def machine(committed):
    return Machine(factories.PartnerFactory())


@pytest.fixture
def told(machine, publish):
    """Have an endpoint told of two entries, and fail at a third."""
    answers = iter([200, 200, 500])
    with receiving(lambda request: say(request, b"Aha", next(answers))) as receiver:
        webhook = receiver.webhook(partner=machine.partner)
        for _ in range(3):
            publish()
        deliver(webhook)
    return webhook


def test_deliveries_are_listed_newest_first(machine, told):
    response = machine.ask("GET", f"{WEBHOOKS}{told.pk}/deliveries/")

    page = response.json()
    assert page["next"] is None
    assert [
        (each["sequence"], each["delivered"], each["status"], each["response"])
        for each in page["results"]
    ] == [(3, False, 500, "Aha"), (2, True, 200, "Aha"), (1, True, 200, "Aha")]
    assert page["results"][0]["message_id"] == f"msg_{told.pk.hex}_3"


def test_deliveries_come_by_the_page_and_by_what_came_of_them(machine, told):
    path = f"{WEBHOOKS}{told.pk}/deliveries/"
    numbers, url = [], f"{path}?page_size=2"
    while url:
        page = machine.ask("GET", url).json()
        numbers.append([each["sequence"] for each in page["results"]])
        url = page["next"]
    assert numbers == [[3, 2], [1]]

    for delivered, expected in (("true", [2, 1]), ("false", [3])):
        page = machine.ask("GET", f"{path}?delivered={delivered}").json()
        assert [each["sequence"] for each in page["results"]] == expected


@pytest.mark.parametrize("query", ["delivered=1", "cursor=x", "page_size=0", "old=1"])
def test_unreadable_parameter_is_told(machine, told, query):
    response = machine.ask("GET", f"{WEBHOOKS}{told.pk}/deliveries/?{query}")

    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == query.partition("=")[0]


def test_delivered_entry_is_sent_again_on_its_own(machine, told):
    response = machine.ask("POST", f"{WEBHOOKS}{told.pk}/deliveries/1/resend/")

    assert response.status_code == 202
    job = Job.objects.get(task_name=Task.RESEND)
    assert job.args == {"webhook": str(told.pk), "entry": "1"}


def test_entry_that_waits_is_tried_now(machine, told):
    [waiting] = Job.objects.filter(task_name=Task.DELIVER, status="todo")
    assert waiting.scheduled_at

    response = machine.ask("POST", f"{WEBHOOKS}{told.pk}/deliveries/3/resend/")

    assert response.status_code == 202
    [job] = Job.objects.filter(task_name=Task.DELIVER, status="todo")
    assert job.scheduled_at is None
    cursor = WebhookCursor.objects.get(pk=told.pk)
    assert (cursor.tries, cursor.next_try_at) == (1, None)


@pytest.mark.parametrize("sequence", [0, 4, 10**30])
def test_entry_that_is_not_there_is_not_sent_again(machine, told, sequence):
    path = f"{WEBHOOKS}{told.pk}/deliveries/{sequence}/resend/"

    response = machine.ask("POST", path)

    assert response.status_code == 422
    assert response.json()["errors"] == [
        {"pointer": "/sequence", "detail": "It is told of no such entry."}
    ]


def test_everything_after_an_entry_is_told_again(machine, told):
    response = machine.ask("POST", f"{WEBHOOKS}{told.pk}/replay/", {"after": 0})

    assert response.status_code == 202
    with receiving() as receiver:
        told.url = f"{receiver.server.url}/hook"
        type(told).objects.filter(pk=told.pk).update(url=told.url, revision=2)
        deliver(told)
    assert [sequence for _, sequence in receiver.told] == [1, 2, 3]


@pytest.mark.parametrize("after", [-1, 3, "all", None, 2**53])
def test_replay_leaves_nothing_out(machine, told, after):
    response = machine.ask("POST", f"{WEBHOOKS}{told.pk}/replay/", {"after": after})

    assert response.status_code in (400, 422)
    assert WebhookCursor.objects.get(pk=told.pk).delivered_through == 2


def test_disabled_webhook_is_told_nothing_again(machine, told):
    machine.ask("PATCH", f"{WEBHOOKS}{told.pk}/", {"state": "disabled"})

    for below in ("replay/", "deliveries/1/resend/"):
        body = {"after": 0} if below == "replay/" else None
        response = machine.ask("POST", f"{WEBHOOKS}{told.pk}/{below}", body)
        assert response.json()["errors"] == [
            {"pointer": "", "detail": "Enable this webhook first."}
        ]
    assert WebhookAttempt.objects.count() == 3
