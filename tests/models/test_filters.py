import pytest

from claims.models import SavedFilter
from tests import factories


@pytest.mark.django_db
def test_filters_are_seen_by_their_owner_and_where_shared_by_all():
    own, others = factories.SavedFilterFactory.create_batch(2)
    shared = factories.SavedFilterFactory(is_shared=True)

    seen = set(SavedFilter.objects.seen_by(own.owner))

    assert seen == {own, shared}
    assert others not in seen
    assert str(own) == own.name
