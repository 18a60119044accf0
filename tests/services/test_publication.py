import pytest

from claims.models import Entry, PublishedClaim
from claims.services.publication import publish_claim
from tests.factories import ClaimFactory


@pytest.mark.django_db
def test_publish_claim_appends_one_entry(people):
    claim = ClaimFactory()

    entry = publish_claim(claim, revision=1, by=people["Editor"])

    assert Entry.objects.using("default").get() == entry
    assert PublishedClaim.objects.using("default").get().entry_id == entry.pk
    claim.refresh_from_db()
    assert claim.stage == "published"


def test_published_claim_is_read_by_the_record_role(committed, client, people):
    claim = ClaimFactory()
    entry = publish_claim(claim, revision=1, by=people["Editor"])

    response = client.get(f"/api/v1/claims/{claim.pk}/")

    assert response.content == entry.document
