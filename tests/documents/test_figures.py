import json
from decimal import Decimal

import pytest

from claims.documents import Comparison, content_of, rows_of, stated_in
from tests import factories
from tests.documents.test_claims import approved, cite

pytestmark = pytest.mark.django_db


def measured(**values):
    """Make a claim about people killed, without a figure."""
    return factories.ClaimFactory(measure=factories.MeasureFactory(), **values)


def document_of(claim):
    """Give a claim's document, with what the record adds to it that is told here."""
    envelope = {"id": str(claim.pk), "url": "", "version": 1, "version_url": ""}
    return {**content_of(claim), **envelope}


def table(*claims):
    """Compare claims: what all come to, and the row of each."""
    documents = [document_of(claim) for claim in claims]
    stated = [stated_in(each) for each in documents]
    comparison = Comparison(each for each in stated if each)
    rows = rows_of([json.dumps(each).encode() for each in documents])
    standing = comparison.standings(place for row in rows for place in row.places)
    return (
        comparison.summary(standing),
        [row.told(comparison, standing) for row in rows],
    )


def pairs(agree=0, conflict=0, scope=0, as_of=0):
    return {
        "agree": agree,
        "conflict": conflict,
        "differ": {"scope": scope, "as_of": as_of},
    }


def interval(lower, upper):
    return {
        "lower": lower,
        "upper": upper,
        "lower_inclusive": lower is not None,
        "upper_inclusive": upper is not None,
    }


@pytest.mark.parametrize(
    ("claim", "kept"),
    [
        (lambda: factories.ClaimFactory(), False),
        (lambda: measured(), False),
        (lambda: factories.FigureClaimFactory(), True),
    ],
)
def test_figures_are_stated_on_a_measure_only(claim, kept):
    assert (stated_in(document_of(claim())) is not None) == kept


def test_withdrawal_states_no_figures():
    assert stated_in({"event": "withdrawn"}) is None


def test_appearance_with_a_figure_is_shown_and_not_counted():
    claim = measured()
    cite(claim, 5, role="appearance")

    summary, [row] = table(claim)

    assert (summary["compared"], summary["figures"]) == (1, 0)
    assert summary["covering"] is summary["agreement"] is None
    assert [each["others"] for each in row["citations"]] == [pairs()]


def test_finding_of_ours_alone_is_stated(people):
    claim = measured()
    approved(claim, people, finding_best=Decimal(7500))

    summary, [row] = table(claim)

    assert summary["findings"] == 1
    assert summary["finding"] == row["finding"]
    assert row["finding"]["best"] == "7500"
    assert row["finding"]["approved_at"]


def test_finding_told_is_the_one_approved_last(people):
    first, second = measured(), measured()
    approved(second, people, finding_best=Decimal(1))
    approved(first, people, finding_best=Decimal(2))

    summary, _ = table(first, second)

    assert (summary["findings"], summary["finding"]["best"]) == (2, "2")


def test_sources_are_compared_each_with_all_others():
    claim = factories.FigureClaimFactory(as_of="2020")
    cite(claim, 7000)
    cite(claim, 7000)
    cite(claim, 3000)
    cite(claim, 4000, scope="soldiers")
    cite(claim, 100, as_of="2019")
    other = factories.FigureClaimFactory(measure=claim.measure, topic=claim.topic)
    cite(other, 3000, as_of="2020")

    summary, [row, more] = table(claim, other)

    assert [each["others"] for each in row["citations"]] == [
        pairs(agree=1, conflict=3, scope=1),
        pairs(agree=1, conflict=3, scope=1),
        pairs(agree=1, conflict=3, scope=1),
        pairs(scope=5),
        pairs(conflict=3, scope=1, as_of=1),
    ]
    assert [each["others"] for each in more["citations"]] == [
        pairs(agree=1, conflict=2, scope=1, as_of=1)
    ]
    # More than 6,500, as of 2020: met by two; 2019 is another day.
    assert row["others"] == pairs(agree=2, conflict=2, scope=1, as_of=1)
    assert more["others"] == pairs(agree=2, conflict=3, scope=1)
    assert summary == {
        "compared": 2,
        "sources": 6,
        "independent_origins": 6,
        "figures": 6,
        "covering": interval("100", "7000"),
        "agreement": {"figures": 2, "interval": interval("3000", "3000")},
        "pairs": pairs(agree=2, conflict=7, scope=5, as_of=1),
        "findings": 0,
        "finding": None,
    }


def test_source_that_says_the_same_twice_counts_once():
    claim = factories.FigureClaimFactory()
    source = factories.SourceFactory()
    cite(claim, 7000, source=source, locator="p. 1")
    cite(claim, 7000, source=source, locator="p. 2")
    cite(claim, 8000, source=source, locator="p. 3")

    summary, [row] = table(claim)

    assert (summary["sources"], summary["figures"]) == (1, 2)
    assert [each["others"]["agree"] for each in row["citations"]] == [0, 0, 0]


def test_origins_are_counted_over_all_claims():
    publisher = factories.AgentFactory()
    claim, other = factories.FigureClaimFactory(), factories.FigureClaimFactory()
    first = factories.SourceFactory(publisher=publisher)
    cite(claim, 1, source=first)
    cite(other, 2, source=factories.SourceFactory(publisher=publisher))
    cite(other, 3, source=factories.SourceFactory(repeats=first))
    cite(other, 4)

    summary, _ = table(claim, other)

    assert (summary["sources"], summary["independent_origins"]) == (4, 2)


def test_open_ends_are_no_bounds():
    claim = measured()
    cite(claim, 6500, comparator="more_than")
    cite(claim, 9000, comparator="at_most")

    summary, _ = table(claim)

    assert summary["covering"] == interval("6500", "9000")
    assert summary["agreement"] == {
        "figures": 2,
        "interval": {**interval("6500", "9000"), "lower_inclusive": False},
    }


def test_row_tells_what_the_claim_and_its_sources_say():
    claim = factories.FigureClaimFactory(as_of="2020")
    cite(claim, 7000, scope="soldiers", wording="some 7,000", as_of="2021")
    cite(claim)
    document = document_of(claim)

    _, [row] = table(claim)

    [citation] = row.pop("citations")
    assert citation.pop("others") == pairs()
    [given] = [each for each in document["citations"] if each["figure"]]
    assert citation == {name: given[name] for name in citation}
    assert {"scope", "as_of", "source", "comparison", "reasons"} <= set(citation)
    assert row.pop("measure") == str(claim.measure_id)
    assert row.pop("finding") is None
    assert row.pop("others") == pairs(agree=1)
    assert row == {name: document[name] for name in row}
    assert {"text", "figure", "as_of", "claimant", "url"} <= set(row)
