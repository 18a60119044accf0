"""Middleware of the desk; public paths pass through."""

import time
import uuid
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.contrib.auth import logout
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
)
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from pghistory.middleware import HistoryMiddleware

from claims.services.accounts import has_second_factor, needs_second_factor

Answer = Callable[[HttpRequest], HttpResponse]

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")

# Once a minute it is written down that a session is in use.
SEEN_EVERY = 60

# What a person may open who has yet to set up a second factor.
OPEN_PAGES = {"account_logout", "account_reauthenticate", "logout"}


def is_desk(request: HttpRequest) -> bool:
    """Tell whether a request is for pages that people log in to."""
    return request.path_info.startswith(("/admin/", "/accounts/"))


class RequestHistoryMiddleware(HistoryMiddleware):
    """Tell the history which request, by whom, made each change."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_context(request), "request": str(uuid.uuid4())}


class PolicyMiddleware(CSPMiddleware):
    """Give the desk's pages their policy, and no page of theirs to a cache.

    Everything else gets the strict one, or that of its own view.
    """

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if is_desk(request) and not report_only:
            parts.config = settings.DESK_POLICY
        return parts

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if is_desk(request):
            response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
            if "Cache-Control" not in response.headers:
                add_never_cache_headers(response)
        return super().process_response(request, response)


class MethodMiddleware:
    """Refuse OPTIONS, TRACE and what else no page of the desk has."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_desk(request) and request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return self.get_response(request)


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
        elif now - session.get("seen", 0) >= SEEN_EVERY:
            session.setdefault("started", now)
            # To change the session is to have it end later.
            session["seen"] = now
            UserSession.objects.create_from_request(request)


class SecondFactorMiddleware:
    """Let who approves or manages partners do nothing before a second factor is set up.

    The demo newsroom is let off.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponseBase | None:
        if settings.DEMO or not is_desk(request) or not request.user.is_authenticated:
            return None
        name = str(request.resolver_match and request.resolver_match.url_name)
        if name in OPEN_PAGES or name.startswith("mfa_"):
            return None
        if has_second_factor(request.user) or not needs_second_factor(request.user):
            return None
        return redirect("mfa_index")
