import hashlib
import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from claims.models import Entry, PublishedClaim, Status
from claims.services.base import ConflictError
from claims.services.citations import cite_source
from claims.services.claims import revise_claim
from claims.services.invariants import faults
from claims.services.preview import preview_claim
from claims.services.publication import correct_claim, publish_claim, withdraw_claim
from claims.services.record import entries
from claims.services.reviews import approve_review, return_review
from claims.services.schedules import schedule_publication
from tests.factories import ClaimFactory, SourceFactory, UserFactory
from tests.services.arranging import TOMORROW
from tests.stories import everything, now

OUT = {"reason": "It was a hoax.", "note": "This was a hoax."}


@pytest.mark.django_db
def test_publish_claim_appends_one_entry(newsroom):
    claim = ClaimFactory()

    entry = publish_claim(claim, revision=1, by=newsroom.editor, note="First.")

    assert entries.get() == entry
    assert (entry.event, entry.version, entry.note) == ("published", 1, "First.")
    public = PublishedClaim.objects.using("default").get()
    assert (public.entry_id, public.claim_id, public.until) == (
        entry.pk,
        claim.pk,
        None,
    )
    assert now(claim).stage == "published"


def test_published_claim_is_read_by_the_record_role(committed, client, newsroom):
    claim = ClaimFactory()
    entry = publish_claim(claim, revision=1, by=newsroom.editor)

    response = client.get(f"/api/v1/claims/{claim.pk}/")

    assert response.content == entry.document


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("service", "said"),
    [
        (publish_claim, {}),
        (correct_claim, {"note": "It was wrong."}),
        (schedule_publication, {"at": TOMORROW}),
    ],
)
def test_what_nobody_saw_does_not_go_out(newsroom, service, said):
    claim = newsroom.claim("published")
    claim = revise_claim(claim, revision=2, by=newsroom.author, text="Else")
    said = {**said, "revision": 3, "by": newsroom.editor}
    seal = preview_claim(claim).seal
    # A citation is a row of its own: the claim's revision stays.
    cite_source(claim, SourceFactory(), by=newsroom.author)
    before = everything()

    with pytest.raises(ConflictError, match="What goes out changed"):
        service(claim, seal=seal, **said)

    assert everything() == before
    service(claim, seal=preview_claim(claim).seal, **said)
    assert everything() != before


@pytest.mark.django_db
def test_publish_claim_refuses_what_has_not_changed(newsroom):
    claim = newsroom.claim("published")
    before = everything()

    with pytest.raises(ValidationError, match="Nothing has changed") as refused:
        publish_claim(claim, revision=2, by=newsroom.editor)

    assert refused.value.code == "unchanged"
    assert everything() == before


@pytest.mark.django_db
def test_return_of_a_review_leaves_a_published_claim_public(newsroom):
    claim = newsroom.claim("published")
    review = newsroom.review("submitted", claim)

    return_review(review, revision=2, by=newsroom.editor, reason="Thin.")

    assert now(claim).stage == "published"


@pytest.mark.django_db
def test_publish_claim_waits_for_a_submitted_review(newsroom):
    claim = newsroom.claim("in_review")

    with pytest.raises(ValidationError, match="waits for approval"):
        publish_claim(claim, revision=claim.revision, by=newsroom.editor)

    assert not entries.exists()


@pytest.mark.django_db
def test_publish_claim_with_an_approved_review_tells_its_status(newsroom):
    claim = now(newsroom.review("approved").claim)

    entry = publish_claim(claim, revision=claim.revision, by=newsroom.editor)

    assert json.loads(entry.document)["status"] == newsroom.verdict.status


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("service", "event"), [(publish_claim, "updated"), (correct_claim, "corrected")]
)
def test_changes_go_out_as_an_update_or_a_correction(newsroom, service, event):
    claim = newsroom.claim("published")
    claim = revise_claim(claim, revision=2, by=newsroom.author, text="Else")

    entry = service(claim, revision=3, by=newsroom.editor, note="We were wrong.")

    assert (entry.event, entry.version, entry.note) == (event, 2, "We were wrong.")
    assert json.loads(entry.document)["text"] == "Else"


