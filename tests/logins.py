"""Logging in over the login page, and what it answers."""

import time

from django.contrib.auth.models import User

from claims.admin.login import POST
from tests import factories

LOGIN = "/accounts/login/"
CODE = "/accounts/2fa/authenticate/"
SECRET = "correct horse battery"
OTHER = "staple of another kind"
WRONG = "not correct"
TOO_MANY = "Too many wrong guesses"


def a_person(**values) -> User:
    """Make somebody who has a password."""
    person = factories.UserFactory(**values)
    person.set_password(SECRET)
    person.save()
    return person


def log_in(client, person, password=SECRET, **headers):
    """Post the login page."""
    return client.post(
        LOGIN, {"login": person.username, "password": password}, **headers
    )


def user_of(client):
    """Tell who is logged in."""
    return client.session.get("_auth_user_id")


def now() -> int:
    """Give the step of thirty seconds that codes are made for."""
    return int(time.time()) // 30


def mails_sent() -> None:
    """Wait until what has been asked for is sent."""
    POST.submit(int).result()
