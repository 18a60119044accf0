"""What the checks read, and in which order they speak."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Comparator, Stage
from claims.services.captures import keep_text
from claims.services.checks import CHECKS, Severity, check_claim
from tests import factories


@pytest.mark.django_db
def test_checks_cost_the_same_with_one_citation_and_with_eleven(people):
    claim = factories.FigureClaimFactory(as_of="2020-11-10")

    def cite():
        citation = factories.CitationFactory(
            claim=claim,
            quote="Not there.",
            comparator=Comparator.EXACTLY,
            value=Decimal(1),
        )
        keep_text(citation.source, text="Another text.", by=people["Editor"])
        factories.LinkCheckFactory(source=citation.source, outcome="gone")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            check_claim(claim)
        return len(queries)

    cite()
    one = cost()
    for _ in range(10):
        cite()

    assert cost() == one <= 6


@pytest.mark.django_db
def test_what_is_surest_comes_first(newsroom):
    claim = newsroom.claim(Stage.PUBLISHED)
    citation = factories.CitationFactory(
        claim=claim, role="appearance", quote="Not there."
    )
    keep_text(citation.source, text="Another text.", by=newsroom.editor)

    said = [each.severity for each in check_claim(claim)]

    assert said == [Severity.VIOLATION, Severity.WARNING]
    assert len(CHECKS) == 9
