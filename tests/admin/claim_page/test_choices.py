"""The rows that autocomplete fields show."""

import pytest

from claims.admin.claim_page.choices import Known
from claims.models import Topic
from tests import factories


@pytest.mark.django_db
def test_known_rows_need_no_query_and_others_are_asked_for(
    django_assert_num_queries,
):
    known, other = factories.TopicFactory(), factories.TopicFactory()
    rows = Known(Topic.objects.all(), {str(known.pk): known}).using("default")

    with django_assert_num_queries(0):
        assert list(rows.filter(id__in={str(known.pk)})) == [known]
    with django_assert_num_queries(1):
        assert list(rows.filter(id__in={str(other.pk)})) == [other]
