"""The sidebar shows what a person may see."""

import pytest

from claims.admin.navigation import sidebar
from tests import factories

EVERYBODY = ["Work", "Reference", "Record"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "sections"),
    [
        ("Researcher", EVERYBODY),
        ("Fact-checker", EVERYBODY),
        ("Editor", EVERYBODY),
        ("Partner manager", [*EVERYBODY, "API"]),
        ("", []),
    ],
)
def test_sidebar_by_role(rf, people, role, sections):
    request = rf.get("/admin/")
    request.user = people[role]

    shown = sidebar(request)

    assert [section["title"] for section in shown] == sections


@pytest.mark.django_db
def test_sidebar_of_an_administrator_has_accounts_and_links_that_lead(client):
    client.force_login(factories.UserFactory(is_superuser=True))
    response = client.get("/admin/")

    shown = sidebar(response.wsgi_request)

    assert shown[-1]["title"] == "Accounts"
    for section in shown:
        for item in section["items"]:
            assert client.get(item["link"]).status_code == 200
