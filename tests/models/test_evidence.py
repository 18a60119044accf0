import pytest

from claims.documents import content_of
from claims.models import Evidence, evidence_of
from tests import factories


@pytest.mark.django_db
def test_evidence_of_counts_origins_as_documents_do(django_assert_num_queries):
    publisher = factories.AgentFactory()
    claim, bare = factories.ClaimFactory.create_batch(2)
    first = factories.SourceFactory()
    sources = [
        first,
        factories.SourceFactory(repeats=first),
        *factories.SourceFactory.create_batch(2, publisher=publisher),
        factories.SourceFactory(),
    ]
    for source in [*sources, first]:
        factories.CitationFactory(
            claim=claim, source=source, quote=str(source.citations.count())
        )
    factories.CitationFactory(claim=claim, role="appearance")

    with django_assert_num_queries(1):
        found = evidence_of([claim.pk, bare.pk])

    assert found == {claim.pk: Evidence(citations=7, sources=5, origins=3)}
    assert content_of(claim)["evidence"]["independent_origins"] == 3
