import hashlib
import json
from collections import Counter
from random import Random

import pytest
import rfc8785
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connections

from claims.bench.clock import EPOCH, Clock
from claims.bench.seed import SEED, seed
from claims.bench.stories import Story
from claims.bench.world import EDITOR, ForeignRowsError, found_world
from claims.documents import CONTENT, content_of
from claims.models import (
    Claim,
    Entry,
    NounKind,
    PublishedClaim,
    PublishedNoun,
    Review,
    Verdict,
)
from claims.services.invariants import faults
from claims.services.rebuild import rebuild_record
from tests.factories import ClaimFactory

NUMBER = 300


def entries():
    return Entry.objects.using("owner").order_by("sequence")


def topics():
    return PublishedNoun.objects.filter(kind=NounKind.TOPIC)


def skip(batch):
    """Progress that nobody looks at."""


def test_seed_leaves_what_the_services_could_have_made(committed):
    batches = []

    new = seed(NUMBER, batches.append)

    assert (new, sum(batches)) == (NUMBER, NUMBER)
    assert list(faults()) == []
    assert rebuild_record() == 0
    assert PublishedClaim.objects.standing().count() == NUMBER
    assert sum(topic.claims for topic in topics()) == NUMBER
    for entry in entries():
        document = bytes(entry.document)
        assert hashlib.sha256(document).hexdigest() == entry.digest
        assert rfc8785.dumps(json.loads(document)) == document


def test_seed_writes_the_documents_that_publication_renders(committed):
    seed(NUMBER, skip)

    for published in PublishedClaim.objects.standing().select_related("entry"):
        document = json.loads(bytes(published.entry.document))
        content = content_of(Claim.objects.get(pk=published.claim_id))
        rendered = rfc8785.dumps({**document, **content})
        assert rendered == bytes(published.entry.document)
        assert set(CONTENT) < set(document)


def test_seed_writes_each_row_to_its_history(committed):
    seed(NUMBER, skip)

    with connections["owner"].cursor() as cursor:
        for table, history in (
            ("claims_claim", "claims_claimevent"),
            ("claims_citation", "claims_citationevent"),
            ("claims_review", "claims_reviewevent"),
            ("claims_source", "claims_sourceevent"),
            ("claims_claim_tags", "claims_claimtagevent"),
            ("claims_source_authors", "claims_sourceauthorevent"),
        ):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            [rows] = cursor.fetchone()
            cursor.execute(
                f'SELECT count(*) FROM "{history}" WHERE pgh_label = %s'
                " AND pgh_context ->> 'username' = %s",
                ["insert", EDITOR],
            )
            assert cursor.fetchone() == (rows,)
            assert rows > 0


def test_seed_leaves_every_trigger_on(committed):
    seed(30, skip)

    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled <> 'O'")
        assert cursor.fetchall() == []


def test_seed_has_the_skew_of_a_newsroom(committed):
    seed(NUMBER, skip)

    cited = sorted(claim.citations.count() for claim in Claim.objects.all())
    versions = [entry.version for entry in entries()]
    largest = max(topic.claims for topic in topics())
    assert 2 <= cited[0] <= cited[NUMBER // 2] <= 6
    assert cited[-1] <= 12
    assert 0.5 < versions.count(1) / len(versions) < 1
    assert largest > 2 * NUMBER / topics().count()
    assert {2, 1} <= set(versions)
    assert Review.objects.filter(publisher=None).exists()
    assert Review.objects.exclude(publisher=None).exists()


def test_few_agents_make_most_claims(committed):
    """A filter by the one who makes most finds full pages, also of a small record."""
    rng = Random(SEED)
    story = Story(found_world(rng), Clock(rng), EPOCH)

    made = [story.make_claim("en").claimant_id for _ in range(1000)]

    [(_, most), *others] = Counter(filter(None, made)).most_common()
    assert 100 < most < 200
    assert len(others) > 100


def test_seed_goes_on_where_it_was_stopped(committed):
    seed(20, skip)
    before = [entry.digest for entry in entries()]

    new = seed(50, skip)

    assert new == 30
    assert [entry.digest for entry in entries()][: len(before)] == before
    assert seed(50, skip) == 0
    assert list(faults()) == []


def test_seed_gives_the_same_claims_again(committed):
    from tests.conftest import empty_tables

    seed(20, skip)
    texts = [(claim.pk, claim.text) for claim in Claim.objects.all()]
    empty_tables()

    seed(20, skip)

    assert [(claim.pk, claim.text) for claim in Claim.objects.all()] == texts


def test_seed_interrupted_keeps_whole_batches(committed, monkeypatch):
    monkeypatch.setattr("claims.bench.seed.BATCH", 20)

    def stop(batch):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        seed(60, stop)

    assert Claim.objects.count() == 20
    assert list(faults()) == []


def test_seed_refuses_the_claims_of_others(committed):
    ClaimFactory()

    with pytest.raises(ForeignRowsError):
        seed(20, skip)

    assert not User.objects.filter(username=EDITOR).exists()


def test_seed_makes_people_who_cannot_log_in(committed):
    seed(1, skip)

    assert not User.objects.get(username=EDITOR).has_usable_password()


def test_clock_makes_uuid7_keys_in_order():
    clock = Clock(Random(SEED))

    keys = [clock.key() for _ in range(5000)]

    assert keys == sorted(keys)
    assert {key.version for key in keys} == {7}
    assert keys[0].int >> 80 == int(EPOCH.timestamp() * 1000)


def test_seed_keeps_the_verdicts_there_are(committed):
    call_command("loaddata", "reference", verbosity=0)
    verdicts = set(Verdict.objects.values_list("label", flat=True))

    seed(20, skip)

    assert set(Verdict.objects.values_list("label", flat=True)) == verdicts
