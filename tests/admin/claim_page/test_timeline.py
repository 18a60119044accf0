"""The timeline: what happened, in plain words, the newest first."""

from decimal import Decimal

import pytest

from claims.admin.claim_page.timeline import timeline
from claims.models import Comparator, ReviewState, Stage
from claims.services.citations import cite_source, remove_citation, revise_citation
from claims.services.claims import record_claim, revise_claim
from tests import factories
from tests.stories import now

pytestmark = pytest.mark.django_db


def told(claim, limit=50):
    return [(each.words, each.who, each.why) for each in timeline(claim, limit=limit)]


def test_a_figure_is_told_before_and_after_by_whom_and_why(people):
    editor, name = people["Editor"], people["Editor"].username
    topic = factories.TopicFactory()
    claim = record_claim(
        by=editor,
        text="A war.",
        topic=topic,
        measure=factories.MeasureFactory(topic=topic),
        comparator=Comparator.ABOUT,
        value=Decimal(6500),
    )
    other = factories.TopicFactory(name="Another war")

    claim = revise_claim(
        claim, revision=1, by=editor, value=Decimal(6800), reason="A later count."
    )
    revise_claim(claim, revision=2, by=editor, topic=other, place="x" * 200)

    assert told(claim) == [
        (f"topic {topic} → Another war; place nothing → {'x' * 90}…", name, ""),
        ("figure 6,500 → 6,800", name, "A later count."),
        ("claim added", name, ""),
    ]


def test_citations_are_told_together_where_one_person_made_them(people):
    editor, name = people["Editor"], people["Editor"].username
    claim = factories.ClaimFactory()
    for _ in range(3):
        citation = cite_source(claim, source=factories.SourceFactory(), by=editor)
    citation = revise_citation(citation, revision=1, by=editor, locator="p. 3")
    remove_citation(citation, revision=2, by=editor)

    assert told(claim)[:3] == [
        ("citation removed", name, ""),
        ("citation changed: locator nothing → p. 3", name, ""),
        ("citation added, 3 times", name, ""),
    ]
    assert told(claim, limit=1) == told(claim)[:1]


def test_reviews_and_versions_tell_the_stage(newsroom):
    claim = newsroom.claim(Stage.WITHDRAWN)
    newsroom.review(ReviewState.APPROVED, claim)
    author, editor = newsroom.author.username, newsroom.editor.username

    said = told(now(claim))

    assert said[:3] == [
        ("status Unverified → Verified", editor, ""),
        ("review approved", editor, ""),
        ("review submitted", author, ""),
    ]
    assert [each for each in said if "version" in each[0]] == [
        ("version 2 published: the claim is withdrawn", editor, "Wrong."),
        ("version 1 published", editor, ""),
    ]
    assert not any("stage" in words for words, _, _ in said)
    addresses = [each.url for each in timeline(claim, limit=50) if each.url]
    assert [url.split("/")[-3] for url in addresses] == ["2", "1"]
