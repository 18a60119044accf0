"""A person's visits to the desk over HTTP, one after the other, each timed."""

import contextlib
import http.client
import time

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore

from .load import WrongAnswerError
from .server import HOST


def log_in(person: User) -> dict[str, str]:
    """Open a session at the desk for somebody without a password; give its cookie."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return {settings.SESSION_COOKIE_NAME: str(session.session_key)}


def log_out(cookies: dict[str, str]) -> None:
    """End a session."""
    SessionStore(cookies[settings.SESSION_COOKIE_NAME]).flush()


def visit(port: int, path: str, cookies: dict[str, str], times: int) -> list[float]:
    """Ask for a page so many times on one connection, and say how long each took.

    Raises ``WrongAnswerError`` for another answer than a page.
    """
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    taken = []
    with contextlib.closing(connection):
        for _ in range(times):
            began = time.perf_counter()
            connection.request("GET", path, headers={"Cookie": header})
            answer = connection.getresponse()
            answer.read()
            taken.append(time.perf_counter() - began)
            if answer.status != 200:
                raise WrongAnswerError(f"{path} answers {answer.status}.")
    return taken
