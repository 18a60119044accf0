"""Nouns of each kind at once: what is told of them, to whom, and what is not."""

import uuid

import pytest

from claims.models import Agent, Measure, Source, Topic
from tests import factories
from tests.api.conftest import headers_of

KINDS = ("topics", "measures", "agents", "sources")
# What the addresses below each kind are: all, one, its claims, its figures.
BELOW = dict.fromkeys(KINDS, ("", "claims/"))
BELOW["topics"] = BELOW["measures"] = ("", "claims/", "figures/")


def full(topic, language="en", **values):
    """Make a claim with a noun of every kind, some of its own and some given."""
    values.setdefault("claimant", factories.AgentFactory())
    claim = factories.FigureClaimFactory(
        topic=topic, measure=measure_of(topic), language=language, **values
    )
    source = factories.SourceFactory(publisher=factories.AgentFactory())
    source.authors.add(factories.AgentFactory())
    factories.CitationFactory(
        claim=claim, source=source, comparator="exactly", value=7000
    )
    return claim


def measure_of(topic):
    """Give a topic's one measure."""
    return topic.measures.first() or factories.MeasureFactory(topic=topic)


def key_of(row):
    """What a row's address has."""
    return row.slug if isinstance(row, Topic) else row.pk


def nouns_of(claim):
    """List the rows a claim shows, by kind."""
    [citation] = claim.citations.all()
    publisher, [author] = citation.source.publisher, citation.source.authors.all()
    return {
        "topics": [claim.topic],
        "measures": [claim.measure],
        "agents": [claim.claimant, publisher, author],
        "sources": [citation.source],
    }


def addresses_of(nouns):
    """List every address of these nouns."""
    return [
        f"/api/v1/{kind}/{key_of(row)}/{below}"
        for kind, rows in nouns.items()
        for row in rows
        for below in BELOW[kind]
    ]


def listed(api, kind, headers=None):
    """Read the numbers of claims in a list, by noun."""
    results = api.get(f"/api/v1/{kind}/", headers=headers).json()["results"]
    return {each["id"]: each["claims"] for each in results}


def test_nouns_of_a_public_claim_are_told(api, publish, agrees):
    claim = full(factories.TopicFactory())
    document = publish(claim).document

    for kind, rows in nouns_of(claim).items():
        assert listed(api, kind) == {str(row.pk): 1 for row in rows}
        for row in rows:
            one = api.get(f"/api/v1/{kind}/{key_of(row)}/")
            agrees(one)
            assert one.json().pop("claims") == 1
            of_noun = api.get(f"/api/v1/{kind}/{key_of(row)}/claims/")
            agrees(of_noun)
            assert of_noun.content == b'{"next":null,"results":[%b]}' % document


def test_noun_is_told_as_the_document_does(api, publish):
    entry = publish(full(factories.TopicFactory()))
    document = api.get(f"/api/v1/claims/{entry.claim_id}/").json()
    source = document["citations"][0]["source"]

    for kind, noun in (
        ("measures", document["measure"]),
        ("agents", document["claimant"]),
        ("agents", source["publisher"]),
        ("sources", source),
    ):
        told = api.get(f"/api/v1/{kind}/{noun['id']}/").json()
        assert told == {**noun, "claims": 1}


@pytest.mark.parametrize("kind", KINDS)
def test_lists_are_walked_to_the_end(api, publish, kind):
    for _ in range(3):
        publish(full(factories.TopicFactory()))
    keys = list(listed(api, kind))

    seen, address = [], f"/api/v1/{kind}/?page_size=2"
    while address:
        answer = api.get(address.removeprefix("http://127.0.0.1:8000")).json()
        seen += [each["id"] for each in answer["results"]]
        address = answer["next"]

    assert seen == keys == sorted(keys)


