"""Whom an entry is told, and how much: what a partner may see, and what it asks for."""

import json

import pytest

from claims.models import EventType
from claims.services.audiences import Audience
from claims.services.claims import revise_claim
from claims.services.merging import merge_claims
from claims.services.publication import correct_claim, publish_claim, withdraw_claim
from claims.services.record import entries
from tests import factories
from tests.stories import now

pytestmark = pytest.mark.django_db

OUT = {"reason": "Wrong.", "note": "Wrong."}


def told(webhook):
    """Say the type of message of each entry; a claim that left has no version."""
    audience = Audience.of(webhook)
    messages = [audience.message(entry) for entry in entries.order_by("sequence")]
    return [
        message and (message["type"], message["data"]["version"])
        for message in messages
    ]


def change(newsroom, claim, **values):
    """Change a published claim, and publish that."""
    fresh = revise_claim(
        now(claim), revision=now(claim).revision, by=newsroom.author, **values
    )
    return publish_claim(fresh, revision=fresh.revision, by=newsroom.editor)


def test_each_event_is_told_with_where_the_claim_stands(newsroom):
    webhook = factories.WebhookFactory()
    claim = newsroom.claim("published")
    change(newsroom, claim, text="Else.")
    fresh = revise_claim(now(claim), revision=4, by=newsroom.author, text="More.")
    correct_claim(fresh, revision=5, by=newsroom.editor, note="We were wrong.")
    withdraw_claim(now(claim), revision=6, by=newsroom.editor, **OUT)

    assert told(webhook) == [
        ("claim.published", 1),
        ("claim.updated", 2),
        ("claim.corrected", 3),
        ("claim.withdrawn", 4),
    ]
    entry = entries.get(pk=3)
    assert Audience.of(webhook).message(entry) == {
        "type": "claim.corrected",
        "timestamp": json.loads(entry.document)["updated_at"],
        "data": {
            "id": str(claim.pk),
            "sequence": 3,
            "version": 3,
            "digest": entry.digest,
            "url": json.loads(entry.document)["url"],
        },
    }


def test_full_message_holds_the_document_while_it_stands(newsroom):
    webhook = factories.WebhookFactory(payload="full")
    claim = newsroom.claim("published")
    audience = Audience.of(webhook)
    first = entries.get()
    assert audience.message(first)["data"]["document"] == json.loads(first.document)

    withdraw_claim(claim, revision=2, by=newsroom.editor, **OUT)

    assert audience.message(first)["data"]["document"] is None
    last = entries.get(pk=2)
    assert audience.message(last)["data"]["document"] == json.loads(last.document)
    assert audience.message(last)["data"]["document"]["note"] == "Wrong."


def narrow(webhook, way, **values):
    """Have an endpoint see topics or languages only, by its partner or by itself."""
    row = webhook.partner if way == "allowed" else webhook
    if "topic" in values:
        row.topics.set([values["topic"]])
    else:
        row.languages = [values["language"]]


@pytest.mark.parametrize("way", ["allowed", "asked for"])
@pytest.mark.parametrize("what", ["topic", "language"])
@pytest.mark.parametrize("payload", ["thin", "full"])
def test_claim_that_leaves_is_told_as_unavailable_and_not_where_it_went(
    newsroom, way, what, payload
):
    webhook = factories.WebhookFactory(payload=payload)
    here, there = (
        (factories.TopicFactory(), factories.TopicFactory())
        if what == "topic"
        else ("en", "hy")
    )
    narrow(webhook, way, **{what: here})
    claim = factories.ClaimFactory(**{what: here})
    publish_claim(claim, revision=1, by=newsroom.editor)
    change(newsroom, claim, **{what: there})
    change(newsroom, claim, text="What was found there.")
    withdraw_claim(now(claim), revision=now(claim).revision, by=newsroom.editor, **OUT)

    assert told(webhook) == [
        ("claim.published", 1),
        ("claim.unavailable", None),
        None,
        None,
    ]
    message = Audience.of(webhook).message(entries.get(pk=2))
    assert message["data"]["digest"] is None
    assert message["data"].get("document") is None


def test_claim_that_comes_back_is_told_again(newsroom):
    here, there = factories.TopicFactory(), factories.TopicFactory()
    webhook = factories.WebhookFactory()
    webhook.partner.topics.set([here])
    claim = factories.ClaimFactory(topic=there)
    publish_claim(claim, revision=1, by=newsroom.editor)
    change(newsroom, claim, topic=here)
    withdraw_claim(now(claim), revision=now(claim).revision, by=newsroom.editor, **OUT)

    assert told(webhook) == [None, ("claim.updated", 2), ("claim.withdrawn", 3)]


@pytest.mark.parametrize("kind", EventType.values)
def test_endpoint_is_told_the_types_it_asks_for(newsroom, kind):
    webhook = factories.WebhookFactory(event_types=[kind])
    claim = newsroom.claim("published")
    change(newsroom, claim, text="Else.")
    fresh = revise_claim(now(claim), revision=4, by=newsroom.author, text="More.")
    correct_claim(fresh, revision=5, by=newsroom.editor, note="We were wrong.")
    withdraw_claim(now(claim), revision=6, by=newsroom.editor, **OUT)

    assert [each[0] for each in told(webhook) if each] == [kind]


@pytest.mark.parametrize("seen", [True, False])
def test_tombstone_leads_only_to_what_is_seen(newsroom, seen):
    here, there = factories.TopicFactory(), factories.TopicFactory()
    webhook = factories.WebhookFactory(payload="full")
    webhook.partner.topics.set([here])
    merged = factories.ClaimFactory(topic=here)
    stays = factories.ClaimFactory(topic=here if seen else there)
    for claim in (merged, stays):
        publish_claim(claim, revision=1, by=newsroom.editor)
    merge_claims(
        now(stays),
        merged=now(merged),
        revisions=(now(stays).revision, now(merged).revision),
        by=newsroom.editor,
        note="The same.",
        reason="The same.",
    )
    entry = entries.of_claim(merged.pk).first()

    message = Audience.of(webhook).message(entry)

    assert message["type"] == "claim.withdrawn"
    document = message["data"]["document"]
    if seen:
        assert document["merged_into"].endswith(f"/{stays.pk}/")
    else:
        assert document is None
