import random

import pytest

from claims.models import ALL, Allowed, PublishedClaim, feed, feed_after
from claims.services.claims import revise_claim
from claims.services.publication import publish_claim, withdraw_claim
from tests.factories import ClaimFactory, TopicFactory
from tests.stories import now

OUT = {"reason": "Wrong.", "note": "Wrong."}


def short(found):
    """Tell a stretch as sequences, with those that name no document in brackets."""
    return [
        each.sequence if each.document else [each.sequence] for each in found.rows
    ], found[1:]


@pytest.fixture
def tell(committed, newsroom):
    """Publish, change and withdraw, as one editor."""

    def publish(claim, **values):
        claim = now(claim)
        if values:
            claim = revise_claim(
                claim, revision=claim.revision, by=newsroom.editor, **values
            )
        return publish_claim(claim, revision=claim.revision, by=newsroom.editor)

    def withdraw(claim):
        claim = now(claim)
        return withdraw_claim(claim, revision=claim.revision, by=newsroom.editor, **OUT)

    publish.withdraw = withdraw
    return publish


def test_feed_of_nothing(committed):
    assert feed_after(0, limit=1, allowed=ALL) == ([], 0, False)
    assert feed_after(7, limit=1, allowed=ALL) == ([], 7, False)


def test_feed_is_the_log_in_stretches(tell):
    entries = [tell(ClaimFactory()) for _ in range(3)]
    entries.append(tell.withdraw(entries[0].claim))

    found = feed_after(0, limit=4, allowed=ALL)

    assert (found.reached, found.more) == (4, False)
    for row, entry in zip(found.rows, entries, strict=True):
        assert row.sequence == entry.sequence
        assert row.document == entry.document
        assert (row.event, row.note, row.at) == (entry.event, entry.note, entry.at)
        assert (row.claim_id, row.version, row.digest) == (
            entry.claim_id,
            entry.version,
            entry.digest,
        )
    assert short(feed_after(0, limit=3, allowed=ALL)) == ([1, 2, 3], (3, True))
    assert short(feed_after(3, limit=3, allowed=ALL)) == ([4], (4, False))
    assert short(feed_after(4, limit=3, allowed=ALL)) == ([], (4, False))


@pytest.fixture
def story(tell):
    """Publish a claim of each of two topics, and have one go to the other and back."""
    ours, theirs = TopicFactory(), TopicFactory()
    stays, goes = ClaimFactory(topic=ours), ClaimFactory(topic=ours)
    tell(ClaimFactory(topic=theirs))
    tell(stays)
    tell(goes)
    tell(goes, topic=theirs)
    tell(goes, text="Else")
    tell(goes, topic=ours)
    tell.withdraw(goes)
    tell(goes, topic=theirs)
    tell.withdraw(goes)
    return ours, theirs


def test_feed_of_a_topic(story):
    ours, theirs = story

    found = feed_after(0, limit=9, allowed=Allowed(frozenset([ours.pk])))

    assert short(found) == ([2, 3, [4], 6, 7], (9, False))
    assert short(feed_after(0, limit=9, allowed=Allowed(frozenset([theirs.pk])))) == (
        [1, 4, 5, [6], 8, 9],
        (9, False),
    )


def test_feed_of_every_topic_by_name_is_the_whole_log(story):
    allowed = Allowed(frozenset(topic.pk for topic in story), frozenset(["en"]))

    assert short(feed_after(0, limit=9, allowed=allowed))[0] == list(range(1, 10))


@pytest.mark.parametrize(
    ("after", "limit", "told"),
    [
        (0, 1, ([2], (2, True))),
        (2, 2, ([3, [4]], (4, True))),
        (4, 2, ([6, 7], (7, True))),
        (7, 2, ([], (9, False))),
        (9, 2, ([], (9, False))),
        (99, 2, ([], (99, False))),
    ],
)
def test_place_moves_past_what_may_not_be_seen(story, after, limit, told):
    allowed = Allowed(frozenset([story[0].pk]))

    assert short(feed_after(after, limit=limit, allowed=allowed)) == told


def test_feed_looks_through_a_stretch_at_a_time(story, monkeypatch):
    monkeypatch.setattr(feed, "WINDOW", 1)
    allowed = Allowed(frozenset([story[0].pk]))

    assert short(feed_after(0, limit=9, allowed=allowed)) == ([], (1, True))
    assert short(feed_after(1, limit=9, allowed=allowed)) == ([2], (2, True))
    assert short(feed_after(8, limit=9, allowed=allowed)) == ([], (9, False))


def test_feed_of_a_language(tell):
    claim = ClaimFactory(language="en")
    tell(claim)
    tell(claim, language="fr")
    tell(ClaimFactory(language="fr"))
    tell.withdraw(claim)

    english = feed_after(0, limit=9, allowed=Allowed(languages=frozenset(["en"])))
    french = feed_after(0, limit=9, allowed=Allowed(languages=frozenset(["fr"])))
    none = feed_after(0, limit=9, allowed=Allowed(languages=frozenset(["de"])))

    assert short(english) == ([1, [2]], (4, False))
    assert short(french) == ([2, 3, 4], (4, False))
    assert short(none) == ([], (4, False))


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(n, marks=pytest.mark.drill) for n in range(2, 12))]
)
def test_whoever_follows_from_0_ends_with_what_they_may_see(tell, seed):
    chance = random.Random(seed)
    topics = TopicFactory.create_batch(3)
    made = [ClaimFactory(topic=topics[0], language="en") for _ in range(6)]
    for _ in range(60):
        claim = now(chance.choice(made))
        if claim.stage == "published" and chance.random() < 0.3:
            tell.withdraw(claim)
        else:
            tell(
                claim,
                topic=chance.choice(topics),
                language=chance.choice(["en", "fr"]),
                text=f"Said {chance.random()}",
            )

    for topic_set in ([], topics[:1], topics[1:]):
        for languages in ([], ["en"], ["fr", "de"]):
            allowed = Allowed(
                frozenset(topic.pk for topic in topic_set), frozenset(languages)
            )
            held = follow(allowed, chance)
            assert held == {
                row.claim_id: bytes(row.entry.document)
                for row in PublishedClaim.objects.standing().select_related("entry")
                if allowed.lets(row.topic_id, row.language)
            }, (topic_set, languages)


def follow(allowed, chance):
    """Follow the feed in stretches of any length, and keep what it says."""
    after, held, more = 0, {}, True
    while more:
        rows, reached, more = feed_after(
            after, limit=chance.randint(1, 7), allowed=allowed
        )
        assert after < reached or not more
        for row in rows:
            if row.document is None or row.event == "withdrawn":
                held.pop(row.claim_id, None)
            else:
                held[row.claim_id] = row.document
        after = reached
    return held