def test_claims_of_a_noun_are_walked_to_the_end(api, publish):
    topic, claimant = factories.TopicFactory(), factories.AgentFactory()
    entries = [publish(full(topic, claimant=claimant)) for _ in range(3)]

    seen, address = [], f"/api/v1/agents/{claimant.pk}/claims/?page_size=2"
    while address:
        answer = api.get(address.removeprefix("http://127.0.0.1:8000")).json()
        seen += [each["id"] for each in answer["results"]]
        address = answer["next"]

    assert seen == [str(entry.claim_id) for entry in reversed(entries)]


def test_answers_are_304_until_they_change(api, publish, withdraw):
    topic = factories.TopicFactory()
    claimant = factories.AgentFactory()
    first = full(topic, claimant=claimant)
    publish(first)
    publish(full(topic, claimant=claimant))
    shown = f"/api/v1/agents/{claimant.pk}/"
    asked = [f"/api/v1/{kind}/" for kind in KINDS]
    asked += [shown, f"{shown}claims/", f"/api/v1/topics/{topic.slug}/figures/"]
    etags = {address: api.get(address)["ETag"] for address in asked}

    def codes():
        return {
            api.get(address, headers={"If-None-Match": etag}).status_code
            for address, etag in etags.items()
        }

    before = codes()
    # The newest claim, which tells of them, stays.
    withdraw(first)
    after = codes()

    assert (before, after) == ({304}, {200})


@pytest.fixture
def hidden(publish, withdraw, people):
    """Make, around a claim, everything that somebody may not be shown of its nouns.

    Another claim shows them all, in another topic and language, and newer.
    """

    def hidden(claim, topic, language):
        nouns = nouns_of(claim)
        for agent in nouns["agents"]:
            agent.name, agent.revision = f"Hidden {agent.name}", agent.revision + 1
            agent.save()
        [source] = nouns["sources"]
        source.title, source.revision = "Hidden title", source.revision + 1
        source.save()
        other = factories.FigureClaimFactory(
            topic=topic,
            measure=measure_of(topic),
            claimant=claim.claimant,
            language=language,
        )
        factories.CitationFactory(
            claim=other, source=source, comparator="exactly", value=9
        )
        publish(other)
        publish(full(topic, language))
        gone = full(topic, language)
        publish(gone)
        withdraw(gone)
        full(topic, language)
        return other

    return hidden


def walk(api, address, headers):
    """Read an address and all its pages: status, headers and bytes."""
    told = []
    while address:
        response = api.get(
            address.removeprefix("http://127.0.0.1:8000"), headers=headers
        )
        told.append((response.status_code, headers_of(response), response.content))
        address = response.json().get("next") if response.status_code == 200 else None
    return told


@pytest.mark.parametrize(
    ("by_topic", "by_language", "same_topic"),
    [
        (True, False, False),
        (False, True, False),
        (False, True, True),
        (True, True, True),
    ],
)
def test_what_a_partner_may_not_see_changes_no_byte(
    api, publish, key, hidden, by_topic, by_language, same_topic
):
    topic = factories.TopicFactory()
    claim = full(topic)
    publish(claim)
    publish(full(topic))
    headers = key(
        *([topic] if by_topic else []), languages=["en"] if by_language else []
    )
    asked = [
        *(f"/api/v1/{kind}/?page_size={size}" for kind in KINDS for size in (1, 50)),
        *addresses_of(nouns_of(claim)),
        *(
            f"{each}?page_size=1"
            for each in addresses_of(nouns_of(claim))
            if "s/" in each[-8:]
        ),
    ]
    before = {address: walk(api, address, headers) for address in asked}

    other = topic if same_topic else factories.TopicFactory()
    hidden(claim, other, "fr" if by_language else "en")
    after = {address: walk(api, address, headers) for address in asked}

    assert {page[0] for pages in before.values() for page in pages} <= {200, 400}
    assert after == before
    # It is there for whoever may see everything.
    assert {address: walk(api, address, None) for address in asked} != before


