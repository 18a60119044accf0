import datetime

import pytest
from django.db import IntegrityError, connections, transaction

from claims.models import Entry, PublishedClaim, PublishedTopic
from claims.services.publication import publish_claim
from claims.services.record import entries, published_claims, published_topics
from tests.factories import ClaimFactory


@pytest.fixture
def entry(db, newsroom):
    return publish_claim(ClaimFactory(), revision=1, by=newsroom.editor)


def appended(entry, **values):
    """Append a copy of an entry that follows it, but for ``values``."""
    following = {
        "sequence": entry.sequence + 1,
        "claim_id": entry.claim_id,
        "version": entry.version + 1,
        "event": "updated",
        "document": entry.document,
        "digest": entry.digest,
        "previous": entry.digest,
        "at": entry.at,
        "by_id": entry.by_id,
    }
    with transaction.atomic():
        return entries.create(**{**following, **values})


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"sequence": 3}, "The record goes on with entry 2, not 3"),
        ({"sequence": 1}, "The record goes on with entry 2, not 1"),
        ({"version": 3}, "goes on with version 2"),
        ({"version": 1}, "goes on with version 2"),
        ({"previous": ""}, "goes on with version 2"),
        ({"previous": "0" * 64}, "goes on with version 2"),
        ({"digest": "0" * 64}, "The digest of entry 2 is not that of its document"),
        ({"document": b"{}"}, "The digest of entry 2 is not that of its document"),
        ({"event": "published"}, "only while it is not public"),
        ({"at": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)}, "is older than"),
    ],
)
def test_entry_continues_the_record(entry, values, words):
    with pytest.raises(IntegrityError, match=words):
        appended(entry, **values)

    assert entries.get() == entry
    assert appended(entry).sequence == 2


@pytest.mark.parametrize("event", ["updated", "corrected", "withdrawn"])
def test_record_of_a_claim_starts_with_its_publication(entry, event):
    new = {"claim_id": ClaimFactory().pk, "version": 1, "previous": "", "note": "A."}

    with pytest.raises(IntegrityError, match="only while it is public"):
        appended(entry, event=event, **new)
    assert appended(entry, event="published", **new).version == 1


@pytest.mark.parametrize(
    "write",
    [
        lambda rows: rows.update(note="else"),
        lambda rows: rows.delete(),
        lambda rows: rows.bulk_update([rows.get()], ["digest"]),
        lambda rows: Entry.save(rows.get(), using="default"),
        lambda rows: Entry.delete(rows.get(), using="default"),
    ],
)
def test_entry_is_never_changed(entry, write):
    published_claims.all().delete()
    published_topics.all().delete()

    with (
        pytest.raises(Exception, match=r"permission denied|append-only"),
        transaction.atomic(),
    ):
        write(entries.all())

    assert entries.get() == entry


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claims_entry SET note = 'else'",
        "DELETE FROM claims_entry",
        "TRUNCATE claims_entry CASCADE",
    ],
)
def test_entry_is_never_changed_by_the_owner(committed, newsroom, statement):
    entry = publish_claim(ClaimFactory(), revision=1, by=newsroom.editor)

    with pytest.raises(IntegrityError, match="The record is append-only"):
        connections["owner"].cursor().execute(statement)

    assert entries.get() == entry


def test_versions_are_read_by_number(committed, newsroom):
    claim = ClaimFactory()
    entry = publish_claim(claim, revision=1, by=newsroom.editor)

    first = Entry.objects.version(claim.pk, 1)

    assert first == Entry.objects.version(claim.pk)
    assert bytes(first.document) == entry.document
    assert (first.digest, first.event, first.version) == (entry.digest, "published", 1)
    assert Entry.objects.version(claim.pk, 2) is None


def test_pages_are_read_in_order(committed, newsroom):
    for claim in ClaimFactory.create_batch(3):
        publish_claim(claim, revision=1, by=newsroom.editor)

    first = PublishedClaim.objects.page(limit=2)
    last = first[-1]
    rest = PublishedClaim.objects.page(after=last.place, limit=2)
    topics = PublishedTopic.objects.page(after=None, limit=2)
    more = PublishedTopic.objects.page(after=topics[1].pk, limit=2)

    ids = list(published_claims.values_list("claim_id", flat=True))
    assert [row.id for row in [*first, *rest]] == ids
    assert len(topics) == 2
    assert len(more) == 1


def test_rows_of_the_record_are_told_by_their_numbers(entry):
    topic = published_topics.get()

    assert str(entry) == "1: published version 1"
    assert str(published_claims.get()) == f"{entry.claim_id} by 1"
    assert "status:unverified by 1" in [
        str(row) for row in published_claims.get().terms.using("default")
    ]
    assert str(topic) == topic.slug
