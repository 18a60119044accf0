"""Webhooks: what a partner, or whoever looks after partners, does with an endpoint."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from claims.fetching import RefusedAddressError
from claims.models import (
    Partner,
    Task,
    Webhook,
    WebhookAttempt,
    WebhookCursor,
    WebhookState,
)

from .audiences import Audience
from .base import By, clean_words, edit, lock, locked, managing, write
from .deliveries import ask_anew, begin_anew, lane_of, newest_sequence
from .queue import call_off, enqueue
from .record import entries
from .sending import fetcher
from .signing import make_secret

# More than anybody needs, and few enough to be told at once.
MOST = 20
OVERLAP = timedelta(hours=24)
LONGEST_OVERLAP = timedelta(days=7)


def add_webhook(partner: Partner, *, by: By, **values: Any) -> tuple[Webhook, str]:
    """Add an endpoint, which is told what is published from now on; give its secret.

    Locks the partner. Raises ``ValidationError`` for an address that nothing is
    sent to, and where the partner has as many as it may have.
    """
    webhook = Webhook(partner=partner)
    with managing(partner, by, permission="add_webhook"):
        locked(partner)
        if partner.webhooks.standing().count() >= MOST:
            raise ValidationError(f"A partner has {MOST} webhooks at most.")
        check_address(values.get("url", ""))
        edit(webhook, **values)
        WebhookCursor.objects.create(
            webhook=webhook, delivered_through=newest_sequence()
        )
        secret = make_secret(webhook)
    return webhook, secret


def change_webhook(
    webhook: Webhook, *, revision: int, by: By, reason: str = "", **values: Any
) -> Webhook:
    """Change where an endpoint is, or what it is told, from its next message on.

    What waits to be tried again goes to another address at once, and is tried there
    as often as any: the tries before say nothing of it.
    Raises ``ConflictError`` when it is no longer at ``revision``.
    """
    with managing(webhook.partner, by, reason=reason):
        fresh = lock(webhook, revision)
        refuse_removed(fresh)
        moves = values.get("url", fresh.url) != fresh.url
        if "url" in values:
            check_address(values["url"])
        edit(fresh, **values)
        if moves and fresh.state == WebhookState.ACTIVE:
            begin_anew(fresh)
            ask_anew(fresh)
    return fresh


def check_address(url: str) -> None:
    """Refuse an address that no message would be sent to.

    Raises ``ValidationError``. Where the site itself is served over HTTPS, so must
    endpoints be, but for those that the settings name.
    """
    try:
        read = fetcher().checked(url)
    except RefusedAddressError as error:
        raise ValidationError({"url": str(error)}) from error
    named = (read.host, read.port) in settings.WEBHOOK_PRIVATE_RECEIVERS
    if settings.HTTPS and read.scheme != "https" and not named:
        raise ValidationError({"url": "Give an address that starts with https."})


def rotate_secret(webhook: Webhook, *, by: By, overlap: timedelta = OVERLAP) -> str:
    """Make a new secret and give it, the only time it is shown.

    For the ``overlap`` messages are signed with the one before too.
    """
    if not timedelta() <= overlap <= LONGEST_OVERLAP:
        raise ValidationError(
            {"overlap_hours": f"Give 0 to {LONGEST_OVERLAP // timedelta(hours=1)}."}
        )
    with managing(webhook.partner, by, reason="A new secret."):
        fresh = locked(webhook)
        refuse_removed(fresh)
        secret = make_secret(fresh, overlap=overlap)
        write(fresh)
    return secret


def enable_webhook(webhook: Webhook, *, by: By) -> Webhook:
    """Go on telling a disabled endpoint, from where it was; nothing is left out."""
    with managing(webhook.partner, by):
        fresh = locked(webhook)
        if fresh.state != WebhookState.DISABLED:
            raise ValidationError("Only a disabled webhook can be enabled.")
        write(fresh, state=WebhookState.ACTIVE, reason="")
        begin_anew(fresh)
        ask_anew(fresh)
    return fresh


def disable_webhook(webhook: Webhook, *, by: By, reason: str = "") -> Webhook:
    """Tell an endpoint nothing until it is enabled; then it is told all of it."""
    reason = clean_words("reason", reason) or "Somebody disabled it."
    with managing(webhook.partner, by, reason=reason):
        fresh = locked(webhook)
        if fresh.state != WebhookState.ACTIVE:
            raise ValidationError("Only an active webhook can be disabled.")
        write(fresh, state=WebhookState.DISABLED, reason=reason)
        begin_anew(fresh)
    return fresh


def remove_webhook(webhook: Webhook, *, by: By) -> None:
    """Take an endpoint away for good, with its secrets."""
    with managing(webhook.partner, by):
        fresh = locked(webhook)
        refuse_removed(fresh)
        write(fresh, state=WebhookState.REMOVED, reason="")
        fresh.secrets.all().delete()
        call_off(Task.DELIVER, {"webhook": fresh})


def replay(webhook: Webhook, *, after: int, by: By) -> None:
    """Tell an endpoint again all that follows an entry of the log, in order.

    Raises ``ValidationError`` for an entry it has not been told of yet, since what
    lies between would be left out.
    """
    with managing(webhook.partner, by, reason=f"Again all after {after}."):
        fresh = locked(webhook)
        refuse_disabled(fresh)
        cursor = WebhookCursor.objects.select_for_update().get(pk=fresh.pk)
        if not 0 <= after <= cursor.delivered_through:
            raise ValidationError(
                {"after": f"Give 0 to {cursor.delivered_through}: it is told of those."}
            )
        cursor.delivered_through = after
        cursor.tries, cursor.next_try_at = 0, None
        cursor.save()
        ask_anew(fresh)


def request_resend(webhook: Webhook, *, sequence: int, by: By) -> None:
    """Have one entry told again; one that waits for its next try is tried now.

    Raises ``ValidationError`` for an entry that the endpoint is not told of.
    """
    with managing(webhook.partner, by, reason=f"Again entry {sequence}."):
        fresh = locked(webhook)
        refuse_disabled(fresh)
        entry = entries.filter(pk=sequence).first()
        if entry is None or Audience.of(fresh).message(entry) is None:
            raise ValidationError({"sequence": "It is told of no such entry."})
        cursor = WebhookCursor.objects.select_for_update().get(pk=fresh.pk)
        if sequence > cursor.delivered_through:
            WebhookCursor.objects.filter(pk=fresh.pk).update(next_try_at=None)
            ask_anew(fresh)
        else:
            enqueue(
                Task.RESEND, {"webhook": fresh, "entry": entry}, lane=lane_of(cursor)
            )


def resend_attempt(attempt: WebhookAttempt, *, by: By) -> None:
    """Have the entry of an attempt told again; as ``request_resend``."""
    if attempt.sequence is None:
        raise ValidationError("This was a test: send another one.")
    request_resend(attempt.webhook, sequence=attempt.sequence, by=by)


def request_ping(webhook: Webhook, *, by: By) -> None:
    """Have an endpoint sent a test, also one that is disabled."""
    with managing(webhook.partner, by, reason="A test."):
        fresh = locked(webhook)
        refuse_removed(fresh)
        enqueue(Task.PING, {"webhook": fresh}, lane=lane_of(fresh.cursor))


def refuse_removed(webhook: Webhook) -> None:
    """Raise ``ValidationError`` for an endpoint that was removed."""
    if webhook.state == WebhookState.REMOVED:
        raise ValidationError("This webhook was removed.")


def refuse_disabled(webhook: Webhook) -> None:
    """Raise ``ValidationError`` for an endpoint that is told nothing."""
    if webhook.state != WebhookState.ACTIVE:
        raise ValidationError("Enable this webhook first.")
