import pytest

from claims.models import PublishedClaim, PublishedTopic
from claims.services import rebuild
from claims.services.rebuild import rebuild_record
from claims.services.record import published_claims


@pytest.fixture
def public(committed, newsroom):
    for _ in range(4):
        newsroom.claim("published")
    newsroom.claim("withdrawn")


@pytest.mark.parametrize("chunk", [1, 2, 1000])
def test_rebuild_record_makes_the_same_rows_again(public, monkeypatch, chunk):
    monkeypatch.setattr(rebuild, "CHUNK", chunk)
    before = (
        list(PublishedClaim.objects.values()),
        list(PublishedTopic.objects.values()),
    )

    assert rebuild_record() == 0

    after = list(PublishedClaim.objects.values()), list(PublishedTopic.objects.values())
    assert [len(rows) for rows in after] == [4, 4]
    assert str(after) == str(before)


def test_rebuild_record_counts_what_differed(public):
    lost, changed, *_ = published_claims.all()
    lost.delete()
    published_claims.filter(pk=changed.pk).update(status="refuted")

    assert rebuild_record() == 2
    assert rebuild_record() == 0
