import datetime

import pytest

from claims.admin.claim_list.paging import Order, Place, keys_after
from claims.models import Claim
from claims.models.base import new_id
from tests.factories import ClaimFactory


@pytest.mark.parametrize("text", ["", "x", "_", "2026-01-01", "2026_x"])
def test_place_reads_only_what_it_wrote(text):
    with pytest.raises(ValueError, match=r".+"):
        Place.read(text)


def test_place_is_read_back():
    place = Place(None, new_id())

    assert Place.read(str(place)) == place


@pytest.mark.django_db
@pytest.mark.parametrize(("number", "found"), [(1, 1), (2, 2), (5, 3)])
def test_keys_after_a_day_are_those_of_later_days_then_of_none(number, found):
    first = ClaimFactory(due_on=datetime.date(2026, 1, 1))
    later = ClaimFactory.create_batch(2, due_on=datetime.date(2026, 2, 1))
    without = ClaimFactory()
    order = Order("due_on", descending=False)

    keys = keys_after(Claim.objects.all(), order, Place.of(first, order), number)

    assert keys == [*(each.pk for each in reversed(later)), without.pk][:found]
