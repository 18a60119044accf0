"""The documents of webhooks: how a partner is told of its own endpoints."""

import uuid
from collections.abc import Collection
from typing import Any

from rest_framework import serializers

from claims.models import (
    PING,
    UNAVAILABLE,
    EventType,
    Payload,
    Webhook,
    WebhookAttempt,
    WebhookState,
)

from .parts import timestamp

STATES = [WebhookState.ACTIVE.value, WebhookState.DISABLED.value]


class WebhookDocument(serializers.Serializer):
    """An endpoint: where it is, what it is told, and how far it has been told."""

    id = serializers.UUIDField()
    url = serializers.URLField(help_text="Where the messages are sent.")
    description = serializers.CharField()
    topics = serializers.ListField(
        child=serializers.UUIDField(), help_text="Empty for every topic."
    )
    languages = serializers.ListField(
        child=serializers.CharField(), help_text="BCP 47 tags; empty for every one."
    )
    event_types = serializers.ListField(
        child=serializers.ChoiceField(EventType.values),
        help_text="With claim.withdrawn goes claim.unavailable: the claim went to a "
        "topic or a language that the endpoint is not told of.",
    )
    payload = serializers.ChoiceField(Payload.values)
    state = serializers.ChoiceField(STATES)
    reason = serializers.CharField(help_text="Why it is disabled, else empty.")
    delivered_through = serializers.IntegerField(
        help_text="The sequence up to which it was told, or was not to be."
    )
    tries = serializers.IntegerField(
        help_text="How often the message after that has failed."
    )
    next_try_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class SecretDocument(serializers.Serializer):
    """What messages are signed with from now on; it is not shown again."""

    secret = serializers.CharField(help_text="For a library of Standard Webhooks.")


class NewWebhookDocument(WebhookDocument, SecretDocument):
    """An endpoint just made, with its secret, which is not shown again."""


class DeliveryDocument(serializers.Serializer):
    """One message that was sent, and what came back."""

    id = serializers.UUIDField()
    message_id = serializers.CharField(
        help_text="The header webhook-id; the same for each try of an entry."
    )
    type = serializers.ChoiceField([*EventType.values, UNAVAILABLE, PING])
    sequence = serializers.IntegerField(
        allow_null=True, help_text="The entry that it tells of; null for a ping."
    )
    number = serializers.IntegerField(help_text="Which try it was.")
    delivered = serializers.BooleanField(help_text="Whether 200 to 299 came back.")
    status = serializers.IntegerField(
        allow_null=True, help_text="What came back; null where nobody answered."
    )
    milliseconds = serializers.IntegerField()
    error = serializers.CharField(help_text="Why there is no status, else empty.")
    response = serializers.CharField(help_text="The beginning of what came back.")
    at = serializers.DateTimeField()


def webhook_document(webhook: Webhook, public: Collection[uuid.UUID]) -> dict[str, Any]:
    """Tell a partner of an endpoint of its own; ``public`` are the topics it knows of."""
    cursor = webhook.cursor
    chosen = {topic.pk for topic in webhook.topics.all()}
    return {
        "id": str(webhook.pk),
        "url": webhook.url,
        "description": webhook.description,
        "topics": sorted(str(key) for key in chosen & set(public)),
        "languages": webhook.languages,
        "event_types": webhook.event_types,
        "payload": webhook.payload,
        "state": webhook.state,
        "reason": webhook.reason,
        "delivered_through": cursor.delivered_through,
        "tries": cursor.tries,
        "next_try_at": cursor.next_try_at and timestamp(cursor.next_try_at),
        "created_at": timestamp(webhook.created_at),
    }


def delivery_document(attempt: WebhookAttempt) -> dict[str, Any]:
    """Tell a partner of a message that was sent to it."""
    return {
        "id": str(attempt.pk),
        "message_id": attempt.message_id,
        "type": attempt.type,
        "sequence": attempt.sequence,
        "number": attempt.number,
        "delivered": attempt.is_delivered,
        "status": attempt.status,
        "milliseconds": attempt.milliseconds,
        "error": attempt.error,
        "response": attempt.response,
        "at": timestamp(attempt.created_at),
    }
