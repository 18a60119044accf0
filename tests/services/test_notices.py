"""Whom it is written to that a webhook was disabled, and what."""

import pytest
from django.core import mail

from claims.services.notices import tell_of_disabled
from tests import factories

pytestmark = pytest.mark.django_db


def test_partner_and_those_who_look_after_partners_are_told(people):
    manager, editor = people["Partner manager"], people["Editor"]
    for person, address in (
        (manager, "manager@example.org"),
        (editor, "e@example.org"),
    ):
        person.email = address
        person.save()
    gone = factories.UserFactory(email="gone@example.org", is_active=False)
    gone.groups.set(manager.groups.all())
    nowhere = factories.UserFactory(email="")
    nowhere.groups.set(manager.groups.all())
    webhook = factories.WebhookFactory(
        partner__contact_email="tech@partner.example",
        state="disabled",
        reason="It answered 410: it is gone.",
    )

    tell_of_disabled(webhook)

    assert sorted(letter.to for letter in mail.outbox) == [
        ["manager@example.org"],
        ["tech@partner.example"],
    ]
    for letter in mail.outbox:
        assert webhook.url in letter.body
        assert "It answered 410: it is gone." in letter.body
        assert str(webhook.pk) in letter.body


def test_endpoint_that_is_enabled_again_is_not_written_about():
    webhook = factories.WebhookFactory(partner__contact_email="tech@partner.example")

    tell_of_disabled(webhook)

    assert mail.outbox == []


def test_partner_without_an_address_is_not_written_to():
    webhook = factories.WebhookFactory(state="disabled", reason="Gone.")

    tell_of_disabled(webhook)

    assert mail.outbox == []
