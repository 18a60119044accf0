"""Webhooks: partners are told, tried again and written to."""

from claims.models import Entry, Task, Webhook
from claims.services import deliveries, notices

from .base import asked, by_the_clock


@asked(Task.WAKE)
def wake_webhooks() -> None:
    """Have every endpoint told that is behind."""
    deliveries.wake_all()


@by_the_clock(Task.CATCH_UP_WEBHOOKS, "* * * * *")
def catch_up_webhooks() -> None:
    """See each minute that no endpoint is forgotten."""
    deliveries.wake_all()


@asked(Task.DELIVER)
def deliver_webhook(webhook: str) -> None:
    """Tell an endpoint what follows its cursor."""
    deliveries.deliver(Webhook.objects.get(pk=webhook))


@asked(Task.RESEND)
def resend_entry(webhook: str, entry: str) -> None:
    """Tell an endpoint of an entry once more."""
    told = Entry.objects.using("default").get(pk=entry)
    deliveries.resend(Webhook.objects.get(pk=webhook), told)


@asked(Task.PING)
def ping_webhook(webhook: str) -> None:
    """Send an endpoint a test."""
    deliveries.ping(Webhook.objects.get(pk=webhook))


@asked(Task.TELL_DISABLED)
def tell_of_disabled(webhook: str) -> None:
    """Write that an endpoint was disabled."""
    notices.tell_of_disabled(Webhook.objects.select_related("partner").get(pk=webhook))
