"""Notices: letters to a partner, and to those at the desk who look after partners."""

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mass_mail
from django.urls import reverse

from claims.models import Webhook, WebhookState

from .accounts import MANAGERS


def tell_of_disabled(webhook: Webhook) -> None:
    """Write that an endpoint is told nothing more, and what to do; not if it is again."""
    if webhook.state != WebhookState.DISABLED:
        return
    page = reverse("admin:claims_webhook_change", args=[webhook.pk])
    words = (
        f"{webhook.url} of {webhook.partner} is sent no more messages.\n\n"
        f"{webhook.reason}\n\n"
        "Nothing is lost: once the webhook is enabled again, at the desk or through "
        "the API, it is told of everything since, in order.\n"
        f"{settings.PUBLIC_BASE_URL}{page}\n"
    )
    subject = f"A webhook of {webhook.partner} was disabled"
    to = [*people_to_tell(), webhook.partner.contact_email]
    send_mass_mail(
        [(subject, words, None, [address]) for address in dict.fromkeys(to) if address]
    )


def people_to_tell() -> list[str]:
    """Give the addresses of those at the desk who look after partners."""
    managers = User.objects.filter(groups__name=MANAGERS, is_active=True)
    return list(managers.exclude(email="").values_list("email", flat=True))
