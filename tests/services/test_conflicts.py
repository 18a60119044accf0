import pytest

from claims.models import Citation, FigureConflict, events_of
from claims.services.citations import cite_source, remove_citation, revise_citation
from claims.services.claims import revise_claim
from claims.services.conflicts import recount_conflicts
from claims.services.history import restore_citation, restore_values
from claims.services.invariants import conflict_faults
from claims.services.merging import merge_claims, merge_sources
from tests import factories
from tests.services.merges import merge
from tests.stories import now

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


def test_claim_that_takes_over_evidence_is_in_conflict_by_it(newsroom):
    kept, merged = factories.FigureClaimFactory.create_batch(2)
    citation = cite_source(
        merged, factories.SourceFactory(), by=newsroom.author, **OTHER
    )
    assert conflicts() == [merged]

    merge(merge_claims, kept, merged, newsroom.editor)

    assert conflicts() == [kept]
    assert now(citation).claim == kept
    assert list(conflict_faults()) == []


def test_merge_that_takes_another_figure_settles_the_conflict(newsroom):
    kept, merged = factories.FigureClaimFactory.create_batch(2)
    for claim in (kept, merged):
        cite_source(claim, factories.SourceFactory(), by=newsroom.author, **OTHER)

    merge(merge_claims, kept, merged, newsroom.editor, **OTHER)

    assert conflicts() == []
    assert list(conflict_faults()) == []


def test_source_that_takes_over_citations_changes_no_conflict(newsroom):
    claim, (kept, merged) = (
        factories.FigureClaimFactory(),
        factories.SourceFactory.create_batch(2),
    )
    for source in (kept, merged):
        cite_source(claim, source, by=newsroom.author, **OTHER)

    merge(merge_sources, kept, merged, newsroom.editor)

    assert claim.citations.get().source == kept
    assert conflicts() == [claim]
    assert list(conflict_faults()) == []


def test_citation_that_is_restored_is_in_conflict_again(newsroom):
    claim, by = factories.FigureClaimFactory(), newsroom.author
    citation = cite_source(claim, factories.SourceFactory(), by=by, **OTHER)
    remove_citation(citation, revision=1, by=by)
    assert conflicts() == []
    removal = events_of(Citation).objects.get(pgh_label="delete").pk

    citation = restore_citation(claim, event=removal, by=by)
    assert conflicts() == [claim]

    citation = revise_citation(citation, revision=2, by=by, value=7000)
    assert conflicts() == []
    event = citation.events.order_by("-pgh_id").first().pk
    restore_values(citation, names=["value"], event=event, revision=3, by=by)
    assert conflicts() == [claim]


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
