"""Second factors as people set them up and use them."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import connection
from django.test import Client

from claims.admin import factors
from claims.services.accounts import sessions_of
from tests.codes import code_at, set_up_codes
from tests.logins import CODE, SECRET, TOO_MANY, a_person, log_in, now, user_of


@pytest.fixture
def person(db):
    return a_person()


@pytest.mark.django_db
def test_code_is_asked_for_after_the_password(client, person):
    secret = set_up_codes(person)

    response = log_in(client, person)
    assert response["Location"] == CODE
    assert user_of(client) is None
    assert client.get("/admin/").status_code == 302
    assert "Incorrect code" in client.post(CODE, {"code": "000000"}).content.decode()
    before = client.session.session_key

    client.post(CODE, {"code": code_at(secret, now())})

    assert user_of(client) == str(person.pk)
    assert client.session.session_key != before


@pytest.mark.django_db
def test_code_is_accepted_once(client, person):
    secret = set_up_codes(person)
    code = code_at(secret, now())
    log_in(client, person)
    client.post(CODE, {"code": code})
    other = Client()
    log_in(other, person)

    response = other.post(CODE, {"code": code})

    assert "Incorrect code" in response.content.decode()
    assert user_of(other) is None


@pytest.mark.django_db
def test_recovery_code_lets_in_once(client, person):
    set_up_codes(person)
    code = RecoveryCodes.activate(person).generate_codes()[0]
    clients = [Client(), Client()]
    for each in clients:
        log_in(each, person)
        each.post(CODE, {"code": code})

    assert [user_of(each) for each in clients] == [str(person.pk), None]


@pytest.mark.django_db
def test_guesses_at_codes_are_few(client, person):
    secret = set_up_codes(person)
    log_in(client, person)

    answers = [client.post(CODE, {"code": "000000"}) for _ in range(12)]
    refused = client.post(CODE, {"code": code_at(secret, now())})

    assert sum("Incorrect code" in each.content.decode() for each in answers) == 10
    assert TOO_MANY in refused.content.decode()
    assert user_of(client) is None


def post_at_once(person, secret, number):
    """Post one code from ``number`` browsers at once; count those that got in."""
    code = code_at(secret, now())
    clients = [Client() for _ in range(number)]
    # Ten guesses at a code may come at once, so a browser of ten is known.
    for each in clients:
        log_in(each, person)

    def post(client):
        try:
            client.post(CODE, {"code": code})
            return user_of(client) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return sum(pool.map(post, clients))


def test_of_posts_of_one_code_at_once_one_gets_in(committed):
    person = a_person()

    assert post_at_once(person, set_up_codes(person), 8) == 1


@pytest.mark.drill
def test_of_fifty_posts_of_one_code_at_once_one_gets_in(committed, monkeypatch):
    """With room for fifty guesses, so that the code alone decides."""
    monkeypatch.setattr(factors, "CODE", factors.CODE._replace(at_once=1000))
    person = a_person()

    assert post_at_once(person, set_up_codes(person), 50) == 1


def test_setting_up_an_app_gives_codes_and_ends_what_lacks_it(client, person):
    other = Client()
    log_in(other, person)
    log_in(client, person)
    before = client.session.session_key
    page = client.get("/accounts/2fa/totp/activate/")
    code = code_at(client.session["mfa.totp.secret"], now())
    assert page.status_code == 200

    response = client.post("/accounts/2fa/totp/activate/", {"code": code})

    assert response["Location"] == "/accounts/2fa/recovery-codes/"
    codes = client.get(response["Location"]).content.decode()
    assert len(re.findall(r"^[0-9]{8}$", codes, re.M)) >= 8
    assert client.session.session_key != before
    assert [each.session_key for each in sessions_of(person)] == [
        client.session.session_key
    ]
    assert user_of(client) == str(person.pk)
    assert other.get("/admin/").status_code == 302
    # The code that set it up is used up.
    log_in(other, person)
    assert "Incorrect" in other.post(CODE, {"code": code}).content.decode()


def test_setting_up_asks_for_the_password_when_the_login_is_long_ago(
    client, person, later
):
    log_in(client, person)
    later(6 * 60)

    response = client.get("/accounts/2fa/totp/activate/")
    assert response["Location"].startswith("/accounts/reauthenticate/")

    client.post("/accounts/reauthenticate/", {"password": SECRET})
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200


def test_code_is_asked_for_again_before_something_that_matters(client, person, later):
    secret = set_up_codes(person)
    log_in(client, person)
    client.post(CODE, {"code": code_at(secret, now())})
    later(6 * 60)
    step = int(time.time()) // 30

    address = client.get("/accounts/2fa/totp/deactivate/")["Location"]
    assert "reauthenticate" in address
    response = client.post(
        "/accounts/2fa/reauthenticate/", {"code": code_at(secret, step)}
    )

    assert response.status_code == 302
    assert client.get("/accounts/2fa/totp/deactivate/").status_code == 200
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=person).exists()
