import pytest
from django.conf import settings

from claims.checks import check_accounts, check_roles

OWN = {"default": "desk", "owner": "owner", "record": "reader"}


@pytest.mark.parametrize(
    ("users", "found"),
    [
        (OWN, []),
        ({**OWN, "replica1": "reader"}, []),
        ({**OWN, "owner": "desk"}, ["claimbook.W001"]),
        ({**OWN, "record": "desk"}, ["claimbook.W002"]),
        ({**OWN, "replica1": "desk"}, ["claimbook.W002"]),
        (dict.fromkeys(OWN, "desk"), ["claimbook.W001", "claimbook.W002"]),
    ],
)
def test_check_roles_warns_of_roles_that_are_one(monkeypatch, users, found):
    databases = {name: {"USER": user} for name, user in users.items()}
    monkeypatch.setattr(settings, "DATABASES", databases)

    warnings = check_roles(None)

    assert [each.id for each in warnings] == found
    assert all("DATABASE_" in each.hint for each in warnings)


@pytest.mark.parametrize(
    ("demo", "mail", "found"),
    [
        (False, "smtp://mail.example.org", []),
        (True, "smtp://mail.example.org", ["claimbook.W003"]),
        (False, "", ["claimbook.W004"]),
        (True, "", ["claimbook.W003", "claimbook.W004"]),
    ],
)
def test_check_accounts_warns_of_the_demo_and_of_no_mail(
    monkeypatch, demo, mail, found
):
    monkeypatch.setattr(settings, "DEMO", demo)
    monkeypatch.setattr(settings, "EMAIL_URL", mail)

    warnings = check_accounts(None)

    assert [each.id for each in warnings] == found
    assert all(each.hint for each in warnings)
