"""Who asks: keys of partners, tokens of people, or nobody; and what that opens."""

import hmac
import re
import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import (
    AuthenticationFailed,
    NotAuthenticated,
    PermissionDenied,
)
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from claims.api import errors
from claims.models import (
    ALL,
    PREFIX_LENGTH,
    Allowed,
    ApiKey,
    Partner,
    Presented,
    Scope,
    digest_of,
)

# What an unknown key is compared with, so that it takes as long as a wrong one.
NO_DIGEST = digest_of("")

# What a key looks like, and what parameters are called that carry one elsewhere.
KEY = re.compile(r"cb_[0-9a-z]{8}_[\w-]{20,}")
KEY_NAMES = {"access_token", "api_key", "key"}

NOT_GOOD = "This key is unknown, expired or revoked."
IN_THE_URL = (
    "Send the key in the header “Authorization: Bearer …”, never in the address."
)


@dataclass(frozen=True)
class Access:
    """Who makes a request, and what it opens; nobody, for one without a key.

    ``partner_id`` or ``person_id`` is set with ``key_id``. ``allowed`` is what of
    the record may be seen; a read goes through it, also where it is everything.
    """

    key_id: uuid.UUID | None = None
    partner_id: uuid.UUID | None = None
    person_id: int | None = None
    scopes: frozenset[str] = frozenset()
    allowed: Allowed = ALL
    rate_limit: int | None = None
    licence_terms: str = ""
    licence_url: str = ""

    @property
    def is_anonymous(self) -> bool:
        """Tell whether no key was shown."""
        return self.key_id is None

    @cached_property
    def key(self) -> ApiKey | None:
        """The key that was shown, read when it is asked for."""
        return ApiKey.objects.get(pk=self.key_id) if self.key_id else None

    @cached_property
    def partner(self) -> Partner | None:
        """The partner whose key it is, read when it is asked for."""
        return Partner.objects.get(pk=self.partner_id) if self.partner_id else None

    @cached_property
    def person(self) -> User | None:
        """The person whose token it is, read when they are asked for."""
        return User.objects.get(pk=self.person_id) if self.person_id else None


NOBODY = Access()


def access_of(request: HttpRequest) -> Access:
    """Find out who asks.

    Raises ``AuthenticationFailed`` for a key that does not work, and
    ``ValidationError`` for a key in the address, where logs would keep it.
    """
    refuse_keys_in_address(request)
    given = request.META.get("HTTP_AUTHORIZATION")
    if given is None:
        reads = [Scope.READ] if settings.ANONYMOUS_READING else []
        return Access(scopes=frozenset(reads))
    scheme, _, key = given.partition(" ")
    if scheme.lower() != "bearer":
        raise AuthenticationFailed("Send “Authorization: Bearer” and a key.")
    found = find(key.strip())
    if found is None:
        raise AuthenticationFailed(NOT_GOOD)
    return Access(
        found.id,
        found.partner_id,
        found.person_id,
        frozenset(found.scopes),
        Allowed(frozenset(found.topics), frozenset(found.languages or [])),
        found.rate_limit,
        found.licence_terms or "",
        found.licence_url or "",
    )


def find(key: str) -> Presented | None:
    """Find the key that works; it is compared in the same time however wrong it is."""
    known = KEY.fullmatch(key)
    found = ApiKey.objects.presented(key[:PREFIX_LENGTH] if known else "")
    same = hmac.compare_digest(found.digest if found else NO_DIGEST, digest_of(key))
    return found if found and same and found.works else None


def refuse_keys_in_address(request: HttpRequest) -> None:
    """Raise ``ValidationError`` for an address that a key, or one like it, stands in.

    Google's clients name a key of Google's in each address: it opens nothing here,
    and is let pass unless it looks like one of ours.
    """
    names = set() if errors.is_google(request) else KEY_NAMES
    for name in names & request.GET.keys():
        raise ValidationError({name: IN_THE_URL})
    if KEY.search(request.path) or any(
        KEY.search(value) for _, values in request.GET.lists() for value in values
    ):
        raise ValidationError({"key": IN_THE_URL})


def allowed_to(request: Request) -> Allowed:
    """Say what of the record the asker may see."""
    access: Access = request.auth
    return access.allowed


class KeyAuthentication(BaseAuthentication):
    """Put an ``Access`` into ``request.auth``, also for a request without a key."""

    def authenticate(self, request: Request) -> tuple[Any, Access]:
        access: Access = getattr(request._request, "access", NOBODY)
        return access.person or AnonymousUser(), access

    def authenticate_header(self, request: Request) -> str:
        return errors.CHALLENGE


class HasScope(BasePermission):
    """Let through who has the view's scope: 401 without a key, 403 with another one."""

    def has_permission(self, request: Request, view: Any) -> bool:
        access: Access = request.auth
        scope = getattr(view, "scope", Scope.READ)
        if request.method == "OPTIONS" or scope is None or scope in access.scopes:
            return True
        if access.is_anonymous:
            raise NotAuthenticated("Send a key: “Authorization: Bearer …”.")
        raise PermissionDenied(f"This key does not have the scope “{scope.value}”.")
