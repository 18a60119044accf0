import pytest

from claims.models import FigureConflict
from claims.services.citations import cite_source, remove_citation, revise_citation
from claims.services.claims import revise_claim
from claims.services.conflicts import recount_conflicts
from claims.services.invariants import conflict_faults
from tests import factories

pytestmark = pytest.mark.django_db
OTHER = {"comparator": "exactly", "value": 2000}


def conflicts():
    return [each.claim for each in FigureConflict.objects.all()]


def test_services_keep_which_claims_have_figures_in_conflict(newsroom):
    claim, by = factories.FigureClaimFactory(), newsroom.author

    citation = cite_source(claim, factories.SourceFactory(), by=by, **OTHER)
    assert conflicts() == [claim]
    since = FigureConflict.objects.get().since
    citation = revise_citation(citation, revision=1, by=by, value=2001)
    assert FigureConflict.objects.get().since == since

    citation = revise_citation(citation, revision=2, by=by, value=7000)
    assert conflicts() == []

    revise_claim(claim, revision=1, by=by, value=8000)
    assert conflicts() == [claim]

    remove_citation(citation, revision=3, by=by)
    assert conflicts() == []


def test_recount_finds_what_was_missed_and_what_is_no_longer_so():
    missed = factories.CitationFactory(
        claim=factories.FigureClaimFactory(), **OTHER
    ).claim
    wrong = factories.FigureClaimFactory()
    FigureConflict.objects.create(claim=wrong, since=wrong.created_at)
    assert len(list(conflict_faults())) == 2

    assert recount_conflicts() == 2

    assert conflicts() == [missed]
    assert recount_conflicts() == 0
    assert list(conflict_faults()) == []
