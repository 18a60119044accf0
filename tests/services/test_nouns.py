import json
import uuid

import pytest
import rfc8785
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Allowed, NounKind, PublishedNoun
from claims.services.nouns import canonical
from claims.services.publication import publish_claim, withdraw_claim
from claims.services.rebuild import rebuild_record
from tests import factories
from tests.services.telling import Stir, assert_projected, told
from tests.stories import now

pytestmark = pytest.mark.django_db

nouns = PublishedNoun.objects.using("default")


def full(**values):
    """Make a claim with nouns of every kind."""
    claim = factories.FigureClaimFactory(claimant=factories.AgentFactory(), **values)
    source = factories.SourceFactory(publisher=factories.AgentFactory())
    source.authors.add(factories.AgentFactory())
    factories.CitationFactory(claim=claim, source=source)
    return claim


def asks():
    """List what partners may be let see: topics, languages, both, and all."""
    topics = [noun.id for noun in nouns.filter(kind=NounKind.TOPIC)]
    languages = (frozenset(), frozenset({"en"}), frozenset({"fr", "de"}))
    return [
        Allowed(frozenset(some), tongues)
        for some in ((), topics[:1], topics[1:], [uuid.uuid4()])
        for tongues in languages
    ]


@pytest.mark.parametrize("seed", range(3))
def test_nouns_are_what_plain_python_says(newsroom, seed):
    stir = Stir(newsroom.editor, seed)

    for _ in range(20):
        stir.step()
        assert_projected()

    assert rebuild_record() == 0
    assert_projected()


@pytest.mark.parametrize("seed", range(2))
def test_nouns_are_read_as_plain_python_says(newsroom, seed):
    stir = Stir(newsroom.editor, seed)
    for _ in range(15):
        stir.step()

    for allowed in asks():
        expected = told(allowed)
        for kind in NounKind:
            keys = sorted(key for key, noun in expected.items() if noun[0] == kind)
            read = nouns.page(kind, limit=100, allowed=allowed)
            assert [noun.id for noun in read] == keys
            walked, after = [], None
            while page := nouns.page(kind, after=after, limit=2, allowed=allowed):
                walked += page
                after = page[-1].id
            assert walked == read
            for noun in read:
                assert nouns.tell(kind, noun.id, allowed) == noun
                assert noun.claims == expected[noun.id][-1]
            for key in {*told()} - {*expected}:
                assert nouns.tell(kind, key, allowed) is None


def test_topics_are_found_by_the_slug_they_are_told_by_last(newsroom):
    old, new = full(language="en"), None
    publish_claim(old, revision=1, by=newsroom.editor)
    topic = old.topic
    former = topic.slug
    topic.slug, topic.revision = "renamed", topic.revision + 1
    topic.save()
    new = full(topic=topic, measure=old.measure, language="fr")
    publish_claim(new, revision=1, by=newsroom.editor)
    english, french = (Allowed(languages=frozenset({tag})) for tag in ("en", "fr"))

    assert {
        (name, slug): (found := nouns.tell_topic(slug, *allowed)) and found.claims
        for name, allowed in (("all", ()), ("en", (english,)), ("fr", (french,)))
        for slug in (former, "renamed", "never")
    } == {
        ("all", former): None,
        ("all", "renamed"): 2,
        ("all", "never"): None,
        ("en", former): 1,
        ("en", "renamed"): None,
        ("en", "never"): None,
        ("fr", former): None,
        ("fr", "renamed"): 1,
        ("fr", "never"): None,
    }


@pytest.mark.parametrize("is_all", [True, False])
def test_slug_of_two_topics_is_that_of_the_newest_claim(newsroom, is_all):
    allowed = Allowed() if is_all else Allowed(languages=frozenset({"en"}))
    one = full(language="en")
    publish_claim(one, revision=1, by=newsroom.editor)
    slug = one.topic.slug
    one.topic.slug, one.topic.revision = "moved-on", 2
    one.topic.save()
    other = full(topic__slug=slug, language="en")
    publish_claim(other, revision=1, by=newsroom.editor)

    assert nouns.tell_topic(slug, allowed).id == other.topic_id


def test_withheld_source_is_no_noun(newsroom):
    claim = full()
    publisher = factories.AgentFactory()
    withheld = factories.SourceFactory(
        publisher=publisher, is_withheld=True, withheld_reason="For safety."
    )
    factories.CitationFactory(claim=claim, source=withheld)

    publish_claim(claim, revision=1, by=newsroom.editor)

    assert not nouns.filter(id__in=[withheld.pk, publisher.pk]).exists()
    assert nouns.filter(kind=NounKind.SOURCE).count() == 1


@pytest.mark.parametrize("number", [1, 30])
def test_projection_takes_as_many_queries_whatever_is_cited(newsroom, number):
    claims = [full(), full()]
    for claim in claims:
        for source in factories.SourceFactory.create_batch(number):
            factories.CitationFactory(claim=claim, source=source)

    taken = []
    for claim in claims:
        with CaptureQueriesContext(connection) as queries:
            publish_claim(claim, revision=1, by=newsroom.editor)
            withdraw_claim(
                now(claim), revision=2, by=newsroom.editor, reason="No.", note="No."
            )
        taken.append(projecting(queries))

    assert taken == [10, 10]


def projecting(queries):
    """Count the queries that touch the projections of nouns."""
    tables = ("publishednoun", "publishedshare", "publishedfigures")
    return sum(any(each in query["sql"] for each in tables) for query in queries)


@pytest.mark.parametrize(
    "document",
    [
        {"name": 'A "quoted" \\ name\n\t\x08\x0c\r\x7f\u2028 é 𝄞 </', "b": None},
        {"z": [1, -5, True, False, ""], "a": {"é": "ü"}, "A": {}},
    ],
)
def test_canonical_is_what_the_record_writes(document):
    assert canonical(document) == rfc8785.dumps(document)
    assert json.loads(canonical(document)) == document
