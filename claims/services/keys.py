"""Keys of partners and people's own tokens: made, rotated, revoked."""

import datetime
import secrets
import string
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from claims.models import PERSONAL_SCOPES, PREFIX_LENGTH, ApiKey, Partner, digest_of

from .base import acting, lock, locked, write

PERMISSION = "manage_keys"
# Whoever may see the desk may have tools of their own; what those do is asked anew.
OWN = "view_claim"

SIGNS = string.ascii_lowercase + string.digits
SECRET_BYTES = 32

# How long a key and the one that takes its place both work, unless said otherwise.
OVERLAP = datetime.timedelta(days=7)


class NewKey(NamedTuple):
    """A key just made: its row, and the text that nobody can show again."""

    row: ApiKey
    text: str


def create_key(
    partner: Partner,
    *,
    scopes: Iterable[str],
    name: str = "",
    expires_at: datetime.datetime | None = None,
    by: User,
    reason: str = "",
) -> NewKey:
    """Make a key of a partner that opens ``scopes``, until it expires if it does."""
    with acting(by, PERMISSION, reason=reason):
        _check_active(partner)
        row = ApiKey(partner=partner)
        return _make(row, scopes=scopes, name=name, expires_at=expires_at)


def create_token(
    *,
    scopes: Iterable[str] = PERSONAL_SCOPES,
    name: str = "",
    expires_at: datetime.datetime | None = None,
    by: User,
) -> NewKey:
    """Make a token of ``by``'s own, with which a tool does what they may do."""
    with acting(by, OWN):
        row = ApiKey(person=by)
        return _make(row, scopes=scopes, name=name, expires_at=expires_at)


def rotate_key(
    key: ApiKey,
    *,
    overlap: datetime.timedelta = OVERLAP,
    revision: int,
    by: User,
    reason: str = "",
) -> NewKey:
    """Make a key that takes another's place; both work until ``overlap`` is over.

    It opens the same, and lasts as long from now as the other did from its making.
    Locks the key; raises ``ValidationError`` for one that no longer works and
    ``ConflictError`` when it is no longer at ``revision``.
    """
    with acting(by, _permission(key), reason=reason):
        fresh = lock(key, revision)
        _check_owner(fresh, by)
        now = timezone.now()
        if not fresh.is_working(now):
            raise ValidationError("This key has ended: make another one.", code="ended")
        lasting = fresh.expires_at and now + (fresh.expires_at - fresh.created_at)
        made = ApiKey(partner=fresh.partner, person=fresh.person, replaces=fresh)
        new = _make(made, scopes=fresh.scopes, name=fresh.name, expires_at=lasting)
        if overlap > datetime.timedelta(0):
            ends = now + overlap
            write(fresh, expires_at=min(ends, fresh.expires_at or ends))
        else:
            write(fresh, revoked_at=now, revoked_by=by)
    return new


def revoke_key(key: ApiKey, *, by: User, reason: str = "") -> ApiKey:
    """End a key: no request that begins after this opens anything with it.

    Whatever else was done to the key meanwhile, so it asks for no revision; one that
    is revoked already stays as it is.
    """
    with acting(by, _permission(key), reason=reason):
        fresh = locked(key)
        _check_owner(fresh, by)
        if fresh.revoked_at is None:
            write(fresh, revoked_at=timezone.now(), revoked_by=by)
    return fresh


def _make(row: ApiKey, **values: Any) -> NewKey:
    """Give a new row its secret and save it; locks nothing that stands."""
    if values["expires_at"] is not None and values["expires_at"] <= timezone.now():
        raise ValidationError({"expires_at": "It cannot end before it begins."})
    sign = "".join(secrets.choice(SIGNS) for _ in range(PREFIX_LENGTH - 3))
    text = f"cb_{sign}_{secrets.token_urlsafe(SECRET_BYTES)}"
    values["scopes"] = sorted(set(values["scopes"]))
    write(row, prefix=text[:PREFIX_LENGTH], digest=digest_of(text), **values)
    return NewKey(row, text)


def _permission(key: ApiKey) -> str:
    return PERMISSION if key.partner_id else OWN


def _check_owner(key: ApiKey, by: User) -> None:
    if key.person_id and key.person_id != by.pk:
        raise PermissionDenied("This token is another person's.")


def _check_active(partner: Partner) -> None:
    if not locked(partner).is_active:
        raise ValidationError("This partner is not active.", code="inactive")
