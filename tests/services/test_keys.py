import hashlib
import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from claims.models import ApiKey, events_of
from claims.services.keys import create_key, create_token, revoke_key, rotate_key
from claims.services.partners import revise_partner
from tests.factories import ApiKeyFactory, PartnerFactory
from tests.stories import now

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def by(people):
    return people["Partner manager"]


def test_key_is_256_bits_of_which_only_prefix_and_digest_are_kept(by):
    row, text = create_key(
        PartnerFactory(), scopes=["submit", "read", "read"], name="Site", by=by
    )

    assert re.fullmatch(r"cb_[0-9a-z]{8}_[\w-]{43}", text)
    assert row.prefix == text[:11]
    assert row.digest == hashlib.sha256(text.encode()).hexdigest()
    assert now(row).scopes == ["read", "submit"]
    for table in (ApiKey, events_of(ApiKey)):
        assert text[12:] not in repr(list(table._default_manager.values()))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["desk"]}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"scopes": ["read"], "expires_at": timezone.now() - DAY}, "expires_at"),
    ],
)
def test_key_that_makes_no_sense_is_refused(by, values, field):
    with pytest.raises(ValidationError) as refused:
        create_key(PartnerFactory(), **values, by=by)

    assert field in refused.value.error_dict
    assert not ApiKey.objects.exists()


def test_partner_that_is_not_active_gets_no_key(by):
    partner = PartnerFactory()
    revise_partner(partner, is_active=False, revision=1, by=by)

    with pytest.raises(ValidationError, match="not active"):
        create_key(partner, scopes=["read"], by=by)


@pytest.mark.parametrize("role", ["Researcher", "Editor", "Partner manager"])
def test_token_is_ones_own(people, role):
    row, _ = create_token(by=people[role])

    assert (row.person, row.partner) == (people[role], None)
    assert row.owner == people[role]
    assert row.scopes == ["desk", "read"]


def test_token_of_another_is_neither_rotated_nor_revoked(people, by):
    row, _ = create_token(by=people["Editor"])

    with pytest.raises(PermissionDenied, match="another person"):
        rotate_key(row, revision=1, by=by)
    with pytest.raises(PermissionDenied, match="another person"):
        revoke_key(row, by=by)

    assert now(row).standing == "works"


def test_rotated_key_goes_on_for_a_while(by):
    key, _ = create_key(PartnerFactory(), scopes=["read"], name="Site", by=by)

    new, text = rotate_key(key, overlap=2 * DAY, revision=1, by=by)

    assert (new.partner, new.scopes, new.name) == (key.partner, ["read"], "Site")
    assert (new.replaces, new.expires_at) == (key, None)
    assert text.startswith(new.prefix)
    assert now(key).standing == "works"
    assert abs(now(key).expires_at - timezone.now() - 2 * DAY) < timedelta(minutes=1)


def test_rotation_takes_over_how_long_a_key_lasts_and_prolongs_none(by):
    ends = timezone.now() + DAY
    key, _ = create_key(PartnerFactory(), scopes=["read"], expires_at=ends, by=by)

    new, _ = rotate_key(key, revision=1, by=by)

    assert now(key).expires_at == ends
    assert timedelta(0) <= new.expires_at - ends < timedelta(minutes=1)


def test_rotation_without_overlap_revokes(by):
    key = ApiKeyFactory()

    rotate_key(key, overlap=timedelta(0), revision=1, by=by)

    assert (now(key).standing, now(key).revoked_by) == ("revoked", by)


def test_ended_key_is_not_rotated(by):
    key = revoke_key(ApiKeyFactory(), by=by)

    with pytest.raises(ValidationError, match="has ended"):
        rotate_key(key, revision=2, by=by)


def test_revoked_key_stays_as_it_is(by, people):
    key = revoke_key(ApiKeyFactory(), by=by)

    again = revoke_key(key, by=by)

    assert again.revision == key.revision == 2
    assert again.revoked_at == key.revoked_at


def test_key_stands_as_it_does(by, later):
    key, _ = create_key(
        PartnerFactory(), scopes=["read"], expires_at=timezone.now() + DAY, by=by
    )
    assert key.standing == "works"

    later(86_401)

    assert key.standing == "expired"
    assert str(key) == f"{key.prefix}…"
    assert key.owner == key.partner
