"""Signing messages as Standard Webhooks says, with secrets that are kept sealed."""

import base64
import secrets
from datetime import datetime, timedelta

from django.utils import timezone
from standardwebhooks import Webhook as Signer

from claims.models import Webhook, WebhookSecret

from .sealing import seal, unseal

BYTES = 32


def make_secret(webhook: Webhook, *, overlap: timedelta = timedelta()) -> str:
    """Make an endpoint's new secret and give it; the one before ends after ``overlap``.

    Until then messages carry both signatures. The caller holds the endpoint's lock.
    """
    ends_at = timezone.now() + overlap
    valid = webhook.secrets.valid()
    valid.filter(expires_at=None).update(expires_at=ends_at)
    valid.filter(expires_at__gt=ends_at).update(expires_at=ends_at)
    secret = f"whsec_{base64.b64encode(secrets.token_bytes(BYTES)).decode()}"
    WebhookSecret.objects.create(webhook=webhook, sealed=seal(secret.encode()).decode())
    return secret


def signatures(webhook: Webhook, message_id: str, at: datetime, body: bytes) -> str:
    """Sign a message with each secret that is valid; the newest first.

    Raises ``UnreadableError`` where the site's own secret has changed.
    """
    return " ".join(
        Signer(unseal(each.sealed.encode()).decode()).sign(
            message_id, at, body.decode()
        )
        for each in webhook.secrets.valid()
    )
