import pytest

from claims.models import UnpublishedChange
from claims.services.claims import revise_claim


@pytest.mark.django_db
def test_unpublished_change_says_since_when(newsroom):
    claim = newsroom.claim("published")

    revise_claim(claim, revision=2, by=newsroom.editor, text="Else")

    change = UnpublishedChange.objects.get()
    assert str(change) == f"{claim.pk} since {change.since:%Y-%m-%d}"
