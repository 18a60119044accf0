import datetime

import pytest
from django.core.management import CommandError, call_command

from claims.models import ApiKey, digest_of
from tests.factories import PartnerFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(db):
    return PartnerFactory(name="Site")


def make(*arguments):
    call_command("create_api_key", *arguments)
    return ApiKey.objects.get()


@pytest.mark.parametrize(
    ("expires", "ends_at"),
    [
        (None, None),
        ("2100-01-01", datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)),
        (
            "2100-01-01T12:30",
            datetime.datetime(2100, 1, 1, 12, 30, tzinfo=datetime.UTC),
        ),
        (
            "2100-01-01T12:30+01:00",
            datetime.datetime(2100, 1, 1, 11, 30, tzinfo=datetime.UTC),
        ),
    ],
)
def test_key_is_printed_this_once(partner, people, capsys, expires, ends_at):
    options = [f"--expires={expires}"] if expires else []
    by = people["Partner manager"].username

    row = make("Site", "--scope=read", "--scope=submit", f"--by={by}", *options)

    printed = capsys.readouterr()
    assert digest_of(printed.out.strip()) == row.digest
    assert printed.out.strip() not in printed.err
    assert (row.partner, row.scopes) == (partner, ["read", "submit"])
    assert row.expires_at == ends_at


def test_token_is_the_persons_own(people, capsys):
    person = people["Editor"]

    row = make("--person", person.username, "--scope=desk")

    assert row.person == person
    assert digest_of(capsys.readouterr().out.strip()) == row.digest


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Site", "--scope=desk"], "may read, submit"),
        (["Site", "--scope=read", "--expires=2000-01-01"], "before it begins"),
        (["Site", "--scope=read", "--expires=soon"], "invalid moment"),
        (["Site", "--scope=read", "--expires=2100-13-01"], "invalid moment"),
        (["Elsewhere", "--scope=read"], "no partner 'Elsewhere'"),
        (["Site", "--scope=read", "--by=plain"], "lacks the permission"),
        (["Site", "--person=plain", "--scope=read"], "Name a partner, or a person"),
        (["--scope=read"], "Name a partner, or a person"),
        (["--person=plain", "--scope=desk"], "lacks the permission"),
    ],
)
def test_what_cannot_be_made_is_said(partner, arguments, said):
    UserFactory(is_superuser=True)
    UserFactory(username="plain")

    with pytest.raises(CommandError, match=said):
        make(*arguments)

    assert not ApiKey.objects.exists()
