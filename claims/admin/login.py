"""Logging in: whom the library lets in, how often one may guess, what it mails."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from allauth.account import app_settings as account_settings
from allauth.account import forms as account_forms
from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.userkit import get_user_by_username
from allauth.core import context
from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from claims.passwords import MAX_LENGTH
from claims.services.guesses import (
    ACCOUNT,
    ADDRESS,
    DEVICE,
    Spending,
    give_back,
    network_of,
    spend_guess,
)

logger = logging.getLogger(__name__)

# How long a browser is known in which a person has logged in.
KNOWN_FOR = 180 * 24 * 3600

# One mail after the other, and none while somebody waits for a page: how long a mail
# takes would tell who has an account.
POST = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


def device_of(request: HttpRequest, person: User) -> str | None:
    """Name the browser, if its cookie says that the person has logged in with it.

    A cookie from before the password was changed says nothing.
    """
    cookie = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    try:
        known, password, device = signing.loads(
            cookie, salt="device", max_age=KNOWN_FOR
        )
    except signing.BadSignature:
        return None
    valid = (person.pk, person.get_session_auth_hash())
    return str(device) if (known, password) == valid else None


def purses_of(
    request: HttpRequest, person: User | None, name: str = ""
) -> list[Spending]:
    """List what a guess at a person's password is paid from.

    A browser that the person has logged in with has a purse of its own, so that
    no stranger who guesses keeps the owner out.
    """
    if person and (device := device_of(request, person)):
        return [DEVICE.of(device)]
    address = network_of(get_adapter().get_client_ip(request))
    return [ADDRESS.of(address), ACCOUNT.of(person.pk if person else digest(name))]


def digest(name: str) -> str:
    """Give a name of any length as one of a fixed length."""
    return sha256(name.casefold().encode()).hexdigest()


class DeskBackend(AuthenticationBackend):
    """Let active people in who belong to the desk."""

    def authenticate(
        self, request: HttpRequest | None, **credentials: Any
    ) -> User | None:
        if len(credentials.get("password") or "") > MAX_LENGTH:
            return None
        return super().authenticate(request, **credentials)

    def user_can_authenticate(self, user: User) -> bool:
        return bool(super().user_can_authenticate(user) and user.is_staff)


class AccountAdapter(DefaultAccountAdapter):
    """How Claimbook logs people in."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": (
            "Too many wrong guesses. Wait six minutes, or use a passkey or a browser "
            "that you have logged in with before, or set a new password by mail."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Let nobody sign up: an administrator adds people."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        name = credentials["username"]
        purses = purses_of(request, get_user_by_username(name), name)
        if not spend_guess(purses):
            raise self.validation_error("too_many_login_attempts")
        person = super().authenticate(request, **credentials)
        if person:
            give_back(purses)
        return person

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask once more unless the person logged in, or was asked, a moment ago."""
        request = context.request
        recent = time.time() - account_settings.REAUTHENTICATION_TIMEOUT
        records = get_authentication_records(request, request.user)
        return all(record["at"] < recent for record in records)

    def pre_login(
        self, request: HttpRequest, user: User, **kwargs: Any
    ) -> HttpResponse | None:
        if not user.is_staff:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def post_login(
        self, request: HttpRequest, user: User, **kwargs: Any
    ) -> HttpResponse:
        """Know the browser from now on."""
        response = super().post_login(request, user, **kwargs)
        known = (user.pk, user.get_session_auth_hash(), get_random_string(22))
        response.set_cookie(
            settings.DEVICE_COOKIE_NAME,
            signing.dumps(known, salt="device"),
            max_age=KNOWN_FOR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        POST.submit(post, self.render_mail(template_prefix, email, context))

    def send_password_reset_mail(
        self, user: User, email: str, context: dict[str, Any]
    ) -> None:
        if user.is_staff:
            super().send_password_reset_mail(user, email, context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        super().send_notification_mail(
            template_prefix, user, context, email or user.email
        )

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Lead to the address that is set, whatever host the request named."""
        address = urlsplit(super().get_reset_password_from_key_url(key))
        return f"{settings.PUBLIC_BASE_URL}{address.path}"


def post(mail: EmailMessage) -> None:
    """Send a mail; who asked for it has long had their answer."""
    try:
        mail.send()
    except OSError:
        logger.exception("A mail could not be sent.")


class LoginForm(account_forms.LoginForm):
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autofocus"] = True
