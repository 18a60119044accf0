"""One-time codes, as an authenticator app shows them."""

from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.contrib.auth.models import User


def set_up_codes(person: User) -> str:
    """Give a person an authenticator app; return its secret."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def code_at(secret: str, step: int) -> str:
    """Give the code of a step of thirty seconds."""
    return format_hotp_value(hotp_value(secret, step))
