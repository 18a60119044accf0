"""The newsroom's numbers, as the tables of the charts say them."""

import datetime

import pytest
from django.utils import timezone

from claims.admin.home import numbers
from claims.admin.home.numbers import (
    charts_for,
    conflicts_by_topic,
    monday,
    time_to_publication,
    verdicts_a_week,
    words_of,
)
from claims.models import Claim
from claims.services.citations import cite_source
from claims.services.publication import publish_claim
from tests.factories import (
    ClaimFactory,
    FigureClaimFactory,
    MeasureFactory,
    SourceFactory,
    TopicFactory,
    UserFactory,
)

DAY = datetime.timedelta(days=1)


def begun(claim, ago):
    """Have a claim be older than the test."""
    Claim.objects.filter(pk=claim.pk).update(
        created_at=timezone.now() - ago, revision=claim.revision + 1
    )
    claim.refresh_from_db()
    return claim


@pytest.mark.django_db
def test_charts_count_by_stage_and_status(newsroom):
    newsroom.claim("published")
    newsroom.review("approved")

    stage, status, *_ = charts_for(newsroom.editor, timezone.now())

    assert dict(stage.rows)["Published"] == "1"
    assert dict(stage.rows)["In review"] == "1"
    assert dict(status.rows)["Verified"] == "1"
    assert stage.note == status.note == ""


@pytest.mark.django_db
def test_charts_say_where_they_estimate(newsroom, monkeypatch):
    monkeypatch.setattr("claims.models.counts.EXACT", 2)
    ClaimFactory.create_batch(4)

    stage, *_ = charts_for(newsroom.editor, timezone.now())

    assert stage.note == numbers.ESTIMATED


@pytest.mark.django_db
def test_charts_are_for_who_may_see_claims():
    assert charts_for(UserFactory(), timezone.now()) == []


@pytest.mark.django_db
def test_time_to_publication_counts_first_versions(newsroom):
    for days in (0, 1.5, 5, 400):
        claim = begun(ClaimFactory(), days * DAY)
        publish_claim(claim, revision=claim.revision, by=newsroom.editor)

    chart = time_to_publication(timezone.now() - DAY)

    table = dict(chart.rows)
    assert [table[name] for name, _ in numbers.SPANS] == list("1101001")
    assert table["Median"] == "3 days"
    assert "middle half 27 hours to 104 days" in chart.note


@pytest.mark.django_db
def test_time_to_publication_of_none(newsroom):
    assert "Too few" in time_to_publication(timezone.now()).note


@pytest.mark.django_db
def test_verdicts_stand_in_their_week(newsroom):
    newsroom.review("approved")
    newsroom.review("superseded")
    now = timezone.now()
    since = monday(now) - 7 * DAY * (numbers.WEEKS - 1)

    rows = verdicts_a_week(since).rows

    assert len(rows) == numbers.WEEKS
    assert [row[1] for row in rows] == ["0"] * (numbers.WEEKS - 1) + ["3"]


@pytest.mark.django_db
def test_conflicts_stand_by_topic(newsroom):
    topics = TopicFactory.create_batch(2)
    measures = [MeasureFactory(topic=each) for each in topics]
    for number in (0, 1, 1):
        claim = FigureClaimFactory(topic=topics[number], measure=measures[number])
        cite_source(
            claim, SourceFactory(), by=newsroom.author, comparator="exactly", value=10
        )

    chart = conflicts_by_topic()

    assert chart.rows == ((topics[1].name, "2"), (topics[0].name, "1"))


@pytest.mark.django_db
def test_conflicts_of_none():
    assert conflicts_by_topic().note == "No figures conflict."


@pytest.mark.django_db
def test_charts_say_where_they_stop_reading(newsroom, monkeypatch):
    monkeypatch.setattr(numbers, "NEWEST", 2)
    for _ in range(3):
        newsroom.review("approved")

    chart = verdicts_a_week(monday(timezone.now()))

    assert next(number for _, number in chart.rows) == "2"
    assert chart.note.endswith(numbers.CUT)


@pytest.mark.parametrize(
    ("hours", "words"), [(0.5, "30 minutes"), (3, "3 hours"), (72, "3 days")]
)
def test_words_of_a_time(hours, words):
    assert words_of(datetime.timedelta(hours=hours)) == words
