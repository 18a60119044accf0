import uuid

import pytest

from claims.documents import content_of, nouns_of
from claims.services.reviews import record_review
from tests import factories

pytestmark = pytest.mark.django_db


def test_nouns_of_a_withdrawal_are_none():
    assert nouns_of({"event": "withdrawn", "merged_into": "https://example.org/"}) == {}


def test_nouns_of_a_claim_with_nothing_optional_are_its_topic():
    claim = factories.ClaimFactory()

    [noun] = nouns_of(content_of(claim)).values()

    assert (noun.id, noun.kind) == (claim.topic_id, "topic")
    assert noun.slug == claim.topic.slug


def test_nouns_are_told_once_each_as_the_document_does(people):
    claimant, publisher, author, reviewer = factories.AgentFactory.create_batch(4)
    claim = factories.FigureClaimFactory(claimant=claimant)
    sources = factories.SourceFactory.create_batch(2, publisher=publisher)
    for source in sources:
        source.authors.add(author, publisher)
        factories.CitationFactory(claim=claim, source=source)
    record_review(
        claim,
        reviewer,
        label="So",
        url="https://example.org/",
        by=people["Fact-checker"],
    )
    document = content_of(claim)

    nouns = nouns_of(document)

    assert {str(key): noun.kind for key, noun in nouns.items()} == {
        str(claim.topic_id): "topic",
        str(claim.measure_id): "measure",
        **{str(source.pk): "source" for source in sources},
        **{str(agent.pk): "agent" for agent in (claimant, publisher, author, reviewer)},
    }
    assert nouns[claim.topic_id].document == document["topic"]
    assert nouns[claimant.pk].document == document["claimant"]
    assert nouns[uuid.UUID(document["citations"][0]["source"]["id"])].slug == ""
