"""Passwords as they are kept: slow to guess, and not slow to refuse."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import PBKDF2PasswordHasher, identify_hasher
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError

from claims.passwords import Argon2idHasher
from project.settings import PASSWORD_HASHERS  # noqa: TID251 - tests have a fast one
from tests.factories import UserFactory

SECRET = "correct horse battery"


@pytest.fixture
def person(db, settings):
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    return UserFactory()


def test_password_is_argon2id_at_the_parameters_of_owasp(person):
    person.set_password(SECRET)

    name, variant, _, parameters, *_ = person.password.split("$")
    given = dict(each.split("=") for each in parameters.split(","))
    assert (name, variant) == ("argon2", "argon2id")
    assert int(given["m"]) >= 19 * 1024
    assert int(given["t"]) >= 2
    assert int(given["p"]) >= 1


class WeakHasher(Argon2idHasher):
    memory_cost = 8192
    time_cost = 1


@pytest.mark.parametrize("hasher", [PBKDF2PasswordHasher(), WeakHasher()])
def test_older_hash_is_made_anew_at_the_login(person, hasher):
    person.password = hasher.encode(SECRET, hasher.salt())
    person.save()

    assert authenticate(None, username=person.username, password=SECRET) == person

    person.refresh_from_db()
    assert "m=19456,t=2,p=1" in person.password
    assert not identify_hasher(person.password).must_update(person.password)


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("elevenchars", "at least 12 characters"),
        ("x9" * 512 + "y", "longer than 1024 characters"),
        ("password1234", "too common"),
    ],
)
def test_password_that_is_too_short_long_or_common_is_refused(password, message):
    with pytest.raises(ValidationError, match=message):
        validate_password(password)


def test_longest_password_is_accepted_and_told():
    validate_password("x9" * 512)

    assert "Your password may have up to 1024 characters." in (
        password_validators_help_texts()
    )


def test_password_that_is_longer_is_not_even_hashed(person):
    long = "x9" * 512 + "y"
    person.set_password(long)
    person.save()

    assert authenticate(None, username=person.username, password=long) is None
