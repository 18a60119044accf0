"""A partner's own endpoints through the API; another's are not there at all."""

import uuid

import pytest
from django.db.models import F

from claims.models import Job, KeptAnswer, Partner, Scope, Task, Webhook
from claims.services.signing import make_secret
from tests import factories
from tests.api.v1.partnering import WEBHOOKS, Machine
from tests.receiving import secrets_of
from tests.stories import now

URL = "https://partner.example/hook"


@pytest.fixture
def machine(committed):
    return Machine(factories.PartnerFactory())


@pytest.fixture
def webhook(machine):
    return factories.WebhookFactory(partner=machine.partner)


def at(webhook, below=""):
    return f"{WEBHOOKS}{webhook.pk}/{below}"


def test_webhook_is_made_and_its_secret_shown_once(machine):
    response = machine.ask("POST", WEBHOOKS, {"url": URL})

    assert response.status_code == 201
    document = response.json()
    webhook = Webhook.objects.get()
    assert response["Location"].endswith(f"/api/v1/webhooks/{webhook.pk}/")
    assert response["Cache-Control"] == "private, no-cache"
    assert [document.pop("secret")] == secrets_of(webhook)
    assert machine.ask("GET", at(webhook)).json() == document
    assert document["event_types"] == [
        "claim.published",
        "claim.updated",
        "claim.corrected",
        "claim.withdrawn",
    ]
    assert (document["url"], document["state"], document["payload"]) == (
        URL,
        "active",
        "thin",
    )
    assert machine.ask("GET", WEBHOOKS).json() == {"results": [document]}


def test_post_sent_again_makes_one_and_its_kept_answer_hides_the_secret(machine):
    key = uuid.uuid4().hex

    first, again = (
        machine.ask("POST", WEBHOOKS, {"url": URL}, **{"Idempotency-Key": key})
        for _ in range(2)
    )

    assert Webhook.objects.count() == 1
    assert again.json() == first.json()
    assert again["Idempotency-Replayed"] == "true"
    secret = first.json()["secret"].removeprefix("whsec_")
    assert secret.encode() not in bytes(KeptAnswer.objects.get().body)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ([], ""),
        ({}, "/url"),
        ({"url": ""}, "/url"),
        ({"url": 5}, "/url"),
        ({"url": "ftp://partner.example/"}, "/url"),
        ({"url": "https://me:secret@partner.example/"}, "/url"),
        ({"url": "https://partner.example:22/"}, "/url"),
        ({"url": "https://0x7f.1/"}, "/url"),
        ({"url": URL, "secret": "whsec_"}, "/secret"),
        ({"url": URL, "state": "active"}, "/state"),
        ({"url": URL, "event_types": []}, "/event_types"),
        ({"url": URL, "event_types": ["ping"]}, "/event_types"),
        ({"url": URL, "payload": "fat"}, "/payload"),
        ({"url": URL, "languages": ["not a tag"]}, "/languages"),
        ({"url": URL, "topics": ["war"]}, "/topics"),
        ({"url": URL, "topics": [str(uuid.uuid4())]}, "/topics"),
    ],
)
def test_what_cannot_be_taken_is_told_by_its_place(machine, body, pointer):
    response = machine.ask("POST", WEBHOOKS, body)

    assert response.status_code == 422, response.content
    assert {
        each["pointer"].rpartition("/0")[0] or each["pointer"]
        for each in response.json()["errors"]
    } == {pointer}
    assert not Webhook.objects.exists()


def test_topics_are_those_that_have_a_claim_in_a_language_that_may_be_seen(
    machine, publish
):
    seen, unseen = (publish(language=language).claim.topic for language in ("en", "hy"))
    Partner.objects.update(languages=["en"], revision=F("revision") + 1)

    taken, refused = (
        machine.ask("POST", WEBHOOKS, {"url": URL, "topics": [str(topic.pk)]})
        for topic in (seen, unseen)
    )
    listed = machine.ask("GET", WEBHOOKS).json()["results"]
    Partner.objects.update(languages=["fr"], revision=F("revision") + 1)
    hidden = machine.ask("GET", WEBHOOKS).json()["results"]

    assert taken.json()["topics"] == [str(seen.pk)]
    assert refused.status_code == 422
    assert [each["topics"] for each in listed] == [[str(seen.pk)]]
    assert [each["topics"] for each in hidden] == [[]]


