"""``in_conflict`` says in SQL what ``compare`` says."""

import itertools
from decimal import Decimal

import pytest

from claims.documents.claims import stated
from claims.figures import Comparison, compare
from claims.models import Claim, FigureConflict
from tests import factories

FIGURES = [
    ("exactly", Decimal(6500), None),
    ("about", Decimal(6500), None),
    ("more_than", Decimal(6500), None),
    ("at_least", Decimal(7000), None),
    ("less_than", Decimal(6500), None),
    ("at_most", Decimal(6500), None),
    ("between", Decimal(6000), Decimal(6499)),
]
DATES = [
    "",
    "2020",
    "2020-11-10",
    "2021",
    "2020-23",
    "../2019",
    "2021/..",
    "1991~",
]


def is_in_conflict(claim):
    return Claim.objects.filter(pk=claim.pk).in_conflict().exists()


def says(claim, citation):
    return compare(stated(claim), stated(citation, citation.scope)).comparison


@pytest.mark.django_db
def test_in_conflict_follows_the_figures():
    for ours, theirs in itertools.product(FIGURES, repeat=2):
        names = ("comparator", "value", "upper")
        claim = factories.FigureClaimFactory(**dict(zip(names, ours, strict=True)))
        citation = factories.CitationFactory(
            claim=claim, **dict(zip(names, theirs, strict=True))
        )

        expected = says(claim, citation) == Comparison.CONFLICTS
        assert is_in_conflict(claim) is expected, (ours, theirs)


@pytest.mark.django_db
def test_in_conflict_follows_the_days():
    for ours, theirs in itertools.product(DATES, repeat=2):
        claim = factories.FigureClaimFactory(as_of=ours)
        citation = factories.CitationFactory(
            claim=claim, comparator="exactly", value=Decimal(1), as_of=theirs
        )

        expected = says(claim, citation) == Comparison.CONFLICTS
        assert is_in_conflict(claim) is expected, (ours, theirs)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, True),
        ({"scope": " \n"}, True),
        ({"scope": "soldiers only"}, False),
        ({"role": "appearance"}, False),
        ({"comparator": "", "value": None}, False),
    ],
)
def test_in_conflict_follows_scope_role_and_figure(values, expected):
    given = {"comparator": "exactly", "value": 1, **values}
    claim = factories.CitationFactory(
        claim=factories.FigureClaimFactory(), **given
    ).claim

    assert is_in_conflict(claim) is expected


@pytest.mark.django_db
def test_in_conflict_needs_a_figure_of_the_claim():
    claim = factories.CitationFactory(comparator="exactly", value=1).claim

    assert not is_in_conflict(claim)


@pytest.mark.django_db
def test_conflict_tells_its_claim_and_since_when():
    claim = factories.ClaimFactory()

    conflict = FigureConflict(claim=claim, since=claim.created_at)

    assert str(conflict) == f"{claim.pk} since {claim.created_at:%Y-%m-%d}"
