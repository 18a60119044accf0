"""Logging in as people do it, and as those who guess."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse

from claims.admin.login import POST
from claims.services.accounts import sessions_of
from tests import factories
from tests.codes import code_at, set_up_codes

LOGIN = "/accounts/login/"
CODE = "/accounts/2fa/authenticate/"
RESET = "/accounts/password/reset/"
SECRET = "correct horse battery"
OTHER = "staple of another kind"
WRONG = "not correct"
TOO_MANY = "Too many wrong guesses"


@pytest.fixture
def person(db):
    return a_person()


def a_person(**values) -> User:
    person = factories.UserFactory(**values)
    person.set_password(SECRET)
    person.save()
    return person


def log_in(client, person, password=SECRET, **headers):
    return client.post(
        LOGIN, {"login": person.username, "password": password}, **headers
    )


def now():
    return int(time.time()) // 30


def user_of(client):
    return client.session.get("_auth_user_id")


def mails_sent():
    """Wait until what has been asked for is sent."""
    POST.submit(int).result()


# ---------------------------------------------------------------------- password


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
    from allauth.account.adapter import get_adapter

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


# -------------------------------------------------------------------- guessing


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


# --------------------------------------------------------------- second factor


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
    from claims.admin import login

    monkeypatch.setattr(login, "CODE", login.CODE._replace(at_once=1000))
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


# -------------------------------------------------------------------- password


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


# -------------------------------------------------------------------- sessions


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
