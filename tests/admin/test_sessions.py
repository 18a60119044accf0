"""Sessions: where one is logged in, and the end of it."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.services.accounts import sessions_of
from tests.logins import LOGIN, a_person, log_in, user_of


@pytest.fixture
def person(db):
    return a_person()


def test_own_sessions_are_listed_and_ended(client, person):
    browsers = [Client(headers={"user-agent": f"Browser {n}"}) for n in range(3)]
    for each in browsers:
        log_in(each, person)
    mine, second, third = browsers

    page = mine.get("/accounts/sessions/").content.decode()
    assert all(f"Browser {n}" in page for n in range(3))
    assert page.count("This one") == 1

    [row] = [
        each
        for each in sessions_of(person)
        if each.session_key == second.session.session_key
    ]
    mine.post("/accounts/sessions/", {"session": row.pk})
    assert second.get("/admin/").status_code == 302
    assert third.get("/admin/").status_code == 200

    mine.post("/accounts/sessions/")
    assert third.get("/admin/").status_code == 302
    assert mine.get("/admin/").status_code == 200


def test_session_of_another_is_not_ended(client, person):
    other = Client()
    log_in(other, a_person())
    log_in(client, person)
    [row] = sessions_of(User.objects.get(pk=user_of(other)))

    assert client.post("/accounts/sessions/", {"session": row.pk}).status_code == 404
    assert other.get("/admin/").status_code == 200


def test_sessions_are_for_who_is_logged_in(client, db):
    response = client.get("/accounts/sessions/")

    assert response["Location"] == f"{LOGIN}?next=/accounts/sessions/"


def test_session_is_dead_after_the_logout(client, person):
    log_in(client, person)
    cookie = client.cookies["sessionid"].value
    client.post("/accounts/logout/")

    client.cookies["sessionid"] = cookie

    assert client.get("/admin/").status_code == 302


def test_session_is_dead_once_its_account_may_not_enter(client, person):
    log_in(client, person)

    User.objects.filter(pk=person.pk).update(is_staff=False)
    assert client.get("/admin/").status_code == 302
