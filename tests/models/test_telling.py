"""Events in plain words."""

import datetime
from decimal import Decimal

import pytest

from claims.models import Review, Source, Tag, timeline
from claims.models.telling import words
from claims.services.claims import assign, record_claim, revise_claim
from claims.services.rows import record_row, revise_row
from tests import factories
from tests.stories import now

pytestmark = pytest.mark.django_db


def newest(row):
    return timeline(row).changes[0]


def told(change):
    return [(each.field, each.before, each.after) for each in change.differences]


def test_change_is_told_with_labels_choices_and_names(newsroom):
    measure = factories.MeasureFactory(topic__name="A war")
    claim = record_claim(by=newsroom.author, text="A", topic=measure.topic)
    claim = revise_claim(
        claim,
        revision=1,
        by=newsroom.author,
        measure=measure,
        comparator="more_than",
        value=6500,
        as_of="2020",
    )
    assigned = assign(
        claim,
        to=newsroom.editor,
        due_on=datetime.date(2026, 12, 1),
        revision=2,
        by=newsroom.editor,
    )

    assert told(newest(assigned)) == [
        ("Assignee", "", newsroom.editor.username),
        ("Due on", "", "2026-12-01"),
    ]
    assert told(timeline(claim).changes[1]) == [
        ("Comparator", "", "more than"),
        ("Value", "", "6,500"),
        ("Measure", "", "people killed (A war)"),
        ("As of", "", "2020"),
    ]


def test_figure_is_told_without_the_columns_zeros(newsroom):
    claim = factories.FigureClaimFactory()
    revise_claim(claim, revision=1, by=newsroom.author, value=30000)

    assert told(newest(claim)) == [("Value", "6,500", "30,000")]


def test_step_of_a_review_is_told_with_its_moment(newsroom):
    review = newsroom.review("submitted")

    [submitted, drafted] = timeline(now(review)).changes

    assert ("State", "Draft", "Submitted") in told(submitted)
    assert ("Submitted by", "", newsroom.author.username) in told(submitted)
    [at] = [each.after for each in submitted.differences if each.name == "submitted_at"]
    assert at.startswith("20")
    assert drafted.what == "review added"


def test_yes_and_no_are_words(newsroom):
    source = record_row(Source(), by=newsroom.author, title="S", kind="article")
    revise_row(
        source,
        revision=1,
        by=newsroom.author,
        is_withheld=True,
        withheld_reason="Safety.",
    )

    assert told(newest(source)) == [
        ("Is withheld", "no", "yes"),
        ("Withheld reason", "", "Safety."),
    ]


def test_what_is_named_and_gone_is_told_so():
    field = Review._meta.get_field("publisher")

    assert words(field, 7, {field.remote_field.model: {}}) == "(no longer there)"
    assert words(field, None, {}) == ""
    value = Review._meta.get_field("finding_low")
    assert words(value, Decimal("1.50"), {}) == "1.5"


def test_row_removed_is_told_as_it_last_was():
    tag = factories.TagFactory(name="war")
    tag.delete()
    tag.pk = tag.id = now_id = Tag.pgh_event_models["delete"].objects.first().id

    change = newest(Tag(pk=now_id))

    assert (change.what, change.who, change.user) == ("tag removed", "", None)
    assert told(change) == [("Name", "war", "")]


def test_long_name_of_a_subject_is_cut(newsroom):
    claim = record_claim(
        by=newsroom.author, text="x" * 200, topic=factories.TopicFactory()
    )
    from claims.models import Claim, changes_by

    [change] = changes_by(newsroom.author, [Claim]).changes

    assert len(change.subject) == 80
    assert change.subject.endswith("…")
    assert change.row == claim.pk
