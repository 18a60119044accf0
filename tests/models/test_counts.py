"""Counts are exact where there are few rows, and estimates where there are many."""

import pytest

from claims.bench.seed import tidy
from claims.models import Claim, Stage, Status, counts, counts_of
from claims.models.sizes import Size
from tests.factories import ClaimFactory


@pytest.mark.django_db
def test_counts_of_few_are_exact(newsroom):
    ClaimFactory.create_batch(3)
    newsroom.claim("published")

    assert counts_of(Claim, "stage", Stage.values) == {
        "draft": Size(3),
        "in_review": Size(0),
        "published": Size(1),
        "withdrawn": Size(0),
    }


def test_counts_of_many_come_from_the_statistics(committed, newsroom, monkeypatch):
    monkeypatch.setattr(counts, "EXACT", 4)
    ClaimFactory.create_batch(6)
    newsroom.claim("published")
    tidy()
    # The statistics do not know of these yet.
    ClaimFactory.create_batch(2)

    stages = counts_of(Claim, "stage", Stage.values)

    assert stages["draft"] == Size(6, is_exact=False, is_estimate=True)
    assert stages["published"] == Size(1)


@pytest.mark.django_db
def test_counts_that_outgrew_the_statistics_stop_where_it_is_enough(monkeypatch):
    monkeypatch.setattr(counts, "EXACT", 4)
    ClaimFactory.create_batch(6)

    statuses = counts_of(Claim, "status", Status.values)

    assert statuses["unverified"] == Size(4, is_exact=False)
