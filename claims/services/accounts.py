"""What is done to accounts: second factors and sessions, one's own and a person's."""

from importlib import import_module
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

APPROVALS = ("claims.approve_review", "claims.publish_claim")
MANAGERS = "Partner manager"


def has_second_factor(person: User) -> bool:
    """Tell whether a person logs in with more than a password."""
    factors = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user=person, type__in=factors).exists()


def needs_second_factor(person: User) -> bool:
    """Tell whether what a person may do asks for a second factor."""
    return (
        any(person.has_perm(permission) for permission in APPROVALS)
        or person.groups.filter(name=MANAGERS).exists()
    )


def lacks_second_factor(person: User) -> bool:
    """Tell whether a person has to set one up before all else; the demo's do not."""
    return (
        not settings.DEMO
        and not has_second_factor(person)
        and needs_second_factor(person)
    )


@transaction.atomic
def use_code(person: User, code: str) -> Authenticator | None:
    """Use up a person's one-time or recovery code; ``None`` where it is not good.

    A one-time code is good once, and so are those before it: the step of the last
    one is kept. Locks the person's factors, so of many posts of one code one gets in.
    """
    factors = Authenticator.objects.select_for_update().filter(user=person)
    for factor in factors.exclude(type=Authenticator.Type.WEBAUTHN).order_by("-type"):
        if factor.type == Authenticator.Type.TOTP:
            accepted = _use_one_time_code(factor, code)
        else:
            accepted = factor.wrap().validate_code(code)
        if accepted:
            return factor
    return None


def _use_one_time_code(factor: Authenticator, code: str) -> bool:
    secret = decrypt(factor.data["secret"])
    typed = "".join(code.split())
    for step in yield_hotp_counters_from_time():
        expected = format_hotp_value(hotp_value(secret, step))
        if step > factor.data.get("step", 0) and constant_time_compare(typed, expected):
            factor.data["step"] = step
            factor.save(update_fields=["data"])
            return True
    return False


@transaction.atomic
def reset_second_factor(person: User, *, by: User) -> None:
    """Take a person's second factors away, who has lost them, and end the sessions.

    The person sets up new ones at the next login. It stands in the admin's log.
    """
    check_may_manage(person, by)
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person, by=by)
    log(person, by, "The second factor was reset.")


def sessions_of(person: User) -> list[UserSession]:
    """List the sessions in which a person is logged in, the newest first."""
    listed = UserSession.objects.filter(user=person).order_by("-created_at", "-pk")
    alive = Session.objects.filter(
        session_key__in=listed.values("session_key"), expire_date__gt=timezone.now()
    )
    valid = person.get_session_auth_hash()
    keys = {
        session.session_key
        for session in alive
        if session.get_decoded().get(HASH_SESSION_KEY) == valid
    }
    return [session for session in listed if session.session_key in keys]


@transaction.atomic
def end_session(session: UserSession, *, by: User) -> None:
    """Log a person out of one browser."""
    check_may_manage(session.user, by)
    _end([session])
    if session.user != by:
        log(session.user, by, "A session was ended.")


@transaction.atomic
def end_sessions(person: User, *, by: User, keep: str | None = None) -> None:
    """Log a person out of every browser, but the one whose session key is ``keep``."""
    check_may_manage(person, by)
    sessions = UserSession.objects.filter(user=person)
    _end(session for session in sessions if session.session_key != keep)
    if person != by:
        log(person, by, "All sessions were ended.")


def check_may_manage(person: User, by: User) -> None:
    """Raise ``PermissionDenied`` unless ``by`` is the person or may change them.

    Only one who may do everything changes an account that may do everything.
    """
    fresh = User.objects.filter(pk=by.pk, is_active=True).first()
    if fresh is None or (
        fresh != person
        and not (
            fresh.has_perm("auth.change_user")
            and (fresh.is_superuser or not person.is_superuser)
        )
    ):
        raise PermissionDenied(f"{by} may not change the account of {person}.")


def log(person: User, by: User, message: str) -> None:
    """Write into the admin's log what was done to an account."""
    LogEntry.objects.log_actions(
        by.pk,
        User.objects.filter(pk=person.pk),
        CHANGE,
        change_message=message,
        single_object=True,
    )


def _end(sessions: Any) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for session in sessions:
        store.delete(session.session_key)
        session.delete()
