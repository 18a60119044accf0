"""Who has a claim open right now."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from claims.models import Presence
from claims.models.presence import LASTS
from claims.services.presence import be_present
from tests import factories


@pytest.mark.django_db
def test_others_are_named_while_it_lasts(people):
    claim = factories.ClaimFactory()
    for seconds in (0, LASTS.seconds - 5, LASTS.seconds + 5, 60):
        factories.PresenceFactory(
            claim=claim, seen_at=timezone.now() - timedelta(seconds=seconds)
        )
    seen = [each.person.username for each in Presence.objects.order_by("-seen_at")]

    others = be_present(claim, by=people["Editor"])

    assert others == sorted(seen[:2])
    assert Presence.objects.count() == 3
    assert str(Presence.objects.get(person=people["Editor"])).endswith(str(claim.pk))


@pytest.mark.django_db
def test_nobody_is_present_who_may_not_see_the_claim(people):
    with pytest.raises(PermissionDenied):
        be_present(factories.ClaimFactory(), by=people[""])

    assert not Presence.objects.exists()


def test_rows_that_somebody_else_clears_are_left_to_them(committed, people):
    old = timezone.now() - timedelta(minutes=5)
    stale = factories.PresenceFactory(seen_at=old)
    claim = factories.ClaimFactory()
    other = connection.copy()

    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(
            "SELECT FROM claims_presence WHERE id = %s FOR UPDATE", [stale.pk]
        )
        with connection.cursor() as mine:
            mine.execute("SET lock_timeout = '50ms'")
        be_present(claim, by=people["Editor"])
        cursor.execute("ROLLBACK")
    other.close()

    assert Presence.objects.filter(pk=stale.pk).exists()
    be_present(claim, by=people["Editor"])
    assert not Presence.objects.filter(pk=stale.pk).exists()
