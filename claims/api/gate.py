"""The gate that every request for the API goes through: who asks, and how much."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import AuthenticationFailed

from claims.services.guesses import network_of
from claims.services.quotas import Purse, Standing, look, spend, tally

from . import errors
from .access import NOBODY, Access, access_of

# draft-ietf-httpapi-ratelimit-headers-11, section 5.1.
QUOTA_EXCEEDED = {
    "type": "https://iana.org/assignments/http-problem-types#quota-exceeded",
    "title": "Request cannot be satisfied as assigned quota has been exceeded",
}

Answer = Callable[[HttpRequest], HttpResponse]


class GateMiddleware:
    """Find out who asks, count the request, and say in the answer how both stand.

    ``request.access`` is who asks, for the views. An answer 304 costs nothing: a
    request that may get one is counted once its answer is known to be another. A
    browser's preflight request carries no key, does nothing and is not counted.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.access = NOBODY  # type: ignore[attr-defined]
        if request.method == "OPTIONS":
            return self.get_response(request)
        try:
            return self.admit(request)
        except (OperationalError, InterfaceError):
            return errors.no_database()

    def admit(self, request: HttpRequest) -> HttpResponse:
        """Answer, unless the key is not good or nothing is left to spend."""
        refusal = None
        try:
            access = access_of(request)
        except (ValidationError, AuthenticationFailed) as error:
            # Who guesses at keys spends what their address has.
            access, refusal = NOBODY, errors.problem(error, {})
        request.access = access  # type: ignore[attr-defined]
        purse = purse_of(request, access)
        response = refusal
        if refusal is None and may_be_free(request):
            standing = look(purse)
            if standing.is_open:
                response = self.get_response(request)
                if response.status_code != HTTPStatus.NOT_MODIFIED:
                    standing = spend(purse)
        else:
            standing = spend(purse)
            if standing.is_open and response is None:
                response = self.get_response(request)
        if not standing.is_open or response is None:
            response = too_many(purse, standing)
        tally.count(access.key_id, served=standing.is_open and refusal is None)
        describe(response, access, purse, standing)
        return response


def may_be_free(request: HttpRequest) -> bool:
    """Tell whether the answer may be that what the client has still stands."""
    return "HTTP_IF_NONE_MATCH" in request.META and request.method in ("GET", "HEAD")


def purse_of(request: HttpRequest, access: Access) -> Purse:
    """Say what a request is spent from: all keys of one owner share a purse."""
    if access.partner_id:
        limit = access.rate_limit or settings.API_RATE_LIMIT
        return Purse(f"partner:{access.partner_id}", "partner", limit)
    if access.person_id:
        return Purse(f"person:{access.person_id}", "person", settings.API_RATE_LIMIT)
    limit = settings.API_ANONYMOUS_RATE_LIMIT
    return Purse(f"address:{network_of(client_address(request))}", "anonymous", limit)


def client_address(request: HttpRequest) -> str:
    """Give the address that a request is from, as the login takes it too."""
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT or not request.META.get("REMOTE_ADDR"):
        return get_adapter().get_client_ip(request)
    return request.META["REMOTE_ADDR"]


def too_many(purse: Purse, standing: Standing) -> HttpResponse:
    """Answer 429 and say when to come back."""
    more: dict[str, Any] = {**QUOTA_EXCEEDED, "violated-policies": [purse.policy]}
    response = errors.answer(
        HTTPStatus.TOO_MANY_REQUESTS,
        f"{purse.limit} requests are let through in {purse.window} seconds.",
        **more,
    )
    response["Retry-After"] = str(standing.resets_in)
    return response


def describe(
    response: HttpResponse, access: Access, purse: Purse, standing: Standing
) -> None:
    """Say in an answer's headers what is left, on what terms, and for whom it is."""
    headers = response.headers
    headers["RateLimit-Policy"] = f'"{purse.policy}";q={purse.limit};w={purse.window}'
    headers["RateLimit"] = (
        f'"{purse.policy}";r={standing.remaining};t={standing.resets_in}'
    )
    licence = f'<{settings.PUBLIC_BASE_URL}/api/v1/licence/>; rel="license"'
    headers["Link"] = f"{headers['Link']}, {licence}" if "Link" in headers else licence
    if not access.is_anonymous and "Cache-Control" in headers:
        headers["Cache-Control"] = headers["Cache-Control"].replace("public", "private")