def test_what_is_hidden_is_answered_as_what_is_absent(
    api, publish, withdraw, key, hidden, people
):
    topic = factories.TopicFactory()
    claim = full(topic)
    publish(claim)
    hidden(claim, factories.TopicFactory(), "fr")
    full(topic)
    gone = full(topic)
    publish(gone)
    withdraw(gone)
    withheld = factories.SourceFactory(
        publisher=factories.AgentFactory(), is_withheld=True, withheld_reason="Safety."
    )
    factories.CitationFactory(claim=claim, source=withheld)
    publish(claim)
    shown = {str(row.pk) for rows in nouns_of_public(claim) for row in rows}
    headers = key(topic, languages=["en"])
    rows = {
        "topics": Topic.objects.using("default"),
        "measures": Measure.objects.using("default"),
        "agents": Agent.objects.using("default"),
        "sources": Source.objects.using("default"),
    }
    asked = {
        kind: [row for row in of_kind if str(row.pk) not in shown]
        for kind, of_kind in rows.items()
    }

    for kind, hidden_rows in asked.items():
        keys = [*map(key_of, hidden_rows)]
        assert keys
        keys.append("never-was" if kind == "topics" else uuid.uuid4())
        for below in BELOW[kind]:
            answers = [
                api.get(f"/api/v1/{kind}/{key}/{below}", headers=headers)
                for key in keys
            ]
            assert {answer.status_code for answer in answers} == {404}
            assert len({answer.content for answer in answers}) == 1
            assert len({str(headers_of(answer)) for answer in answers}) == 1


def nouns_of_public(claim):
    """List the rows that a claim shows where one source is withheld."""
    named = [
        each.source for each in claim.citations.all() if not each.source.is_withheld
    ]
    agents = [claim.claimant, *(source.publisher for source in named)]
    agents += [author for source in named for author in source.authors.all()]
    return [claim.topic], [claim.measure], named, agents


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [
        ({}, 3),
        ({"languages": ["en"]}, 2),
        ({"languages": ["en", "fr"]}, 3),
        ({"languages": ["en-GB"]}, None),
        ({"topics": ["one"]}, 2),
        ({"topics": ["other"]}, 1),
        ({"topics": ["one", "other"]}, 3),
        ({"topics": ["one"], "languages": ["fr"]}, 1),
        ({"topics": ["other"], "languages": ["fr"]}, None),
    ],
)
def test_numbers_tell_only_of_what_may_be_seen(api, publish, key, allowed, expected):
    topics = {name: factories.TopicFactory(slug=name) for name in ("one", "other")}
    claimant = factories.AgentFactory()
    for name, language in (("one", "en"), ("one", "fr"), ("other", "en")):
        publish(full(topics[name], language, claimant=claimant))
    headers = key(
        *(topics[name] for name in allowed.get("topics", ())),
        languages=allowed.get("languages", ()),
    )

    one = api.get(f"/api/v1/agents/{claimant.pk}/", headers=headers)
    claims = api.get(f"/api/v1/agents/{claimant.pk}/claims/", headers=headers)

    assert listed(api, "agents", headers).get(str(claimant.pk)) == expected
    assert one.json().get("claims") == expected
    assert claims.status_code == (404 if expected is None else 200)
    if expected:
        assert len(claims.json()["results"]) == expected


@pytest.mark.parametrize("query", ["?cursor=x", "?page_size=0", "?nonsense=1"])
def test_parameters_are_strict_also_where_there_is_nothing(api, publish, agrees, query):
    claim = full(factories.TopicFactory())
    publish(claim)

    for address in [
        *(f"/api/v1/{kind}/" for kind in KINDS),
        *addresses_of(nouns_of(claim)),
        f"/api/v1/agents/{uuid.uuid4()}/",
        f"/api/v1/measures/{uuid.uuid4()}/figures/",
    ]:
        answer = api.get(f"{address}{query}")
        assert answer.status_code == 400, address
        agrees(answer)
