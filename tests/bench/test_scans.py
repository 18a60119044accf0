import pytest
from django.db import connections

from claims.bench import scans
from claims.bench.scans import scanned
from claims.bench.seed import seed


@pytest.mark.django_db(databases=["default", "record"])
def test_only_questions_are_explained():
    assert list(scanned("default", "SAVEPOINT a")) == []


def test_big_table_that_is_read_through_is_named(committed, monkeypatch):
    seed(20, lambda size: None)
    sql = "SELECT * FROM claims_claim AS one, claims_tag WHERE one.place <> ''"

    assert list(scanned("default", sql)) == []
    monkeypatch.setattr(scans, "BIG", 5)
    assert set(scanned("default", sql)) == {"claims_claim", "claims_tag"}
    connections["default"].close()
