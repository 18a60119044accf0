"""Published claims with reviews, as clients of Google's API look for them."""

import pytest

from claims.services.reviews import record_review
from tests import factories


@pytest.fixture
def checked(publish, people):
    """Publish a claim that another publisher has reviewed."""

    publisher = factories.AgentFactory(name="Checks")

    def checked(text="The war cost more than 6,500 lives.", url="", **review):
        claim = factories.ClaimFactory(text=text, **review.pop("claim", {}))
        record_review(
            claim,
            publisher,
            label="Mostly true",
            url=url or f"https://www.checks.example.org/{claim.pk}",
            by=people["Editor"],
            **review,
        )
        publish(claim)
        return claim

    return checked
