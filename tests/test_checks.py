import pytest
from django.conf import settings

from claims.checks import check_roles

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
