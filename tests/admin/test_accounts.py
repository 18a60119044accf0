"""People and groups are Django's own pages."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.admin.posts import post_of
from tests.codes import set_up_codes

SECRET = "correct horse battery"


@pytest.mark.django_db
def test_person_is_added_with_a_password(client):
    client.force_login(factories.UserFactory(is_superuser=True))
    url = reverse("admin:auth_user_add")
    post = post_of(
        client.get(url), username="newcomer", password1=SECRET, password2=SECRET
    )

    response = client.post(url, post)

    assert response.status_code == 302
    assert User.objects.get(username="newcomer").check_password(SECRET)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", ["Researcher", "Fact-checker", "Editor", "Partner manager"]
)
def test_newsroom_does_not_see_accounts(client, people, role):
    client.force_login(people[role])

    response = client.get(reverse("admin:auth_user_changelist"))

    assert response.status_code == 403


@pytest.fixture
def chief(client):
    """Log in as an administrator who may do everything."""
    chief = factories.UserFactory(is_superuser=True)
    client.force_login(chief)
    return chief


def access_of(person):
    return reverse("admin:auth_user_access", args=[person.pk])


@pytest.fixture
def browser_of():
    """Log a person in, in a browser of their own."""

    def log_in(person):
        browser = Client(headers={"user-agent": "Firefox at home"})
        browser.force_login(person)
        assert browser.get("/admin/").status_code == 200
        return browser

    return log_in


@pytest.mark.django_db
def test_second_factor_is_reset_for_who_has_lost_it(client, chief, browser_of):
    person = factories.UserFactory()
    set_up_codes(person)
    RecoveryCodes.activate(person)
    browser = browser_of(person)
    page = client.get(access_of(person)).content.decode()
    assert "TOTP Authenticator, since" in page
    assert "not used yet" in page

    response = client.post(access_of(person), {"reset": "1"}, follow=True)

    assert "The second factor is reset" in response.content.decode()
    assert "Logged in nowhere" in response.content.decode()
    assert not Authenticator.objects.exists()
    assert browser.get("/admin/").status_code == 302
    log = LogEntry.objects.filter(user=chief, object_id=str(person.pk))
    assert "The second factor was reset." in {each.change_message for each in log}


@pytest.mark.django_db
def test_page_says_who_has_yet_to_set_one_up(client, chief, people):
    pages = {
        name: client.get(access_of(people[name])).content.decode()
        for name in ("Editor", "Researcher")
    }

    assert "set up at the next login" in pages["Editor"]
    assert "set up at the next login" not in pages["Researcher"]


@pytest.mark.django_db
def test_sessions_of_a_person_are_shown_and_ended(client, chief, browser_of):
    person = factories.UserFactory()
    first, second, third = (browser_of(person) for _ in range(3))
    page = client.get(access_of(person))
    assert page.content.decode().count("Firefox at home") == 3
    [*_, oldest] = page.context["sessions"]

    client.post(access_of(person), {"session": oldest.pk})
    left = [each.get("/admin/").status_code for each in (first, second, third)]
    client.post(access_of(person))

    assert left == [302, 200, 200]
    assert [each.get("/admin/").status_code for each in (second, third)] == [302] * 2
    assert client.get("/admin/").status_code == 200


@pytest.mark.django_db
def test_button_leads_to_the_page(client, chief):
    person = factories.UserFactory()
    page = client.get(reverse("admin:auth_user_change", args=[person.pk]))
    address = f"/admin/auth/user/{person.pk}/open-access/"
    assert address in page.content.decode()

    assert client.get(address)["Location"] == access_of(person)


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["is_active", "is_staff"])
def test_who_may_not_enter_any_more_is_logged_out(client, chief, browser_of, field):
    person = factories.UserFactory()
    browser = browser_of(person)
    url = reverse("admin:auth_user_change", args=[person.pk])
    post = post_of(client.get(url))
    del post[field]

    assert client.post(url, post).status_code == 302

    setattr(person, field, True)
    person.save()
    assert browser.get("/admin/").status_code == 302


@pytest.mark.django_db
def test_other_change_of_a_person_ends_nothing(client, chief, browser_of):
    person = factories.UserFactory()
    browser = browser_of(person)
    url = reverse("admin:auth_user_change", args=[person.pk])

    client.post(url, post_of(client.get(url), first_name="Ann"))

    person.refresh_from_db()
    assert person.first_name == "Ann"
    assert browser.get("/admin/").status_code == 200


@pytest.mark.django_db
def test_administrator_of_people_does_not_rise_above_them(client):
    """One who may change people changes nobody who may do everything."""
    by, chief = factories.UserFactory(), factories.UserFactory(is_superuser=True)
    rights = Permission.objects.filter(codename__in=["view_user", "change_user"])
    by.user_permissions.set(rights)
    client.force_login(by)
    own = reverse("admin:auth_user_change", args=[by.pk])

    post = post_of(client.get(own), is_superuser="on")
    assert client.post(own, post).status_code == 302
    by.refresh_from_db()
    assert not by.is_superuser
    assert client.get(access_of(chief)).status_code == 403
    assert client.post(access_of(chief), {"reset": "1"}).status_code == 403
    password = reverse("admin:auth_user_password_change", args=[chief.pk])
    assert client.get(password).status_code == 403


@pytest.mark.django_db
def test_nobody_has_no_page(client, chief):
    assert client.get("/admin/auth/user/0/access/").status_code == 404