@pytest.mark.django_db
@pytest.mark.parametrize("note", ["", "  \n"])
def test_correction_and_withdrawal_need_a_note(newsroom, note):
    claim = newsroom.claim("published")
    claim = revise_claim(claim, revision=2, by=newsroom.author, text="Else")
    before = everything()

    with pytest.raises(ValidationError) as correction:
        correct_claim(claim, revision=3, by=newsroom.editor, note=note)
    with pytest.raises(ValidationError) as withdrawal:
        withdraw_claim(
            claim, revision=3, by=newsroom.editor, reason="Wrong.", note=note
        )
    with pytest.raises(ValidationError) as unexplained:
        withdraw_claim(claim, revision=3, by=newsroom.editor, reason=note, note="No.")

    assert set(correction.value.error_dict) == {"note"}
    assert set(withdrawal.value.error_dict) == {"note"}
    assert set(unexplained.value.error_dict) == {"reason"}
    assert everything() == before


@pytest.mark.django_db
def test_withdrawn_claim_leaves_its_note_and_may_be_published_again(newsroom):
    claim = newsroom.claim("published")
    gone = withdraw_claim(claim, revision=2, by=newsroom.editor, **OUT)
    left = list(PublishedClaim.objects.using("default").standing())

    again = publish_claim(claim, revision=3, by=newsroom.editor)

    assert left == []
    tombstone = json.loads(gone.document)
    assert tombstone["note"] == "This was a hoax."
    assert "hoax" not in tombstone.get("text", "")
    assert "It was a hoax." not in gone.document.decode()
    assert (again.event, again.version) == ("published", 3)
    assert again.previous == gone.digest == hashlib.sha256(gone.document).hexdigest()
    assert list(faults()) == []


# Which call makes the writes that are broken one after the other.
def publication(newsroom):
    claim = newsroom.claim("published")
    claim = revise_claim(claim, revision=2, by=newsroom.author, text="Else")
    return lambda: publish_claim(claim, revision=3, by=newsroom.editor)


def first_publication(newsroom):
    claim = newsroom.claim()
    return lambda: publish_claim(claim, revision=1, by=newsroom.editor)


def withdrawal(newsroom):
    claim = newsroom.claim("published")
    return lambda: withdraw_claim(claim, revision=2, by=newsroom.editor, **OUT)


def approval(newsroom):
    newsroom.review("approved", claim := ClaimFactory())
    review = newsroom.review("submitted", claim)
    return lambda: approve_review(review, revision=2, by=newsroom.editor)


def broken_at(table, operation, nth):
    """Have the ``nth`` write of a kind to a table fail, as a full disk would."""
    return f"""
        CREATE SEQUENCE broken_writes;
        GRANT USAGE ON SEQUENCE broken_writes TO PUBLIC;
        CREATE FUNCTION broken_write() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF nextval('broken_writes') = {nth} THEN
                RAISE EXCEPTION 'the disk is full' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NULL;
        END $$;
        CREATE TRIGGER zz_broken_write AFTER {operation} ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION broken_write();
    """


MENDED = "DROP FUNCTION broken_write() CASCADE; DROP SEQUENCE broken_writes"


def writes_of(call):
    """List the writes that a call makes, history by triggers too, without making them."""
    tables = connections["default"].introspection.table_names()
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        call()
        transaction.set_rollback(True)
    made = {}
    for query in queries.captured_queries:
        # The history's context may stand before the statement itself.
        for written in re.finditer(
            r'(INSERT INTO|UPDATE|DELETE FROM) "?(\w+)', query["sql"]
        ):
            operation, table = written[1].split()[0], written[2]
            if table not in tables:
                continue
            made.setdefault((table, operation), []).append(query)
            event = f"{table}event"
            if event in tables:
                made.setdefault((event, "INSERT"), []).append(query)
    return [
        (*kind, n) for kind, all_of in made.items() for n, _ in enumerate(all_of, 1)
    ]


