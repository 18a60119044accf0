"""Partners, their keys and webhooks that a service is called on, and the call itself."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User

from claims.services import keys, partners, webhooks
from tests import factories
from tests.services.arranging import Arranged
from tests.stories import Newsroom


def a_new_partner(newsroom: Newsroom) -> Arranged:
    return (lambda by, off: partners.record_partner(name="New", by=by)), []


def a_partner(newsroom: Newsroom) -> Arranged:
    row = factories.PartnerFactory()

    def call(by: User, off: int) -> Any:
        return partners.revise_partner(row, name="Else", revision=1 + off, by=by)

    return call, [row]


def of_a_partner(newsroom: Newsroom) -> Arranged:
    row = factories.PartnerFactory()
    return (lambda by, off: keys.create_key(row, scopes=["read"], by=by)), [row]


def a_key(service: Any) -> Callable[[Newsroom], Arranged]:
    def arrange(newsroom: Newsroom) -> Arranged:
        row = factories.ApiKeyFactory()
        return (lambda by, off: service(row, revision=1 + off, by=by)), [row]

    return arrange


def a_new_webhook(newsroom: Newsroom) -> Arranged:
    row = factories.PartnerFactory()
    url = "https://partner.example/new"
    return (lambda by, off: webhooks.add_webhook(row, url=url, by=by)), [row]


def on_webhook(service: Any, **values: Any) -> Callable[[Newsroom], Arranged]:
    """Arrange an endpoint that has been told of one entry."""

    def arrange(newsroom: Newsroom) -> Arranged:
        newsroom.publish(newsroom.claim())
        row = factories.WebhookFactory()
        return (lambda by, off: service(row, by=by, **values)), [row]

    return arrange


def a_changed_webhook(newsroom: Newsroom) -> Arranged:
    row = factories.WebhookFactory()

    def call(by: User, off: int) -> Any:
        return webhooks.change_webhook(row, description="Else", revision=1 + off, by=by)

    return call, [row]


def a_disabled_webhook(newsroom: Newsroom) -> Arranged:
    row = factories.WebhookFactory(state="disabled", reason="It was slow.")
    return (lambda by, off: webhooks.enable_webhook(row, by=by)), [row]


def an_attempt(newsroom: Newsroom) -> Arranged:
    newsroom.publish(newsroom.claim())
    row = factories.WebhookAttemptFactory()
    call = webhooks.resend_attempt
    return (lambda by, off: call(row, by=by)), [row.webhook]


def without(service: Any) -> Any:
    """Give a service that takes no revision as one that does."""
    return lambda row, *, revision, by: service(row, by=by)


def a_token(newsroom: Newsroom) -> Arranged:
    return (lambda by, off: keys.create_token(by=by)), []
