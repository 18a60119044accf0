"""A preview is what a publication then appends."""

import json

import pytest

from claims.models import Entry, Event
from claims.services.claims import revise_claim
from claims.services.preview import preview_claim
from claims.services.publication import correct_claim, publish_claim, withdraw_claim
from tests import factories
from tests.stories import everything, now

pytestmark = pytest.mark.django_db

OF_THE_MOMENT = ("published_at", "updated_at", "note", "event")


def apart_from_the_moment(document):
    kept = {name: each for name, each in document.items() if name not in OF_THE_MOMENT}
    return json.dumps(kept, sort_keys=True)


def full_claim(newsroom):
    claim = factories.FigureClaimFactory(claimant=factories.AgentFactory())
    for value in (7000, 2000):
        factories.CitationFactory(claim=claim, comparator="exactly", value=value)
    newsroom.review("approved", claim)
    return now(claim)


def test_preview_is_what_each_publication_then_appends(newsroom):
    by = newsroom.editor
    claim = full_claim(newsroom)
    seen = []

    def look_then(service, **words):
        fresh = now(claim)
        preview = preview_claim(fresh)
        entry = service(fresh, revision=fresh.revision, by=by, **words)
        seen.append((preview, entry))

    look_then(publish_claim)
    revise_claim(claim, revision=now(claim).revision, by=by, place="Baku")
    look_then(publish_claim, note="More.")
    revise_claim(claim, revision=now(claim).revision, by=by, place="Shusha")
    look_then(correct_claim, note="Wrong place.")
    withdraw_claim(
        now(claim), revision=now(claim).revision, by=by, reason="R", note="N"
    )
    look_then(publish_claim)

    for preview, entry in seen:
        told = json.loads(bytes(entry.document))
        assert apart_from_the_moment(preview.document) == apart_from_the_moment(told)
        moment = {name: told[name] for name in OF_THE_MOMENT}
        assert preview._replace(document={**preview.document, **moment}).data == bytes(
            entry.document
        )
    assert [preview.entry.event for preview, _ in seen] == [
        Event.PUBLISHED,
        Event.UPDATED,
        Event.UPDATED,
        Event.PUBLISHED,
    ]


def test_preview_reads_only(newsroom):
    claim = full_claim(newsroom)
    before = everything()

    preview_claim(claim)

    assert everything() == before
    assert not Entry.objects.using("default").exists()


def test_preview_tells_the_differences_from_what_is_public(newsroom):
    claim = full_claim(newsroom)
    first = preview_claim(claim)
    publish_claim(claim, revision=claim.revision, by=newsroom.editor)
    same = preview_claim(now(claim))
    revise_claim(claim, revision=now(claim).revision, by=newsroom.editor, place="Baku")
    other = preview_claim(now(claim))

    assert first.public is None
    assert ("Text", "", claim.text) in [
        (each.label, each.before, each.after) for each in first.differences
    ]
    assert same.differences == []
    assert same.seal == first.seal != other.seal
    assert [(each.label, each.after) for each in other.differences] == [
        ("Place", "Baku")
    ]
    assert {each.what for each in other.losses} == {"removed"}
