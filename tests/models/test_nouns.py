from claims.models import PublishedFigures, PublishedNoun, PublishedShare
from claims.services.publication import publish_claim
from tests.factories import FigureClaimFactory


def test_rows_are_told_by_what_they_are_of(committed, newsroom):
    claim = FigureClaimFactory()
    publish_claim(claim, revision=1, by=newsroom.editor)

    assert {str(noun) for noun in PublishedNoun.objects.all()} == {
        claim.topic.slug,
        f"measure {claim.measure_id}",
    }
    assert {str(share) for share in PublishedShare.objects.all()} == {
        f"{noun} in {claim.topic_id}, en" for noun in (claim.topic_id, claim.measure_id)
    }
    assert [str(row) for row in PublishedFigures.objects.all()] == [
        f"{claim.pk} on {claim.measure_id}"
    ]
