"""Webhooks at the desk: added, changed, tested, told again; secrets shown once."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import EventType, Job, Task, Webhook, WebhookCursor
from claims.services.deliveries import deliver
from claims.services.webhooks import remove_webhook
from tests import factories
from tests.fetching.servers import say
from tests.receiving import receiving, secrets_of
from tests.stories import now

pytestmark = pytest.mark.django_db

ADD = "/admin/claims/webhook/add/"
URL = "https://partner.example/hook"


@pytest.fixture
def manager(people):
    client = Client()
    client.force_login(people["Partner manager"])
    return client


def at(webhook, below="change"):
    return reverse(f"admin:claims_webhook_{below}", args=[webhook.pk])


def inlines(shown):
    """Give what the page says of its rows of deliveries."""
    found = r'name="(attempts-[A-Z_]+)" value="(\d+)"'
    return dict(re.findall(found, shown.content.decode()))


def test_webhook_is_added_and_leads_to_its_secret(manager):
    partner = factories.PartnerFactory()

    response = manager.post(
        ADD,
        {
            "owner": partner.pk,
            "url": URL,
            "languages": "en,hy",
            "event_types": ["claim.corrected"],
            "payload": "full",
        },
    )

    webhook = Webhook.objects.get()
    assert response["Location"] == at(webhook, "secret")
    assert (webhook.partner, webhook.languages, webhook.event_types) == (
        partner,
        ["en", "hy"],
        ["claim.corrected"],
    )
    assert len(secrets_of(webhook)) == 1


def test_list_asks_no_more_of_many_than_of_one(manager):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert manager.get("/admin/claims/webhook/").status_code == 200
        return len(queries)

    factories.WebhookFactory()
    asked()
    of_one = asked()
    factories.WebhookFactory.create_batch(4)

    assert asked() == of_one


def test_new_webhook_is_told_of_everything_unless_less_is_chosen(manager):
    shown = manager.get(ADD).content.decode()

    assert shown.count("checked") >= len(EventType.values)


def test_address_that_nothing_is_sent_to_is_refused_at_its_field(manager):
    partner = factories.PartnerFactory()
    response = manager.post(
        ADD,
        {
            "owner": partner.pk,
            "url": "https://partner.example:22/",
            "event_types": EventType.values,
            "payload": "thin",
        },
    )

    assert "Nothing is fetched from port 22." in response.content.decode()
    assert not Webhook.objects.exists()


def test_webhook_is_changed_and_not_given_to_another_partner(manager):
    webhook = factories.WebhookFactory()
    shown = manager.get(at(webhook))
    values = {
        "seen": 1,
        "owner": factories.PartnerFactory().pk,
        "url": URL,
        "description": "Corrections",
        "languages": "",
        "event_types": ["claim.withdrawn"],
        "payload": "thin",
        **inlines(shown),
    }

    response = manager.post(at(webhook), values)

    assert response.status_code == 302
    fresh = now(webhook)
    assert (fresh.description, fresh.event_types, fresh.partner) == (
        "Corrections",
        ["claim.withdrawn"],
        webhook.partner,
    )
    values["payload"] = "full"
    assert manager.post(at(webhook), values).status_code == 409


def test_secret_is_shown_once(manager):
    webhook = factories.WebhookFactory()
    [before] = secrets_of(webhook)
    assert manager.get(at(webhook, "secret")).status_code == 200

    response = manager.post(at(webhook, "secret"), {"overlap_hours": 1})

    new, kept = secrets_of(webhook)
    assert kept == before
    assert new in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    for below in ("change", "secret", "history"):
        assert new not in manager.get(at(webhook, below)).content.decode()


def test_overlap_beyond_its_limit_makes_no_secret(manager):
    webhook = factories.WebhookFactory()

    response = manager.post(at(webhook, "secret"), {"overlap_hours": 1000})

    assert response.status_code == 200
    assert len(secrets_of(webhook)) == 1


@pytest.mark.parametrize(
    ("below", "posted"), [("secret", {"overlap_hours": 1}), ("replay", {"after": 0})]
)
def test_what_the_service_refuses_is_shown_in_the_form(
    manager, monkeypatch, below, posted
):
    from claims.admin import webhooks

    webhook = factories.WebhookFactory()

    def removed_meanwhile(webhook, **values):
        type(webhook).objects.update(state="removed", revision=2)
        return service(webhook, **values)

    name = {"secret": "rotate_secret", "replay": "replay"}[below]
    service = getattr(webhooks, name)
    monkeypatch.setattr(webhooks, name, removed_meanwhile)

    shown = manager.post(at(webhook, below), posted).content.decode()

    assert "This webhook was removed." in shown or "Enable this webhook first." in shown


def test_all_from_an_entry_on_is_told_again(manager, newsroom):
    with receiving() as receiver:
        webhook = receiver.webhook()
        for _ in range(2):
            newsroom.claim("published")
        deliver(webhook)
    assert "up to 2" in manager.get(at(webhook, "replay")).content.decode()

    assert manager.post(at(webhook, "replay"), {"after": 1}).status_code == 302

    assert WebhookCursor.objects.get(pk=webhook.pk).delivered_through == 1
    assert Job.objects.filter(task_name=Task.DELIVER, status="todo").exists()


def test_page_shows_what_came_back_and_why_it_waits(manager, newsroom):
    with receiving(lambda request: say(request, status=500)) as receiver:
        webhook = receiver.webhook()
        newsroom.claim("published")
        deliver(webhook)

    shown = manager.get(at(webhook)).content.decode()

    assert "0 of 1" in shown
    assert ", after 1" in shown
    assert "500" in shown


@pytest.mark.parametrize(
    ("act", "state", "after"),
    [
        ("request_ping", "active", "active"),
        ("enable_webhook", "disabled", "active"),
        ("disable_webhook", "active", "disabled"),
        ("remove_webhook", "active", "removed"),
    ],
)
def test_acts_of_a_page(manager, act, state, after):
    reason = "Moved." if state == "disabled" else ""
    webhook = factories.WebhookFactory(state=state, reason=reason)
    buttons = re.findall(r"/act/(\w+)/", manager.get(at(webhook)).content.decode())
    assert act in buttons

    manager.post(f"/admin/claims/webhook/{webhook.pk}/act/{act}/")

    assert now(webhook).state == after


def test_removed_webhook_is_shown_and_changed_no_more(manager, people):
    webhook = factories.WebhookFactory()
    remove_webhook(webhook, by=people["Partner manager"])

    shown = manager.get(at(webhook)).content.decode()

    assert "Removed" in shown
    assert "/act/" not in shown
    assert manager.get(at(webhook, "secret")).status_code == 403


@pytest.mark.parametrize("below", ["secret", "replay"])
def test_page_of_no_webhook_is_404(manager, below):
    gone = factories.WebhookFactory.build(partner=None)

    assert manager.get(at(gone, below)).status_code == 404


def test_list_tells_where_each_stands(manager):
    webhook = factories.WebhookFactory(description="Corrections")

    shown = manager.get("/admin/claims/webhook/").content.decode()

    assert "Corrections" in shown
    assert str(webhook.partner) in shown
