import contextlib

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from claims.services.claims import record_claim, revise_claim
from claims.services.comments import comment
from claims.services.invariants import faults
from claims.services.merging import merge_agents, merge_claims
from claims.services.publication import publish_claim, withdraw_claim
from claims.services.record import entries, published_claims
from claims.services.verification import verify_record
from tests import factories
from tests.factories import ClaimFactory, TagFactory
from tests.services.desk import Desk
from tests.services.merges import merge

FIRST, SECOND, THIRD, LAST = range(1, 5)


@pytest.fixture
def world(committed, newsroom):
    """Four entries: two versions of a reviewed claim, another claim, and its end."""
    review = newsroom.review("approved")
    claim = review.claim
    publish_claim(claim, revision=2 + 1, by=newsroom.editor)
    other = ClaimFactory()
    publish_claim(other, revision=1, by=newsroom.editor)
    claim = revise_claim(claim, revision=4, by=newsroom.author, text="Else")
    publish_claim(claim, revision=5, by=newsroom.editor, note="More.")
    withdraw_claim(other, revision=2, by=newsroom.editor, reason="No.", note="No.")
    recorded = record_claim(
        text="A", topic=claim.topic, tags=[TagFactory()], by=newsroom.author
    )
    comment(recorded, text="Look.", by=newsroom.author)
    assert list(faults()) == []
    return {"claim": claim.pk, "other": other.pk, "review": review.pk}


