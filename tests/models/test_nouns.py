from claims.models import (
    Allowed,
    PublishedFigures,
    PublishedNoun,
    PublishedShare,
    Topic,
)
from claims.services.publication import publish_claim
from tests.factories import ClaimFactory, FigureClaimFactory, TopicFactory


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


def test_topic_is_found_by_the_slug_that_it_has_now(committed, newsroom):
    topic = TopicFactory(slug="war")
    newsroom.publish(ClaimFactory(topic=topic, language="en"))
    Topic.objects.filter(pk=topic.pk).update(slug="wars", revision=2)
    topic.refresh_from_db()
    newsroom.publish(ClaimFactory(topic=topic, language="hy"))

    def told(slug, *languages):
        allowed = Allowed(languages=frozenset(languages))
        return PublishedShare.objects.tell_topic(slug, allowed)

    assert told("war") is None
    assert told("wars").id == topic.pk
    assert told("war", "en").id == topic.pk
    assert told("wars", "en") is None
