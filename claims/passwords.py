"""How passwords are hashed, and how long one may be."""

from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError

MAX_LENGTH = 1024


class Argon2idHasher(Argon2PasswordHasher):
    """Argon2id as OWASP recommends it: 19 MiB, two passes, one lane.

    Django's own needs five times the memory, which is more than a web server with
    many threads has to give to whoever posts a login form.
    """

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1


class MaximumLengthValidator:
    """Refuse a password that is long only to keep the server busy."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > MAX_LENGTH:
            raise ValidationError(
                f"This password is longer than {MAX_LENGTH} characters.",
                code="password_too_long",
            )

    def get_help_text(self) -> str:
        return f"Your password may have up to {MAX_LENGTH} characters."
