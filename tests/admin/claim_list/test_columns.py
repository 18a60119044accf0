import datetime

import pytest

from claims.admin.claim_list import columns
from claims.models import Evidence, FigureConflict, UnpublishedChange
from tests import factories


def text(value):
    return str(value or "")


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [(Evidence(), "0"), (Evidence(3, 2, 2), "2"), (Evidence(9, 5, 3), "3 of 5")],
)
def test_independent_sources_say_of_how_many(evidence, expected):
    claim = factories.ClaimFactory.build(topic=None)
    claim.evidence_sum = evidence

    assert columns.independent_sources(claim) == expected


@pytest.mark.parametrize(
    ("stage", "days", "is_late"),
    [
        ("draft", -1, True),
        ("in_review", -1, True),
        ("draft", 0, False),
        ("draft", 1, False),
        ("published", -1, False),
        ("withdrawn", -1, False),
    ],
)
def test_due_is_overdue_where_work_is_unfinished(stage, days, is_late):
    due = columns.today() + datetime.timedelta(days)
    claim = factories.ClaimFactory.build(topic=None, stage=stage, due_on=due)

    assert ("overdue" in text(columns.due(claim))) is is_late
    assert str(due) in text(columns.due(claim))


@pytest.mark.parametrize(("days", "is_time"), [(-1, True), (0, True), (1, False)])
def test_recheck_has_come_from_its_day_on(days, is_time):
    on = columns.today() + datetime.timedelta(days)
    claim = factories.ClaimFactory.build(topic=None, recheck_on=on)

    assert ("to re-check" in text(columns.recheck(claim))) is is_time


@pytest.mark.django_db
def test_cells_without_a_value_are_empty():
    claim = factories.ClaimFactory()

    assert columns.due(claim) is columns.recheck(claim) is None
    assert columns.figure(claim) is columns.differs(claim) is None


@pytest.mark.django_db
def test_cells_of_a_claim_in_conflict_that_differs():
    claim = factories.FigureClaimFactory()
    FigureConflict.objects.create(claim=claim, since=claim.created_at)
    UnpublishedChange.objects.create(claim=claim, since=claim.created_at)

    assert "sources conflict" in columns.figure(claim)
    assert columns.differs(claim) == ("differs", "differs from record")


def test_statement_is_escaped():
    claim = factories.ClaimFactory.build(topic=None, text="<b>war</b>")

    assert "&lt;b&gt;war" in columns.statement(claim)
