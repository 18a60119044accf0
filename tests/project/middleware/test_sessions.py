import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.services.accounts import sessions_of
from tests.codes import set_up_codes
from tests.factories import ClaimFactory, UserFactory
from tests.routes import routes

pytestmark = pytest.mark.django_db


# ------------------------------------------------------------------- sessions


def test_session_ends_two_hours_after_its_last_request(client, later):
    client.force_login(UserFactory())
    hour = 3600
    assert client.get("/admin/").status_code == 200
    for hours in (1.9, 3.8, 5.7):
        later(int(hours * hour))
        assert client.get("/admin/").status_code == 200

    later(int(7.8 * hour))
    assert client.get("/admin/").status_code == 302


def test_page_that_was_left_open_keeps_no_session(client, later):
    client.force_login(UserFactory(is_superuser=True))
    claim = ClaimFactory()
    address = f"/admin/claims/claim/{claim.pk}/presence/"
    assert client.get("/admin/").status_code == 200
    for minutes in range(1, 120, 20):
        later(minutes * 60)
        assert client.post(address).status_code == 200

    later(121 * 60)
    assert client.post(address).status_code == 302
    assert client.get("/admin/").status_code == 302


def test_page_that_was_left_open_ends_with_its_session(client, later):
    client.force_login(UserFactory(is_superuser=True))
    address = f"/admin/claims/claim/{ClaimFactory().pk}/presence/"
    for hours in range(12):
        later(hours * 3600)
        assert client.get("/admin/").status_code == 200

    later(12 * 3600)
    assert client.post(address).status_code == 302


def test_session_ends_twelve_hours_after_the_login(client, later):
    client.force_login(UserFactory())
    for hours in range(12):
        later(hours * 3600)
        assert client.get("/admin/").status_code == 200

    later(12 * 3600 - 30)
    assert client.get("/admin/").status_code == 200
    later(12 * 3600)
    assert client.get("/admin/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_use_of_a_session_is_written_down_once_a_minute(client, later):
    person = UserFactory()
    client.force_login(person)
    seen = []
    for seconds in (0, 30, 50, 70, 90):
        later(seconds)
        client.get("/accounts/sessions/", REMOTE_ADDR=f"192.0.2.{seconds}")
        seen.append(sessions_of(person)[0].ip)

    assert seen == ["192.0.2.0"] * 3 + ["192.0.2.70"] * 2


def test_public_pages_do_not_read_the_session(client):
    client.force_login(UserFactory())

    with CaptureQueriesContext(connection) as queries:
        client.get("/api/v1/nothing")

    assert [each["sql"] for each in queries if "session" in each["sql"]] == []


# -------------------------------------------------------------- second factor

SET_UP = "/accounts/2fa/"
LET_THROUGH = {"/admin/logout/", "/accounts/logout/", "/accounts/reauthenticate/"}


@pytest.fixture
def enforced(settings):
    settings.DEMO = False


def test_nothing_is_served_to_an_approver_without_a_second_factor(
    client, people, enforced
):
    client.force_login(people["Editor"])
    addresses = [
        address
        for address in [*routes("/admin/"), *routes("/accounts/")]
        if address not in LET_THROUGH and not address.startswith(SET_UP)
    ]

    answers = {
        (method, address): client.generic(method, address)
        for address in addresses
        for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
    }

    assert len(answers) > 500
    served = {
        each: answer
        for each, answer in answers.items()
        if (answer.status_code, answer.get("Location")) != (302, SET_UP)
    }
    assert served == {}


@pytest.mark.parametrize("demo", [True, False])
@pytest.mark.parametrize("has", [True, False])
@pytest.mark.parametrize(
    ("role", "needs"),
    [
        ("Researcher", False),
        ("Fact-checker", False),
        ("Editor", True),
        ("Partner manager", True),
        ("chief", True),
    ],
)
def test_who_is_led_to_the_set_up(client, people, settings, role, needs, has, demo):
    settings.DEMO = demo
    person = people.get(role) or UserFactory(is_superuser=True)
    if has:
        set_up_codes(person)
    client.force_login(person)

    response = client.get("/admin/")

    led = needs and not has and not demo
    assert (response.status_code == 302) is led
    assert response.get("Location") == (SET_UP if led else None)


def test_page_of_the_set_up_is_served_and_so_is_the_way_out(client, people, enforced):
    client.force_login(people["Editor"])

    assert client.get(SET_UP).status_code == 200
    assert client.get(f"{SET_UP}totp/activate/").status_code == 302
    assert client.get("/accounts/reauthenticate/").status_code == 200
    assert client.post("/accounts/logout/")["Location"] == "/accounts/login/"


def test_login_is_served_to_nobody_yet(client, enforced):
    assert client.get("/accounts/login/").status_code == 200
