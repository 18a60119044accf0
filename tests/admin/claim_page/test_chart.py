"""A claim's rows as the chart takes them."""

from decimal import Decimal

import pytest

from claims.admin.claim_page.chart import chart_of
from claims.models import Comparator, ReviewState, Role
from claims.services.checks import read_desk
from claims.services.reviews import approve_review, revise_review, submit_review
from tests import factories
from tests.stories import now

pytestmark = pytest.mark.django_db


def cite(claim, value, **values):
    return factories.CitationFactory(
        claim=claim, comparator=Comparator.EXACTLY, value=Decimal(value), **values
    )


def rows_of(claim):
    chart = chart_of(read_desk(claim))
    return {row[0]: row[1:] for row in chart.rows}


def test_sources_are_named_by_publisher_and_say_what_they_count():
    claim = factories.FigureClaimFactory()
    wire = factories.AgentFactory(name="A wire")
    cite(claim, 7000, source__publisher=wire, source__title="Dispatch")
    cite(claim, 500, source__title="Soldiers", scope="soldiers only")
    cite(claim, 400, source__title="Early", as_of="2020-10-01")
    cite(
        claim,
        300,
        source__title="Leak",
        source__is_withheld=True,
        source__withheld_reason="Safety.",
        role=Role.APPEARANCE,
    )
    factories.CitationFactory(claim=claim)

    rows = rows_of(claim)

    assert rows["The claim"][0] == "more than 6,500"
    assert rows["A wire"] == ("7,000", "Dispatch", "agrees", "4")
    assert rows["Soldiers"][1:3] == ("soldiers only", "counts something else")
    assert rows["Early"][1:3] == ("as of 1 October 2020", "conflicts")
    assert rows["Leak"][1] == "the claim appears in it, withheld"
    assert len(rows) == 5


def test_one_figure_of_a_source_is_drawn_once_and_one_origin_is_one():
    claim = factories.FigureClaimFactory()
    first = cite(claim, 7000)
    cite(claim, 7000, source=first.source, locator="p. 3")
    cite(claim, 7100, source__repeats=first.source)

    chart = chart_of(read_desk(claim))

    assert [row[4] for row in chart.rows] == ["", "1", "1"]


@pytest.mark.parametrize(
    ("state", "note"),
    [(ReviewState.DRAFT, "not approved yet"), (ReviewState.APPROVED, "")],
)
def test_finding_says_whether_it_stands(newsroom, state, note):
    claim = factories.FigureClaimFactory()
    review = newsroom.review(ReviewState.DRAFT, claim)
    revise_review(review, revision=1, by=newsroom.author, finding_best=Decimal(7000))
    if state == ReviewState.APPROVED:
        review = submit_review(now(review), revision=2, by=newsroom.author)
        approve_review(review, revision=3, by=newsroom.editor)

    assert rows_of(claim)["Our finding"][:2] == ("7,000", note)


def test_claim_without_a_number_has_no_chart():
    assert chart_of(read_desk(factories.ClaimFactory())) is None
