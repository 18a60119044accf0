"""A new password: chosen, or asked for by mail."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.codes import set_up_codes
from tests.logins import (
    CODE,
    OTHER,
    SECRET,
    TOO_MANY,
    a_person,
    log_in,
    mails_sent,
    user_of,
)


@pytest.fixture
def person(db):
    return a_person()


RESET = "/accounts/password/reset/"


def test_new_password_ends_the_other_sessions(client, person, mailoutbox):
    person.email = "ann@example.org"
    person.save()
    other = Client()
    log_in(other, person)
    log_in(client, person)
    before = client.session.session_key

    response = client.post(
        reverse("admin:password_change"), {}, follow=True
    )  # Leads to the one page there is.
    assert response.redirect_chain == [("/accounts/password/change/", 302)]
    client.post(
        "/accounts/password/change/",
        {"oldpassword": SECRET, "password1": OTHER, "password2": OTHER},
    )

    person.refresh_from_db()
    assert person.check_password(OTHER)
    assert client.session.session_key != before
    assert client.get("/admin/").status_code == 200
    assert other.get("/admin/").status_code == 302
    mails_sent()
    [mail] = mailoutbox
    assert mail.to == ["ann@example.org"]
    assert "Password Changed" in mail.subject


def test_old_password_is_guessed_at_no_faster_than_at_the_login(client, person):
    log_in(client, person)
    client.cookies.pop("device")
    post = {"oldpassword": "wrong", "password1": OTHER, "password2": OTHER}

    answers = [client.post("/accounts/password/change/", post) for _ in range(11)]

    said = [each.content.decode() for each in answers]
    assert sum("current password" in each for each in said) == 10
    assert sum(TOO_MANY in each for each in said) == 1


def ask_for_mail(client, email, **headers):
    return client.post(RESET, {"email": email}, **headers)


def test_reset_mail_leads_to_a_new_password_and_in(client, person, mailoutbox):
    person.email = "ann@example.org"
    person.save()

    ask_for_mail(client, "ann@example.org", HTTP_HOST="localhost")
    mails_sent()
    [mail] = mailoutbox
    assert person.username in mail.body
    [url] = re.findall(r"http://127\.0\.0\.1:8000(\S+)", mail.body)

    page = client.get(url, follow=True)
    address = page.redirect_chain[-1][0]
    client.post(address, {"password1": OTHER, "password2": OTHER})

    person.refresh_from_db()
    assert person.check_password(OTHER)
    assert user_of(client) == str(person.pk)
    assert client.get(url).status_code == 200
    assert "Bad Token" in Client().get(url).content.decode()


def test_reset_mail_does_not_replace_the_second_factor(client, person, mailoutbox):
    person.email = "ann@example.org"
    person.save()
    set_up_codes(person)
    ask_for_mail(client, "ann@example.org")
    mails_sent()
    [url] = re.findall(r"http://127\.0\.0\.1:8000(\S+)", mailoutbox[0].body)
    address = client.get(url, follow=True).redirect_chain[-1][0]

    response = client.post(address, {"password1": OTHER, "password2": OTHER})

    assert response["Location"] == CODE
    assert user_of(client) is None


@pytest.mark.django_db
def test_reset_answers_alike_whoever_is_asked_for(client, mailoutbox):
    a_person(email="ann@example.org")
    a_person(email="gone@example.org", is_active=False)
    a_person(email="reader@example.org", is_staff=False)
    names = ["ann", "gone", "reader", "nobody"]

    answers = [ask_for_mail(client, f"{name}@example.org") for name in names]
    pages = [client.get(each["Location"]).content for each in answers]
    mails_sent()

    assert {each.status_code for each in answers} == {302}
    assert len(set(pages)) == 1
    assert [mail.to for mail in mailoutbox] == [["ann@example.org"]]


@pytest.mark.django_db
def test_reset_sends_few_mails(client, mailoutbox):
    a_person(email="ann@example.org")

    answers = [
        ask_for_mail(client, "Ann@example.org", REMOTE_ADDR=f"192.0.2.{number}")
        for number in range(7)
    ]
    mails_sent()

    assert [each.status_code for each in answers] == [302] * 5 + [200] * 2
    assert "too many requests" in answers[-1].content.decode()
    assert len(mailoutbox) == 5


@pytest.mark.django_db
def test_reset_says_when_no_mail_is_sent(client, settings):
    settings.SENDS_MAIL = False

    assert "sends no mail" in client.get(RESET).content.decode()


@pytest.mark.django_db
def test_mail_that_cannot_be_sent_is_logged(client, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    a_person(email="ann@example.org")

    assert ask_for_mail(client, "ann@example.org").status_code == 302

    mails_sent()
    assert "A mail could not be sent." in caplog.text
