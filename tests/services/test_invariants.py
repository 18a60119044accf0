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
from tests.factories import (
    AcknowledgementFactory,
    ClaimFactory,
    TagFactory,
    WebhookAttemptFactory,
    WebhookFactory,
)
from tests.services.desk import Desk
from tests.services.forgeries import BESIDE_THE_LOG, ON_THE_LOG
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
    told = WebhookFactory()
    WebhookAttemptFactory(webhook=told, is_delivered=True, status=200)
    AcknowledgementFactory(webhook=told, entry=entries.get(pk=1))
    assert list(faults()) == []
    rows = {"claim": claim, "other": other, "review": review, "told": told}
    return {name: row.pk for name, row in rows.items()}


def sabotage(statements, **names):
    """Write as a superuser who puts every trigger aside."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        with contextlib.ExitStack() as stack:
            stack.callback(cursor.execute, "SET session_replication_role = origin")
            for statement in statements.split(";"):
                cursor.execute(statement.format(**names))


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


@pytest.mark.unmeasured
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
