"""Checks of figures, each as a table of what is and what is not warned of."""

from decimal import Decimal

import pytest

from claims.models import ClaimLink, Comparator, LinkKind, Role, Status
from claims.services.checks import Severity, check_claim
from claims.services.claims import link_claims
from claims.services.publication import publish_claim, withdraw_claim
from tests import factories

pytestmark = pytest.mark.django_db
EXACTLY, ABOUT = Comparator.EXACTLY, Comparator.ABOUT
MORE, LESS = Comparator.MORE_THAN, Comparator.LESS_THAN


def claim_of(comparator, value, **values):
    return factories.FigureClaimFactory(
        comparator=comparator, value=Decimal(value), **values
    )


def recorded(figure, day, **values):
    """Make a claim whose day the database knows as a range."""
    claim = claim_of(*figure, as_of=day, **values)
    claim.full_clean()
    claim.revision += 1
    claim.save()
    return claim


def cite(claim, comparator, value, **values):
    return factories.CitationFactory(
        claim=claim, comparator=comparator, value=Decimal(value), **values
    )


def warned(claim, field):
    """Give the severities of what is said of one field."""
    return [each.severity for each in check_claim(claim) if each.field == field]


@pytest.mark.parametrize(
    ("whole", "parts", "unit", "said"),
    [
        ((EXACTLY, 100), [(EXACTLY, 60), (EXACTLY, 40)], "people", []),
        ((EXACTLY, 100), [(EXACTLY, 60), (EXACTLY, 41)], "people", ["warning"]),
        ((EXACTLY, 100), [(EXACTLY, 101)], "people", ["violation"]),
        ((EXACTLY, 100), [(EXACTLY, 101), (MORE, 100)], "people", ["violation"] * 2),
        ((EXACTLY, 100), [(LESS, 900), (EXACTLY, 100)], "people", []),
        ((LESS, 100), [(EXACTLY, 100)], "people", ["violation"]),
        ((MORE, 100), [(EXACTLY, 900)], "people", []),
        ((EXACTLY, 100), [(EXACTLY, 101)], "USD", []),
        ((EXACTLY, 100), [], "people", []),
    ],
)
def test_parts_are_held_against_the_whole(whole, parts, unit, said):
    total = claim_of(*whole)
    made = [claim_of(*part, measure__unit=unit) for part in parts]
    for part in made:
        factories.ClaimLinkFactory(
            from_claim=part, kind=LinkKind.PART_OF, to_claim=total
        )

    assert [each.label for each in warned(total, "value")] == said
    single = ["violation"] if said == ["violation"] else []
    assert [each.label for part in made[:1] for each in warned(part, "value")] in (
        single,
        said[:1] if "violation" in said else [],
    )


def test_a_part_without_a_figure_or_a_link_of_another_kind_says_nothing():
    total = claim_of(EXACTLY, 100)
    factories.ClaimLinkFactory(
        from_claim=factories.ClaimFactory(), kind=LinkKind.PART_OF, to_claim=total
    )
    factories.ClaimLinkFactory(
        from_claim=claim_of(EXACTLY, 900), kind=LinkKind.CONTRADICTS, to_claim=total
    )

    assert warned(total, "value") == []
    assert warned(ClaimLink.objects.first().from_claim, "value") == []


@pytest.mark.parametrize(
    ("day", "figure", "said"),
    [
        ("2020-10-01", (EXACTLY, 900), True),
        ("2020-10-01", (EXACTLY, 400), False),
        ("2020-10-01", (ABOUT, 510), False),
        ("2020-12-01", (EXACTLY, 400), True),
        ("2020-12-01", (EXACTLY, 900), False),
        ("2020-11-10", (EXACTLY, 900), False),
        ("", (EXACTLY, 900), False),
    ],
)
def test_a_series_does_not_fall(day, figure, said):
    claim = recorded((EXACTLY, 500), "2020-11-10")
    other = recorded(figure, day, measure=claim.measure)

    assert warned(claim, "as_of") == [Severity.WARNING] * said
    assert warned(other, "as_of") == [Severity.WARNING] * said


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (LinkKind.UPDATES, False),
        (LinkKind.CONTRADICTS, False),
        (LinkKind.DUPLICATES, False),
        (LinkKind.TRANSLATES, True),
    ],
)
def test_a_series_may_fall_by_a_correction(kind, said, people, newsroom):
    claim = recorded((EXACTLY, 500), "2020-11-10")
    other = recorded((EXACTLY, 900), "2020-10-01", measure=claim.measure)
    link_claims(claim, kind=kind, to=other, by=people["Editor"])

    assert warned(claim, "as_of") == [Severity.WARNING] * said
    assert warned(other, "as_of") == [Severity.WARNING] * said


