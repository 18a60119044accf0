import json

import pytest

from tests import factories

LIST = "/api/v1/topics/"


def test_topics_are_those_of_public_claims_with_their_number(api, publish, withdraw):
    war, floods, drafts, past = (factories.TopicFactory() for _ in range(4))
    publish(topic=war)
    publish(topic=war)
    publish(topic=floods)
    factories.ClaimFactory(topic=drafts)
    withdraw(publish(topic=past).claim)

    results = api.get(LIST).json()["results"]

    assert [(topic["slug"], topic["claims"]) for topic in results] == [
        (war.slug, 2),
        (floods.slug, 1),
    ]


def test_topic_is_told_as_its_newest_public_claim_does(api, publish):
    topic = factories.TopicFactory(name="The war")
    publish(topic=topic)
    rename(topic, "The 2020 war")
    before = api.get(LIST).json()["results"][0]

    entry = publish(topic=topic)
    after = api.get(LIST).json()["results"][0]

    assert before["name"] == "The war"
    assert after == {**json.loads(entry.document)["topic"], "claims": 2}


def test_topics_walk_sees_each_once(api, publish):
    topics = {publish().claim.topic.slug for _ in range(9)}

    seen, address = [], f"{LIST}?page_size=2"
    while address:
        answer = api.get(address.removeprefix("http://127.0.0.1:8000")).json()
        seen += [topic["slug"] for topic in answer["results"]]
        address = answer["next"]

    assert len(seen) == 9
    assert set(seen) == topics


@pytest.mark.parametrize("what", ["number", "name", "claim that went"])
def test_topics_etag_changes_with_the(api, publish, withdraw, what):
    topic = factories.TopicFactory()
    older, entry = publish(topic=topic), publish(topic=topic)
    known = {"If-None-Match": api.get(LIST)["ETag"]}
    same = api.get(LIST, headers=known)

    if what == "number":
        publish(topic=topic)
    elif what == "claim that went":
        # The newest claim, which tells of the topic, stays.
        withdraw(older.claim)
    else:
        rename(topic, "Renamed")
        publish(entry.claim)
    changed = api.get(LIST, headers=known)

    assert (same.status_code, changed.status_code) == (304, 200)


def rename(topic, name):
    topic.name = name
    topic.revision += 1
    topic.save()