@pytest.mark.parametrize(
    ("story", "at_least"),
    [(first_publication, 8), (publication, 8), (withdrawal, 8), (approval, 6)],
)
def test_each_write_that_fails_undoes_all(committed, newsroom, story, at_least):
    call = story(newsroom)
    writes = writes_of(call)
    before = everything()

    for write in writes:
        with connections["owner"].cursor() as owner:
            owner.execute(broken_at(*write))
            try:
                with pytest.raises(IntegrityError, match="the disk is full"):
                    call()
            finally:
                owner.execute(MENDED)
        assert everything() == before, write
    call()

    assert len(writes) >= at_least
    assert everything() != before
    assert list(faults()) == []


def race(tasks, threads=32):
    """Run the tasks at once, a thread and a connection each; give what each came to."""
    barrier = threading.Barrier(min(threads, len(tasks)))

    def start(task):
        if len(tasks) <= threads:
            barrier.wait()
        try:
            return task()
        except Exception as error:  # noqa: BLE001 - told by whoever counts them
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(start, tasks))


def decided(results):
    """Count the winners; whoever did not win was told of a conflict."""
    winners = [each for each in results if not isinstance(each, Exception)]
    others = [each for each in results if isinstance(each, Exception)]
    assert [each for each in others if not isinstance(each, ConflictError)] == []
    return len(winners)


@pytest.mark.parametrize("tries", [32, pytest.param(1000, marks=pytest.mark.drill)])
def test_publish_claim_many_at_once_makes_one_entry(committed, newsroom, tries):
    claim = newsroom.claim()

    results = race(
        [lambda: publish_claim(claim, revision=1, by=newsroom.editor)] * tries
    )

    assert decided(results) == 1
    assert entries.count() == 1
    assert list(faults()) == []


@pytest.mark.parametrize("each", [4, pytest.param(32, marks=pytest.mark.drill)])
def test_publish_claim_many_of_many_at_once(committed, newsroom, each):
    made = [newsroom.claim() for _ in range(each)]

    results = race(
        [
            lambda claim=claim: publish_claim(claim, revision=1, by=newsroom.editor)
            for _ in range(each)
            for claim in made
        ]
    )

    assert decided(results) == each
    assert sorted(entries.values_list("claim_id", flat=True)) == [x.pk for x in made]
    assert list(faults()) == []


@pytest.mark.parametrize("tries", [2, pytest.param(100, marks=pytest.mark.drill)])
def test_approve_review_by_many_at_once_is_won_by_one(committed, newsroom, tries):
    review = newsroom.review("submitted")
    editors = UserFactory.create_batch(tries, is_superuser=True)

    results = race(
        [lambda by=by: approve_review(review, revision=2, by=by) for by in editors]
    )

    assert decided(results) == 1
    assert now(review).approved_by in editors
    assert now(review.claim).status == Status.VERIFIED


@pytest.mark.parametrize("each", [6, pytest.param(250, marks=pytest.mark.drill)])
def test_reader_that_follows_the_sequence_misses_nothing(committed, newsroom, each):
    shares = [[newsroom.claim() for _ in range(each)] for _ in range(8)]
    seen, done = [], threading.Event()

    def follow():
        last = 0
        try:
            while True:
                over = done.is_set()
                new = Entry.objects.filter(sequence__gt=last).values_list(
                    "sequence", flat=True
                )
                assert new.db == "record"
                seen.extend(new)
                last = seen[-1] if seen else 0
                if over:
                    return
        finally:
            connections.close_all()

    def write(share):
        for claim in share:
            publish_claim(claim, revision=1, by=newsroom.editor)

    reader = threading.Thread(target=follow)
    reader.start()
    try:
        results = race([lambda share=share: write(share) for share in shares])
    finally:
        done.set()
        reader.join()

    assert results == [None] * 8
    assert seen == list(range(1, 8 * each + 1))