def test_topics_are_those_that_are_public_and_may_be_seen(machine, publish):
    seen, unseen = (publish().claim.topic for _ in range(2))
    draft = factories.TopicFactory()
    machine.partner.topics.set([seen, draft])

    taken, *refused = (
        machine.ask("POST", WEBHOOKS, {"url": URL, "topics": [str(topic.pk)]})
        for topic in (seen, unseen, draft)
    )

    assert taken.json()["topics"] == [str(seen.pk)]
    assert {each.status_code for each in refused} == {422}
    assert {each.json()["errors"][0]["detail"] for each in refused} == {
        f"There is no topic {topic.pk}." for topic in (unseen, draft)
    }


def test_topic_in_a_language_that_may_not_be_seen_is_not_there(machine, publish):
    seen, unseen = (
        publish(factories.ClaimFactory(language=language)).claim.topic
        for language in ("hy", "en")
    )
    type(machine.partner).objects.update(languages=["hy"], revision=2)

    taken, refused = (
        machine.ask("POST", WEBHOOKS, {"url": URL, "topics": [str(topic.pk)]})
        for topic in (seen, unseen)
    )

    assert taken.json()["topics"] == [str(seen.pk)]
    assert refused.status_code == 422
    listed = machine.ask("GET", WEBHOOKS).json()["results"]
    assert [each["topics"] for each in listed] == [[str(seen.pk)]]


def test_everything_public_may_be_asked_for_by_who_may_see_everything(machine, publish):
    topic = publish().claim.topic

    response = machine.ask("POST", WEBHOOKS, {"url": URL, "topics": [str(topic.pk)]})

    assert response.json()["topics"] == [str(topic.pk)]


def test_change_disable_and_enable(machine, webhook):
    changed = machine.ask(
        "PATCH", at(webhook), {"payload": "full", "languages": ["hy"]}
    )
    assert changed.status_code == 200
    assert (changed.json()["payload"], changed.json()["languages"]) == ("full", ["hy"])

    disabled = machine.ask("PATCH", at(webhook), {"state": "disabled"}).json()
    assert (disabled["state"], disabled["reason"]) == (
        "disabled",
        "Somebody disabled it.",
    )
    assert machine.ask("PATCH", at(webhook), {"state": "disabled"}).status_code == 200

    enabled = machine.ask("PATCH", at(webhook), {"state": "active"}).json()
    assert (enabled["state"], enabled["reason"]) == ("active", "")
    assert now(webhook).revision == 4


def test_change_that_cannot_be_taken_changes_nothing(machine, webhook):
    response = machine.ask("PATCH", at(webhook), {"url": "http://127.1/"})

    assert response.status_code == 422
    assert now(webhook).url == webhook.url


def test_change_at_the_same_moment_is_409(machine, webhook, monkeypatch):
    from claims.api.v1 import webhooks

    def stale(webhook, *, revision, **values):
        return change(webhook, revision=revision - 1, **values)

    change = webhooks.change_webhook
    monkeypatch.setattr(webhooks, "change_webhook", stale)

    assert machine.ask("PATCH", at(webhook), {"payload": "full"}).status_code == 409


def test_removed_webhook_is_gone_with_its_secrets(machine, webhook):
    assert machine.ask("DELETE", at(webhook)).status_code == 204

    assert secrets_of(webhook) == []
    assert machine.ask("DELETE", at(webhook)).status_code == 404
    assert machine.ask("GET", WEBHOOKS).json() == {"results": []}


