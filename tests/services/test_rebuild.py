import pytest

from claims.models import (
    PublishedClaim,
    PublishedFigures,
    PublishedNoun,
    PublishedShare,
    PublishedTerm,
)
from claims.services import rebuild
from claims.services.rebuild import fill_emptied_projections, rebuild_record
from claims.services.record import published_claims


@pytest.fixture
def public(committed, newsroom):
    for _ in range(4):
        newsroom.claim("published")
    newsroom.claim("withdrawn")


def projections():
    models = (
        PublishedClaim,
        PublishedTerm,
        PublishedNoun,
        PublishedShare,
        PublishedFigures,
    )
    return [list(model.objects.values()) for model in models]


@pytest.mark.parametrize("chunk", [1, 2, 1000])
def test_rebuild_record_makes_the_same_rows_again(public, monkeypatch, chunk):
    monkeypatch.setattr(rebuild, "CHUNK", chunk)
    before = projections()

    assert rebuild_record() == 0

    after = projections()
    assert [len(after[table]) for table in (0, 2, 3)] == [5, 4, 4]
    assert str(after) == str(before)


def test_rebuild_record_counts_what_differed(public):
    before = projections()
    lost, changed, *_ = published_claims.standing()
    terms = lost.terms.count()
    lost.delete()
    published_claims.filter(pk=changed.pk).update(status="refuted")

    assert rebuild_record() == 1 + terms + 1
    assert rebuild_record() == 0
    assert str(projections()) == str(before)


def test_emptied_projections_are_filled_and_others_left_alone(public):
    before = projections()
    changed = published_claims.standing().first()

    assert fill_emptied_projections(alias="owner") == 0
    published_claims.all().delete()
    assert fill_emptied_projections(alias="owner") > 0
    assert str(projections()) == str(before)
    published_claims.filter(pk=changed.pk).delete()
    assert fill_emptied_projections(alias="owner") == 0
    assert len(projections()[0]) == 4


def test_projections_with_new_columns_are_filled(public):
    before = projections()
    published_claims.update(reviews=None, dated=None)

    assert fill_emptied_projections(alias="owner") == 5
    assert str(projections()) == str(before)


def test_projections_of_an_empty_record_are_left_alone(committed):
    assert fill_emptied_projections(alias="owner") == 0
