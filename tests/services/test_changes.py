import pytest

from claims.models import Claim, Stage, UnpublishedChange
from claims.services.citations import cite_source, remove_citation, revise_citation
from claims.services.claims import revise_claim
from claims.services.publication import publish_claim, withdraw_claim
from claims.services.reviews import record_review
from claims.services.rows import revise_row
from tests import factories
from tests.stories import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(newsroom):
    """Publish a claim that shows one row of each kind."""
    author, publisher, reviewer = factories.AgentFactory.create_batch(3)
    parent = factories.TopicFactory()
    claim = factories.FigureClaimFactory(
        claimant=factories.AgentFactory(), topic=factories.TopicFactory(parent=parent)
    )
    claim.tags.add(factories.TagFactory())
    citation = factories.CitationFactory(
        claim=claim, source=factories.SourceFactory(publisher=publisher)
    )
    citation.source.authors.add(author)
    newsroom.review("approved", claim)
    record_review(
        claim, reviewer, label="True", url="https://other.example/", by=newsroom.author
    )
    claim = now(claim)
    publish_claim(claim, revision=claim.revision, by=newsroom.editor)
    factories.ClaimFactory()
    return now(claim)


def changed() -> list[Claim]:
    return [each.claim for each in UnpublishedChange.objects.all()]


def test_claim_that_is_not_public_has_no_unpublished_change(newsroom):
    claim = newsroom.claim()

    revise_claim(claim, revision=1, by=newsroom.editor, text="Else")

    assert changed() == []


def test_edit_is_an_unpublished_change_until_it_is_taken_back(newsroom, public):
    before = public.text
    claim = revise_claim(
        public, revision=public.revision, by=newsroom.editor, text="Else"
    )
    since = UnpublishedChange.objects.get().since
    claim = revise_claim(
        claim, revision=claim.revision, by=newsroom.editor, text="More"
    )

    assert changed() == [public]
    assert UnpublishedChange.objects.get().since == since

    revise_claim(claim, revision=claim.revision, by=newsroom.editor, text=before)

    assert changed() == []


@pytest.mark.parametrize("how", ["publish", "withdraw"])
def test_publication_and_withdrawal_leave_no_unpublished_change(newsroom, public, how):
    claim = revise_claim(
        public, revision=public.revision, by=newsroom.editor, text="Else"
    )
    given = {"revision": claim.revision, "by": newsroom.editor, "note": "Else."}
    if how == "publish":
        publish_claim(claim, **given)
    else:
        withdraw_claim(claim, reason="Wrong.", **given)

    assert changed() == []
    assert now(public).stage in (Stage.PUBLISHED, Stage.WITHDRAWN)


def test_citations_are_an_unpublished_change(newsroom, public):
    by = newsroom.editor
    citation = cite_source(public, factories.SourceFactory(), by=by)
    assert changed() == [public]
    citation = revise_citation(citation, revision=1, by=by, locator="page 2")
    remove_citation(citation, revision=2, by=by)
    assert changed() == []

    [old] = public.citations.all()
    revise_citation(old, revision=1, by=by, locator="page 2")
    assert changed() == [public]


def test_reviews_are_an_unpublished_change_once_they_stand(newsroom, public):
    newsroom.review("submitted", public)
    assert changed() == []


def test_approval_is_an_unpublished_change(newsroom, public):
    newsroom.review("approved", public)
    assert changed() == [public]


def test_review_of_others_is_an_unpublished_change(newsroom, public):
    record_review(
        public,
        factories.AgentFactory(),
        label="False",
        url="https://third.example/",
        by=newsroom.author,
    )
    assert changed() == [public]


SHARED = {
    "claimant": lambda claim: claim.claimant,
    "source": lambda claim: claim.citations.get().source,
    "publisher": lambda claim: claim.citations.get().source.publisher,
    "author": lambda claim: claim.citations.get().source.authors.get(),
    "reviewer": lambda claim: claim.reviews.get(publisher__isnull=False).publisher,
    "topic": lambda claim: claim.topic,
    "parent": lambda claim: claim.topic.parent,
    "measure": lambda claim: claim.measure,
    "tag": lambda claim: claim.tags.get(),
    "verdict": lambda claim: claim.reviews.get(publisher=None).verdict,
}


@pytest.mark.parametrize("name", SHARED)
def test_row_that_claims_show_changes_them_all(newsroom, public, name):
    row = SHARED[name](public)
    field = {"source": "title", "verdict": "colour"}.get(name, "name")
    value = "#000000" if name == "verdict" else "Renamed"

    newsroom.editor.is_superuser = True
    newsroom.editor.save()
    revise_row(row, revision=1, by=newsroom.editor, **{field: value})

    assert changed() == [public]


def test_row_that_no_claim_shows_changes_none(newsroom, public):
    row = factories.AgentFactory()

    revise_row(row, revision=1, by=newsroom.editor, name="Renamed")

    assert changed() == []