def test_claims_of_another_measure_or_taken_back_are_no_series(people):
    claim = recorded((EXACTLY, 500), "2020-11-10")
    recorded((EXACTLY, 900), "2020-10-01")
    gone = recorded((EXACTLY, 900), "2020-10-01", measure=claim.measure)
    assert warned(claim, "as_of") == [Severity.WARNING]
    editor = people["Editor"]
    publish_claim(gone, revision=2, by=editor)

    withdraw_claim(gone, revision=3, by=editor, reason="Wrong.", note="Wrong.")

    assert warned(claim, "as_of") == []


@pytest.mark.parametrize(
    ("finding", "status", "evidence", "claimed", "said"),
    [
        ((None, 7000, None), Status.VERIFIED, [7000], 7000, []),
        ((6000, None, 8000), Status.VERIFIED, [5000, 7000], 7000, []),
        ((None, 7000, None), Status.VERIFIED, [5000], 7000, ["violation"]),
        ((None, 7000, None), Status.VERIFIED, [], 7000, []),
        ((None, 5000, None), Status.VERIFIED, [5000], 7000, ["violation"]),
        ((None, 5000, None), Status.VERIFIED, [4000], 7000, ["violation"] * 2),
        ((None, 5000, None), Status.REFUTED, [5000], 7000, []),
        ((None, 7000, None), Status.REFUTED, [7000], 7000, ["warning"]),
        ((None, 7000, None), Status.DISPUTED, [7000], 7000, []),
        ((None, 5000, None), None, [5000], 7000, []),
        ((None, 5000, None), Status.VERIFIED, [5000], None, []),
        ((None, None, None), Status.VERIFIED, [5000], 7000, []),
    ],
)
def test_finding_is_held_against_evidence_and_claim(
    finding, status, evidence, claimed, said
):
    claim = claim_of(EXACTLY, claimed) if claimed else factories.ClaimFactory()
    for value in evidence:
        cite(claim, EXACTLY, value)
    cite(claim, EXACTLY, 1, scope="soldiers only")
    cite(claim, EXACTLY, 2, role=Role.APPEARANCE)
    low, best, high = finding
    factories.ReviewFactory(
        claim=claim,
        verdict=factories.VerdictFactory(status=status) if status else None,
        finding_low=low,
        finding_best=best,
        finding_high=high,
    )

    assert [each.label for each in warned(claim, "review")] == said


@pytest.mark.parametrize(
    ("evidence", "status", "said"),
    [
        ([(EXACTLY, 7000), (EXACTLY, 7000)], Status.VERIFIED, []),
        ([(EXACTLY, 7000), (EXACTLY, 5000)], Status.VERIFIED, ["warning"]),
        ([(EXACTLY, 5000)], Status.VERIFIED, ["warning"]),
        ([(EXACTLY, 5000)], None, ["suggestion"]),
        ([(EXACTLY, 5000)], Status.DISPUTED, []),
        ([(EXACTLY, 5000)], Status.REFUTED, []),
        ([(EXACTLY, 5000)], Status.UNVERIFIED, ["suggestion"]),
        ([(EXACTLY, 5000, "soldiers only")], Status.VERIFIED, []),
    ],
)
def test_conflicts_want_a_verdict_that_says_so(evidence, status, said):
    claim = claim_of(MORE, 6500)
    for comparator, value, *scope in evidence:
        cite(claim, comparator, value, scope="".join(scope))
    if status:
        factories.ReviewFactory(
            claim=claim, verdict=factories.VerdictFactory(status=status)
        )

    assert [each.label for each in warned(claim, "status")] == said
