"""How long a session lasts, and who needs a second factor in it."""

import time
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from claims.services.accounts import lacks_second_factor

from .policy import Answer, is_desk

# Once a minute it is written down that a session is in use.
SEEN_EVERY = 60

# What a person may open who has yet to set up a second factor.
OPEN_PAGES = {"account_logout", "account_reauthenticate", "logout"}


class SessionLimitMiddleware:
    """Note when a session was last used, and end it some hours after the login."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_desk(request) and request.user.is_authenticated:
            self.use(request)
        return self.get_response(request)

    def use(self, request: HttpRequest) -> None:
        now, session = int(time.time()), request.session
        if now - session.get("started", now) >= settings.SESSION_LIMIT:
            logout(request)
        elif is_used(request) and now - session.get("seen", 0) >= SEEN_EVERY:
            session.setdefault("started", now)
            # To change the session is to have it end later.
            session["seen"] = now
            UserSession.objects.create_from_request(request)


def is_used(request: HttpRequest) -> bool:
    """Tell whether a person asks, and not a page that was left open."""
    return not request.path_info.endswith("/presence/")


class SecondFactorMiddleware:
    """Let who approves or manages partners do nothing before a second factor is set up.

    The demo newsroom is let off.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponseBase | None:
        if not is_desk(request) or not request.user.is_authenticated:
            return None
        name = str(request.resolver_match and request.resolver_match.url_name)
        if name in OPEN_PAGES or name.startswith("mfa_"):
            return None
        return redirect("mfa_index") if lacks_second_factor(request.user) else None