def sabotage(statements, **names):
    """Write as a superuser who puts every trigger aside."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        with contextlib.ExitStack() as stack:
            stack.callback(cursor.execute, "SET session_replication_role = origin")
            for statement in statements.split(";"):
                cursor.execute(statement.format(**names))


# What is done to the log, and the entry that verify_record names first.
ON_THE_LOG = {
    "document": (
        "UPDATE claims_entry SET document = '{{\"a\": 1}}' WHERE sequence = 2",
        "entry 2 has a document of digest",
    ),
    "one byte": (
        "UPDATE claims_entry SET document = set_byte(document, 9, 48) WHERE sequence = 1",
        "entry 1 has a document of digest",
    ),
    "document that is a list": (
        "UPDATE claims_entry SET document = '[]',"
        " digest = encode(sha256('[]'), 'hex') WHERE sequence = 4",
        "entry 4 has a document that is not a JSON object",
    ),
    "document that is no JSON": (
        "UPDATE claims_entry SET document = '\\xff',"
        " digest = encode(sha256('\\xff'), 'hex') WHERE sequence = 4",
        "entry 4 has a document that is not a JSON object",
    ),
    "document of another": (
        "UPDATE claims_entry AS one SET document = two.document, digest = two.digest"
        " FROM claims_entry AS two WHERE one.sequence = 4 AND two.sequence = 1",
        "entry 4 has a document whose id is not",
    ),
    "document and its digest": (
        "UPDATE claims_entry SET document = document || ' ',"
        " digest = encode(sha256(document || ' '), 'hex') WHERE sequence = 1",
        "entry 3 does not name the digest of the version before",
    ),
    "digest": (
        "UPDATE claims_entry SET digest = repeat('0', 64) WHERE sequence = 3",
        "entry 3 has a document of digest",
    ),
    "previous": (
        "UPDATE claims_entry SET previous = repeat('0', 64) WHERE sequence = 3",
        "entry 3 does not name the digest of the version before",
    ),
    "previous of a first version": (
        "UPDATE claims_entry SET previous = repeat('0', 64) WHERE sequence = 1",
        "entry 1 does not name the digest of the version before",
    ),
    "note": (
        "UPDATE claims_entry SET note = 'else' WHERE sequence = 3",
        "entry 3 has a document whose note is not 'else'",
    ),
    "event": (
        "UPDATE claims_entry SET event = 'corrected' WHERE sequence = 3",
        "entry 3 has a document whose event is not 'corrected'",
    ),
    "time": (
        "UPDATE claims_entry SET at = at + interval '1 year' WHERE sequence = 4",
        "entry 4 has a document whose updated_at is not",
    ),
    "time before": (
        "UPDATE claims_entry SET at = at - interval '1 year' WHERE sequence = 2",
        "entry 2 is older than the one before it",
    ),
    "claim": (
        "UPDATE claims_entry SET claim_id ="
        " (SELECT id FROM claims_claim WHERE text = 'A') WHERE sequence = 1",
        "entry 1 has a document whose id is not",
    ),
    "version": (
        "UPDATE claims_entry SET version = 7 WHERE sequence = 3",
        "entry 3 is version 7 after version 1",
    ),
    "versions swapped": (
        "UPDATE claims_entry SET version = 9 WHERE sequence = 1;"
        "UPDATE claims_entry SET version = 1 WHERE sequence = 3;"
        "UPDATE claims_entry SET version = 2 WHERE sequence = 1",
        "entry 1 is version 2 after version 0",
    ),
    "entries swapped": (
        "UPDATE claims_entry SET sequence = 9 WHERE sequence = 1;"
        "UPDATE claims_entry SET sequence = 1 WHERE sequence = 3;"
        "UPDATE claims_entry SET sequence = 3 WHERE sequence = 9",
        "entry 1 is version 2 after version 0",
    ),
    "entry removed from the middle": (
        "DELETE FROM claims_entry WHERE sequence = 2",
        "entry 3 follows entry 1: one is missing",
    ),
    "first entry removed": (
        "DELETE FROM claims_entry WHERE sequence = 1",
        "entry 2 follows entry 0: one is missing",
    ),
    "entry removed and the rest moved up": (
        "DELETE FROM claims_entry WHERE sequence = 1;"
        "UPDATE claims_entry SET sequence = sequence - 1",
        "entry 2 is version 2 after version 0",
    ),
}
# What is done beside the log, and one of the faults that fsck names.
BESIDE_THE_LOG = {
    "tail cut": (
        "DELETE FROM claims_entry WHERE sequence = 4",
        "rows differ from the record",
    ),
    "projected row removed": (
        "DELETE FROM claims_publishedclaim WHERE until IS NULL",
        "projection 1 rows",
    ),
    "projected row changed": (
        "UPDATE claims_publishedclaim SET status = 'refuted' WHERE until IS NULL",
        "projection 1 rows",
    ),
    "projected row added": (
        "INSERT INTO claims_publishedclaim SELECT (jsonb_populate_record(row,"
        ' \'{{"entry_id": 4, "until": null}}\')).* FROM claims_publishedclaim AS row'
        " WHERE entry_id = 2",
        "projection 1 rows",
    ),
    "withdrawn version put back": (
        "UPDATE claims_publishedclaim SET until = NULL WHERE until = 4",
        "projection 1 rows",
    ),
    "term removed": (
        "DELETE FROM claims_publishedterm WHERE term = 'status:verified'"
        " AND until IS NULL",
        "projection 1 rows",
    ),
    "term added": (
        "INSERT INTO claims_publishedterm SELECT (jsonb_populate_record(row,"
        ' \'{{"term": "tag:war"}}\')).* FROM claims_publishedterm AS row'
        " WHERE until IS NULL AND term = 'status:verified'",
        "projection 1 rows",
    ),
    "topic removed": ("DELETE FROM claims_publishedtopic", "projection 1 rows"),
    "topic changed": (
        "UPDATE claims_publishedtopic SET claims = 9",
        "projection 1 rows",
    ),
    "topic's words changed": (
        "UPDATE claims_publishedtopic SET document = '{{}}'",
        "projection 1 rows",
    ),
    "stage": (
        "UPDATE claims_claim SET stage = 'draft' WHERE id = '{claim}'",
        "claim {claim} is draft, its record says updated",
    ),
    "stage of a withdrawn claim": (
        "UPDATE claims_claim SET stage = 'published' WHERE id = '{other}'",
        "claim {other} is published, its record says withdrawn",
    ),
    "stage of a claim without record": (
        "UPDATE claims_claim SET stage = 'published' WHERE text = 'A'",
        "is published, its record says nothing",
    ),
    "status": (
        "UPDATE claims_claim SET status = 'refuted' WHERE id = '{claim}'",
        "claim {claim} is refuted, its review makes it verified",
    ),
    "status without a review": (
        "UPDATE claims_claim SET status = 'verified' WHERE id = '{other}'",
        "claim {other} is verified, its review makes it unverified",
    ),
    "approver who wrote it": (
        "ALTER TABLE claims_review DROP CONSTRAINT review_of_ours_has_four_eyes;"
        "UPDATE claims_review SET approved_by_id = author_id",
        "review {review} was approved by no second person",
    ),
    "approver": (
        "UPDATE claims_review SET approved_by_id = submitted_by_id + 1000",
        "claims_review {review} is not what its history says last",
    ),
    "change noted of a claim that is not public": (
        "INSERT INTO claims_unpublishedchange VALUES ('{other}', now())",
        "claim {other} is changed, but",
    ),
    "row changed without history": (
        "UPDATE claims_claim SET text = 'Forged' WHERE id = '{claim}'",
        "claims_claim {claim} is not what its history says last",
    ),
    "row added without history": (
        "INSERT INTO claims_tag VALUES (gen_random_uuid(), 1, now(), 'forged')",
        "claims_tag",
    ),
    "row removed without history": ("DELETE FROM claims_comment", "claims_comment"),
    "row removed and put back": (
        "UPDATE claims_commentevent SET pgh_label = 'delete'",
        "claims_comment",
    ),
    "tag put on without history": (
        "INSERT INTO claims_claim_tags (claim_id, tag_id)"
        " SELECT '{claim}', id FROM claims_tag",
        "claims_claim_tags",
    ),
    "history removed": (
        "DELETE FROM claims_claimevent WHERE id = '{claim}'",
        "claims_claim {claim} is not what its history says last",
    ),
    "newest history removed": (
        "DELETE FROM claims_claimevent WHERE id = '{claim}' AND revision = 6",
        "claims_claim {claim} is not what its history says last",
    ),
    "first history removed": (
        "DELETE FROM claims_claimevent WHERE id = '{claim}' AND revision = 1",
        "claims_claim {claim} has 5 of 6 revisions in its history",
    ),
    "history removed in between": (
        "DELETE FROM claims_claimevent WHERE id = '{claim}' AND revision = 3",
        "claims_claim {claim} has 5 of 6 revisions in its history",
    ),
    "newest history changed": (
        "UPDATE claims_claimevent SET text = 'Forged' WHERE id = '{claim}' AND revision = 6",
        "claims_claim {claim} is not what its history says last",
    ),
}


@pytest.fixture
def four_eyes_restored(world):
    """Put back the rule that one sabotage has to take away."""
    yield
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conname = 'review_of_ours_has_four_eyes'"
        )
        if cursor.fetchone() is None:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("DELETE FROM claims_review")
            cursor.execute("SET session_replication_role = origin")
            from claims.models import Review

            [rule] = [
                each
                for each in Review._meta.constraints
                if each.name == "review_of_ours_has_four_eyes"
            ]
            with connections["owner"].schema_editor() as editor:
                editor.add_constraint(Review, rule)


@pytest.mark.parametrize("what", ON_THE_LOG)
def test_verify_record_names_the_first_bad_entry(world, what):
    statement, words = ON_THE_LOG[what]

    sabotage(statement, **world)

    fault = verify_record()
    assert f"{fault.where} {fault.what}".startswith(words)
    assert fault in list(faults())
    with pytest.raises(CommandError, match=words):
        call_command("verify_record")


@pytest.mark.parametrize("what", BESIDE_THE_LOG)
def test_faults_name_what_is_wrong_beside_the_log(world, four_eyes_restored, what):
    statement, words = BESIDE_THE_LOG[what]

    sabotage(statement, **world)

    assert verify_record() is None
    found = [f"{fault.where} {fault.what}" for fault in faults()]
    assert any(words.format(**world) in each for each in found), found


def test_tail_cut_clean_off_is_seen_by_checkpoints_alone(world):
    """What nothing in this database can tell: all of it says the same."""
    sabotage(
        "DELETE FROM claims_entry WHERE sequence = 4;"
        "UPDATE claims_publishedclaim SET until = NULL WHERE until = 4;"
        "UPDATE claims_publishedterm SET until = NULL WHERE until = 4;"
        "DELETE FROM claims_claimevent WHERE id = '{other}' AND revision = 3;"
        "UPDATE claims_claim SET stage = 'published', revision = 2 WHERE id = '{other}'",
        **world,
    )

    assert verify_record() is None
    assert entries.count() == THIRD
    assert published_claims.standing().count() == SECOND


def test_faults_leave_nothing_changed(world):
    sabotage("DELETE FROM claims_publishedclaim", **world)

    first, second = list(faults()), list(faults())

    assert first == second != []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("examples", "steps"), [(40, 50), pytest.param(2200, 50, marks=pytest.mark.drill)]
)
def test_desk_does_what_plain_python_says(examples, steps):
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


MERGED_ROWS = {
    "circle": (
        "UPDATE claims_agent SET merged_into_id = '{merged}' WHERE id = '{kept}'",
        "claims_agent {merged} is merged in a circle",
    ),
    "citation of a merged claim": (
        "UPDATE claims_citation SET claim_id = '{gone}'",
        "claims_claim {gone} is merged, and a citation is its",
    ),
    "source of a merged agent": (
        "UPDATE claims_source SET publisher_id = '{merged}'",
        "claims_agent {merged} is merged, and a source is its",
    ),
    "review that stands on a merged claim": (
        "UPDATE claims_review SET claim_id = '{gone}'",
        "stands on a claim that was merged",
    ),
    "another successor": (
        "UPDATE claims_claim SET merged_into_id = '{other}' WHERE id = '{gone}'",
        "claim {gone} is merged, its record says",
    ),
    "stage of a merged claim": (
        "UPDATE claims_claim SET stage = 'published' WHERE id = '{gone}'",
        "claim {gone} is published, its record says withdrawn",
    ),
}


@pytest.mark.parametrize("case", MERGED_ROWS)
def test_fsck_names_what_is_wrong_with_merged_rows(committed, newsroom, case):
    kept, merged = factories.AgentFactory.create_batch(2)
    merge(merge_agents, kept, merged, newsroom.editor)
    claim, gone = newsroom.claim("published"), newsroom.claim("published")
    merge(merge_claims, claim, gone, newsroom.editor, note="Twice.")
    factories.CitationFactory(source=factories.SourceFactory(publisher=kept))
    other = newsroom.review("approved").claim
    assert list(faults()) == []
    names = {"kept": kept, "merged": merged, "gone": gone, "other": other}
    names = {name: row.pk for name, row in names.items()}

    statement, fault = MERGED_ROWS[case]
    sabotage(statement, **names)

    found = [f"{where} {what}" for where, what in faults()]
    assert any(fault.format(**names) in each for each in found), found
