"""Second factors and sessions: what is done to them, and by whom."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection

from claims.services.accounts import (
    end_session,
    end_sessions,
    has_second_factor,
    needs_second_factor,
    reset_second_factor,
    sessions_of,
    use_code,
)
from tests import factories
from tests.codes import code_at, set_up_codes

LOGIN = "/accounts/login/"


@pytest.mark.django_db
def test_code_is_used_once_and_the_ones_before_it_never_again():
    person = factories.UserFactory()
    secret = set_up_codes(person)
    now = int(time.time()) // 30

    assert use_code(person, "000000") is None
    assert use_code(person, code_at(secret, now)).user == person
    assert use_code(person, code_at(secret, now)) is None
    assert use_code(person, code_at(secret, now - 1)) is None
    spaced = f" {code_at(secret, now + 1)[:3]} {code_at(secret, now + 1)[3:]}"
    assert use_code(person, spaced)


@pytest.mark.django_db
@pytest.mark.parametrize("off", [-2, 3])
def test_code_of_another_time_is_refused(off):
    person = factories.UserFactory()
    secret = set_up_codes(person)

    assert use_code(person, code_at(secret, int(time.time()) // 30 + off)) is None


@pytest.mark.django_db
def test_recovery_code_is_used_once():
    person = factories.UserFactory()
    set_up_codes(person)
    code = RecoveryCodes.activate(person).generate_codes()[3]

    assert use_code(person, code).type == "recovery_codes"
    assert use_code(person, code) is None
    assert use_code(factories.UserFactory(), code) is None


def test_use_code_locks_the_factors(committed):
    """A second post of the same code waits, and then finds it used."""
    person = factories.UserFactory()
    set_up_codes(person)
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM mfa_authenticator FOR NO KEY UPDATE")
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        with pytest.raises(OperationalError):
            use_code(person, "000000")
    finally:
        other.rollback()
        other.close()
        connection.close()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "needs"),
    [
        ("Researcher", False),
        ("Fact-checker", False),
        ("Editor", True),
        ("Partner manager", True),
        ("", False),
    ],
)
def test_who_needs_a_second_factor(people, role, needs):
    assert needs_second_factor(people[role]) is needs


@pytest.mark.django_db
@pytest.mark.parametrize("permission", ["approve_review", "publish_claim"])
def test_who_was_given_an_approval_alone_needs_one_too(permission):
    person = factories.UserFactory()
    person.user_permissions.add(Permission.objects.get(codename=permission))

    assert needs_second_factor(person)
    assert needs_second_factor(factories.UserFactory(is_superuser=True))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "has"), [("totp", True), ("webauthn", True), ("recovery_codes", False)]
)
def test_recovery_codes_alone_are_no_second_factor(kind, has):
    person = factories.UserFactory()
    Authenticator.objects.create(user=person, type=kind, data={})

    assert has_second_factor(person) is has
    assert not has_second_factor(factories.UserFactory())


@pytest.fixture
def logged_in(client, db):
    """A person with a session, made as the login makes it."""

    def log_in(person):
        client.force_login(person)
        client.get("/accounts/sessions/")
        return UserSession.objects.get(session_key=client.session.session_key)

    return log_in


def test_reset_takes_every_factor_ends_the_sessions_and_is_logged(logged_in):
    person, by = factories.UserFactory(), factories.UserFactory(is_superuser=True)
    set_up_codes(person)
    RecoveryCodes.activate(person)
    logged_in(person)

    reset_second_factor(person, by=by)

    assert not Authenticator.objects.filter(user=person).exists()
    assert sessions_of(person) == []
    assert not Session.objects.exists()
    said = LogEntry.objects.filter(user=by, object_id=str(person.pk))
    assert "The second factor was reset." in {each.change_message for each in said}


@pytest.mark.parametrize("deed", ["reset", "end", "end all"])
@pytest.mark.parametrize(
    ("who", "whom", "allowed"),
    [
        ("administrator", "somebody", True),
        ("administrator", "chief", False),
        ("chief", "administrator", True),
        ("chief", "chief", True),
        ("somebody", "somebody", True),
        ("somebody", "administrator", False),
        ("inactive chief", "somebody", False),
    ],
)
def test_who_may_change_whose_account(logged_in, deed, who, whom, allowed):
    people = {
        "administrator": factories.UserFactory(),
        "chief": factories.UserFactory(is_superuser=True),
        "inactive chief": factories.UserFactory(is_superuser=True, is_active=False),
        "somebody": factories.UserFactory(),
    }
    people["administrator"].user_permissions.add(
        Permission.objects.get(codename="change_user")
    )
    person, by = people[whom], people[who]
    session = logged_in(person)
    deeds = {
        "reset": lambda: reset_second_factor(person, by=by),
        "end": lambda: end_session(session, by=by),
        "end all": lambda: end_sessions(person, by=by),
    }

    if allowed:
        deeds[deed]()
    else:
        with pytest.raises(PermissionDenied):
            deeds[deed]()

    assert len(sessions_of(person)) == (0 if allowed else 1)
    assert Session.objects.exists() is not allowed


def test_end_sessions_keeps_one_and_those_of_others(client, logged_in):
    person = factories.UserFactory()
    other = logged_in(factories.UserFactory())
    client.cookies.clear()
    first = logged_in(person)
    client.cookies.clear()
    kept = logged_in(person)
    assert sessions_of(person) == [kept, first]

    end_sessions(person, by=person, keep=kept.session_key)

    assert sessions_of(person) == [kept]
    assert sessions_of(other.user) == [other]
    assert not LogEntry.objects.exists()


def test_session_of_an_older_password_is_not_listed(logged_in):
    person = factories.UserFactory()
    logged_in(person)

    person.set_password("correct horse battery")
    person.save()

    assert sessions_of(person) == []


def test_sessions_are_listed_with_as_many_queries_for_11_as_for_1(
    client, logged_in, django_assert_num_queries
):
    person = factories.UserFactory()
    for number in range(11):
        client.cookies.clear()
        logged_in(person)
        if number in (0, 10):
            with django_assert_num_queries(2):
                assert len(sessions_of(person)) == number + 1