def test_new_secret_signs_beside_the_one_before(machine, webhook):
    [before] = secrets_of(webhook)

    response = machine.ask("POST", at(webhook, "secret/"), {})

    assert response.status_code == 201
    assert secrets_of(webhook) == [response.json()["secret"], before]
    assert list(webhook.secrets.valid()) == list(webhook.secrets.all())


@pytest.mark.parametrize("hours", [-1, 169, "many", 1.5])
def test_overlap_has_its_limits(machine, webhook, hours):
    response = machine.ask("POST", at(webhook, "secret/"), {"overlap_hours": hours})

    assert response.status_code == 422
    assert len(secrets_of(webhook)) == 1


def test_ping_is_asked_for(machine, webhook):
    assert machine.ask("POST", at(webhook, "test/")).status_code == 202

    assert Job.objects.get().task_name == Task.PING


def test_webhook_removed_at_the_same_moment_is_told(machine, webhook, monkeypatch):
    from claims.api.v1.webhooks import WebhookView

    monkeypatch.setattr(WebhookView, "webhook", lambda view, key: webhook)
    type(webhook).objects.update(state="removed", revision=2)

    response = machine.ask("POST", at(webhook, "test/"))

    assert (response.status_code, response.json()["errors"]) == (
        422,
        [{"pointer": "", "detail": "This webhook was removed."}],
    )


WAYS = [
    ("GET", "", None),
    ("PATCH", "", {"payload": "full"}),
    ("DELETE", "", None),
    ("POST", "secret/", {}),
    ("POST", "test/", None),
    ("POST", "replay/", {"after": 0}),
    ("GET", "deliveries/", None),
    ("POST", "deliveries/1/resend/", None),
]


@pytest.mark.parametrize(("method", "below", "body"), WAYS)
def test_another_partners_webhook_is_answered_as_one_that_is_not(
    machine, method, below, body
):
    theirs = factories.WebhookFactory()
    secrets = secrets_of(theirs)

    answers = [
        machine.ask(method, f"{WEBHOOKS}{key}/{below}", body)
        for key in (theirs.pk, uuid.uuid4())
    ]

    assert [each.status_code for each in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert (now(theirs).revision, secrets_of(theirs)) == (1, secrets)
    assert not Job.objects.exists()


@pytest.mark.parametrize(("method", "below", "body"), [("POST", "", {}), *WAYS])
def test_key_without_the_scope_is_403_and_none_is_401(machine, method, below, body):
    path = WEBHOOKS if (method, below, body) == ("POST", "", {}) else None
    webhook = factories.WebhookFactory(partner=machine.partner)
    reader = Machine(machine.partner, Scope.READ, Scope.SUBMIT)
    nobody = Machine(machine.partner)
    nobody.headers = {}

    statuses = [
        each.ask(method, path or at(webhook, below), body).status_code
        for each in (reader, nobody)
    ]

    assert statuses == [403, 401]
    assert (now(webhook).revision, Job.objects.count()) == (1, 0)


def test_history_names_the_partner_and_its_key(machine, webhook):
    machine.ask("PATCH", at(webhook), {"payload": "full"})

    event = webhook.events.order_by("-pgh_id").first()
    assert event.pgh_context["username"] == f"{machine.partner} ({machine.key})"


def test_twenty_webhooks_are_the_most(machine):
    for _ in range(19):
        factories.WebhookFactory(partner=machine.partner)
    factories.WebhookFactory(partner=machine.partner, state="removed")

    answers = [machine.ask("POST", WEBHOOKS, {"url": URL}) for _ in range(2)]

    assert [each.status_code for each in answers] == [201, 422]
    assert answers[1].json()["errors"] == [
        {"pointer": "", "detail": "A partner has 20 webhooks at most."}
    ]


def test_secret_is_in_no_answer_but_the_one_that_makes_it(machine, webhook):
    secret = make_secret(webhook).removeprefix("whsec_")

    answers = [machine.ask("GET", path) for path in (WEBHOOKS, at(webhook))]

    assert all(secret not in each.content.decode() for each in answers)
