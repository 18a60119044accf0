import pytest

from claims.models import Claim, sizes
from claims.models.sizes import Size, planned_rows, size_of
from tests import factories

pytestmark = pytest.mark.django_db


def test_size_of_few_rows_is_exact():
    factories.ClaimFactory.create_batch(3)

    assert size_of(Claim.objects.all()) == Size(3)
    assert size_of(Claim.objects.filter(stage="published")) == Size(0)
    assert size_of(Claim.objects.none()) == Size(0)


def test_size_of_many_filtered_rows_is_a_bound(monkeypatch):
    monkeypatch.setattr(sizes, "EXACT", 2)
    factories.ClaimFactory.create_batch(3)

    size = size_of(Claim.objects.filter(stage="draft"))

    assert size == Size(2, is_exact=False)
    assert str(size) == "more than 2"


def test_size_of_a_whole_large_table_is_estimated(monkeypatch):
    monkeypatch.setattr(sizes, "EXACT", 2)
    factories.ClaimFactory.create_batch(3)

    size = size_of(Claim.objects.all())

    assert size.is_estimate
    assert str(size).startswith("about ")


def test_size_that_is_planned_large_is_not_counted(monkeypatch):
    monkeypatch.setattr(sizes, "planned_rows", lambda rows: 412_345)
    monkeypatch.setattr(sizes, "counted", None)

    size = size_of(Claim.objects.all())

    assert str(size) == "about 410,000"


def test_planned_rows_runs_no_query_of_the_list(django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        planned_rows(Claim.objects.matching("").filter(stage="draft"))

    assert asked[0]["sql"].startswith("EXPLAIN (FORMAT JSON) SELECT")


def test_size_in_words():
    assert str(Size(9999)) == "9,999"
