"""Waking the worker for what is being published."""

from claims.models import DELIVERIES, Task, Webhook

from .queue import enqueue


def wake_webhooks() -> None:
    """Have partners told of what this transaction publishes, once it is committed.

    One job however many endpoints there are, since the record's lock is held, and
    none where there is no endpoint.
    """
    if Webhook.objects.told().exists():
        enqueue(Task.WAKE, {}, lane=DELIVERIES, anew=True)
