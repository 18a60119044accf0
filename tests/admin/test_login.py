"""Logging in as people do it, and as those who guess."""

import time

import pytest
from allauth.account.adapter import get_adapter
from django.test import Client

from tests import factories
from tests.codes import set_up_codes
from tests.logins import (
    LOGIN,
    OTHER,
    SECRET,
    TOO_MANY,
    WRONG,
    a_person,
    log_in,
    user_of,
)


@pytest.fixture
def person(db):
    return a_person()


def test_desk_leads_to_the_login_and_back(client, person):
    asked = client.get("/admin/auth/user/", follow=True)
    [*_, (address, _)] = asked.redirect_chain
    assert address == f"{LOGIN}?next=%2Fadmin%2Fauth%2Fuser%2F"

    response = client.post(
        address,
        {"login": person.username, "password": SECRET, "next": "/admin/auth/user/"},
    )

    assert response["Location"] == "/admin/auth/user/"
    assert user_of(client) == str(person.pk)


def test_admin_has_no_login_of_its_own(client, person):
    """It would let in without a code, and look at any number of guesses."""
    editor = a_person()
    set_up_codes(editor)
    log_in(client, person)

    answers = [
        client.get("/admin/login/"),
        client.post("/admin/login/", {"username": editor, "password": SECRET}),
    ]

    assert [each["Location"] for each in answers] == ["/admin/"] * 2
    assert user_of(client) == str(person.pk)


def test_login_leads_nowhere_else(client, person):
    response = client.post(
        LOGIN,
        {"login": person.username, "password": SECRET, "next": "//evil.example/"},
    )

    assert response["Location"] == "/admin/"


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/email/"])
def test_nobody_signs_up(client, db, address):
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


def test_adapter_is_closed_too(rf):
    assert not get_adapter().is_open_for_signup(rf.get("/"))


def test_wrong_name_and_wrong_password_are_told_alike(client, person):
    wrong = log_in(client, person, "wrong")
    unknown = client.post(LOGIN, {"login": "nobody", "password": "wrong"})

    assert WRONG in wrong.content.decode()
    assert errors_of(wrong) == errors_of(unknown)


def errors_of(response):
    return response.context["form"].errors


@pytest.mark.django_db
@pytest.mark.parametrize("kept_out", [{"is_active": False}, {"is_staff": False}])
def test_who_may_not_enter_the_desk_is_not_logged_in(client, kept_out):
    response = log_in(client, a_person(**kept_out))

    assert response["Location"] == "/accounts/inactive/"
    assert "may not enter" in client.get(response["Location"]).content.decode()
    assert user_of(client) is None


def test_session_has_another_id_after_the_login(client, person):
    session = client.session
    session["planted"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key

    log_in(client, person)

    assert client.cookies["sessionid"].value != session.session_key


def guess(client, person, times, address="192.0.2.{}", **headers):
    """Guess wrongly from addresses in turn; count what was looked at."""
    looked_at = 0
    for number in range(times):
        response = log_in(
            client, person, "wrong", REMOTE_ADDR=address.format(number % 200), **headers
        )
        looked_at += WRONG in response.content.decode()
        client.cookies.clear()
    return looked_at


def test_guesses_at_an_account_are_few_from_however_many_addresses(client, person):
    assert guess(client, person, 15) == 10

    refused = log_in(client, person)

    assert TOO_MANY in refused.content.decode()
    assert user_of(client) is None


def test_guesses_from_an_address_are_few_at_however_many_accounts(client, db):
    people = [a_person() for _ in range(8)]

    looked_at = sum(guess(client, each, 5, "192.0.2.9") for each in people)

    assert looked_at == 30


def test_guesses_at_names_of_nobody_are_counted_alike(client, db):
    nobody = factories.UserFactory.build(username="nobody")

    assert guess(client, nobody, 15) == 10


def test_other_spelling_of_a_name_is_the_same_account(client, db):
    person = a_person(username="ann")
    guess(client, person, 10)

    response = client.post(
        LOGIN, {"login": "ANN", "password": "wrong"}, REMOTE_ADDR="192.0.2.77"
    )

    assert TOO_MANY in response.content.decode()


def test_owner_logs_in_from_a_known_browser_while_others_guess(client, person):
    log_in(client, person)
    client.post("/accounts/logout/")
    guess(Client(), person, 15)

    log_in(client, person)

    assert user_of(client) == str(person.pk)


def test_known_browser_has_no_more_guesses_than_others(client, person):
    log_in(client, person)
    client.post("/accounts/logout/")

    wrong = [log_in(client, person, "wrong").content.decode() for _ in range(12)]

    assert sum(WRONG in each for each in wrong) == 10


@pytest.mark.parametrize("cookie", ["forged", "of another", "of an older password"])
def test_cookie_that_proves_nothing_gives_nothing(client, person, cookie):
    another = a_person()
    log_in(client, another if cookie == "of another" else person)
    client.post("/accounts/logout/")
    if cookie == "forged":
        client.cookies["device"] = client.cookies["device"].value[:-1] + "?"
    if cookie == "of an older password":
        person.set_password(OTHER)
        person.save()
    guess(Client(), person, 15)

    response = log_in(client, person, OTHER if "older" in cookie else SECRET)

    assert TOO_MANY in response.content.decode()


@pytest.mark.parametrize(("proxies", "looked_at"), [(0, 30), (1, 50)])
def test_forwarded_address_counts_only_behind_a_proxy(
    client, db, settings, proxies, looked_at
):
    """The client itself writes the header's first part, the proxy its last."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    people = [a_person() for _ in range(10)]

    counted = sum(
        guess(
            client, each, 5, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}", address="::1"
        )
        for number, each in enumerate(people)
    )

    assert counted == looked_at


@pytest.mark.django_db
def test_header_written_by_the_client_counts_in_no_case(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    people = [a_person() for _ in range(10)]

    counted = sum(
        guess(client, each, 5, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 192.0.2.1")
        for number, each in enumerate(people)
    )

    assert counted == 30


@pytest.mark.drill
@pytest.mark.parametrize("addresses", [1, 200])
def test_of_ten_thousand_guesses_few_are_looked_at(client, person, addresses):
    log_in(client, person)
    client.post("/accounts/logout/")
    one = "192.0.2.1" if addresses == 1 else "192.0.2.{}"

    started = time.monotonic()
    looked_at = guess(Client(), person, 10_000, one)
    hours = (time.monotonic() - started) / 3600

    assert looked_at <= 10 + 10 * hours + 1
    log_in(client, person)
    assert user_of(client) == str(person.pk)
