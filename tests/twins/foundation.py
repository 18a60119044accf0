"""The safeguards of the record and of the services."""

from tests.sabotage import Twin

from .base import in_database

PUBLICATION = "tests/services/test_publication.py"
ROLE = "tests/services/test_record_role.py"
RIGHTS = "tests/services/test_rights.py"
SERVICES = "tests/services/test_base.py"
WORKFLOW = "tests/models/test_workflow.py"
KILLS = "tests/test_kills.py::test_process_killed_at_a_request_leaves_all_or_nothing"

TWINS = (
    Twin(
        "P40",
        "changes of claims leave no history",
        *in_database(
            "ALTER TABLE {} DISABLE TRIGGER {}",
            "claims_claim",
            "pgtrigger_update_update_fe4ba",
        ),
        (
            "tests/models/test_history.py::test_history_of_a_row_from_insert_to_delete",
            "tests/services/test_invariants.py::test_desk_does_what_plain_python_says[40-50]",
        ),
    ),
    Twin(
        "P40",
        "a claim is written around the rules of the desk",
        "claims/services/claims.py",
        "        edit(fresh, **values)\n        settle_change(fresh)\n",
        "        Claim.objects.filter(pk=fresh.pk).update(\n"
        "            revision=fresh.revision + 1, **values\n"
        "        )\n"
        "        fresh.refresh_from_db()\n",
        (
            "tests/services/test_changes.py",
            f"{SERVICES}::test_person_cannot_set_what_only_a_step_sets",
        ),
    ),
    Twin(
        "P42",
        "the desk's role may change the log",
        "claims/services/rights.py",
        '        _run("REVOKE UPDATE, DELETE ON {} FROM {}", table, role)\n',
        '        _run("REVOKE DELETE ON {} FROM {}", table, role)\n',
        (
            f"{RIGHTS}::test_desk_role_cannot_touch_what_only_grows",
            f"{RIGHTS}::test_every_log_and_history_is_append_only_for_the_desk",
        ),
    ),
    Twin(
        "P42",
        "the desk's role is the owner",
        "project/settings.py",
        '        "claimbook_web",\n',
        '        "claimbook_owner",\n',
        (
            f"{RIGHTS}::test_the_desk_owns_nothing",
            f"{RIGHTS}::test_desk_role_cannot_touch_what_only_grows",
        ),
    ),
    Twin(
        "P26",
        "the record's role may read the claims of the desk",
        "claims/services/rights.py",
        "    for model in RECORD_MODELS:\n",
        '    _run("GRANT SELECT ON {} TO {}", "claims_claim", role)\n'
        "    for model in RECORD_MODELS:\n",
        (
            f"{ROLE}::test_record_role_reads_the_record_and_nothing_else",
            f"{ROLE}::test_record_role_finds_no_way_round",
        ),
    ),
    Twin(
        "P46",
        "a decision locks no row",
        "claims/services/base.py",
        'rows.select_for_update(no_key=True, of=("self",)).filter(pk=row.pk).first()',
        "rows.filter(pk=row.pk).first()",
        (
            f"{PUBLICATION}::test_publish_claim_many_at_once_makes_one_entry[32]",
            f"{PUBLICATION}::test_approve_review_by_many_at_once_is_won_by_one[2]",
            f"{SERVICES}::test_service_locks_the_rows_it_decides_about",
        ),
    ),
    Twin(
        "P46",
        "a decision on an older revision counts",
        "claims/services/base.py",
        "    if fresh.revision != revision:\n",
        "    if fresh.revision < revision:\n",
        (
            f"{PUBLICATION}::test_publish_claim_many_at_once_makes_one_entry[32]",
            f"{SERVICES}::test_service_refuses_another_revision",
        ),
    ),
    Twin(
        "P47",
        "the database lets a claim go from any stage to any",
        *in_database(
            "ALTER TABLE {} DISABLE TRIGGER {}",
            "claims_claim",
            "pgtrigger_stage_follows_the_table_7fc75",
        ),
        (f"{WORKFLOW}::test_stage_follows_the_table_in_the_database",),
    ),
    Twin(
        "P47",
        "the database lets a review go from any state to any",
        *in_database(
            "ALTER TABLE {} DISABLE TRIGGER {}",
            "claims_review",
            "pgtrigger_state_follows_the_table_c865c",
        ),
        (f"{WORKFLOW}::test_state_follows_the_table_in_the_database",),
    ),
    Twin(
        "P49",
        "the database lets an author approve",
        *in_database(
            "ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}",
            "claims_review",
            "review_of_ours_has_four_eyes",
        ),
        (
            "tests/models/test_base.py::test_rule_refuses_in_the_form_and_in_the_database",
        ),
    ),
    Twin(
        "P49",
        "the service lets an author approve",
        "claims/services/reviews.py",
        "        if fresh.author_id == by.pk:\n",
        "        if fresh.author_id == by.pk and fresh.text:\n",
        (
            "tests/services/test_invariants.py::test_desk_does_what_plain_python_says[40-50]",
            "tests/admin/test_steps.py::test_approving_a_review_of_ones_own_is_refused_with_the_reason",
        ),
    ),
    Twin(
        "P60",
        "a publication is two transactions",
        "claims/services/publication.py",
        "content=content, note=note, by=by)\n        write(fresh)\n",
        "content=content, note=note, by=by)\n"
        "    with acting(by, STEPS[action].permission, reason=note):\n"
        "        write(fresh)\n",
        (KILLS, f"{PUBLICATION}::test_each_write_that_fails_undoes_all"),
    ),
    Twin(
        "P62",
        "a commit does not wait for the disk",
        "project/postgres/creation.py",
        '    "synchronous_commit": "on",\n',
        '    "synchronous_commit": "off",\n',
        (
            "tests/project/postgres/test_creation.py::test_commit_that_was_told_outlives_the_death_of_every_process[2]",
        ),
    ),
    Twin(
        "P66",
        "a publication swallows what fails at its end",
        "claims/services/publication.py",
        "content=content, note=note, by=by)\n"
        "        write(fresh)\n"
        "        forget_change(fresh)\n",
        "content=content, note=note, by=by)\n"
        "        from django.db import transaction\n\n"
        "        try:\n"
        "            with transaction.atomic():\n"
        "                write(fresh)\n"
        "        except Exception:\n"
        "            return entry\n"
        "        forget_change(fresh)\n",
        (f"{PUBLICATION}::test_each_write_that_fails_undoes_all",),
    ),
    Twin(
        "P66",
        "the record swallows what fails in its projection",
        "claims/services/record.py",
        "    project_entry(entry, document)\n    wake_webhooks()\n",
        "    from django.db import transaction\n\n"
        "    try:\n"
        "        with transaction.atomic():\n"
        "            project_entry(entry, document)\n"
        "    except Exception:\n"
        "        return entry\n"
        "    return entry\n",
        (f"{PUBLICATION}::test_each_write_that_fails_undoes_all",),
    ),
    Twin(
        "P18",
        "two publications number their entries at once",
        "claims/services/record.py",
        "\"SELECT pg_advisory_xact_lock(hashtext('claims_entry'))\"",
        '"SELECT 1"',
        (
            f"{PUBLICATION}::test_publish_claim_many_of_many_at_once[4]",
            f"{PUBLICATION}::test_reader_that_follows_the_sequence_misses_nothing[6]",
        ),
    ),
    Twin(
        "P13",
        "a client that has the answer gets it again",
        "claims/api/stored.py",
        'if "*" in known or etag in',
        'if "*" in known and etag in',
        (
            "tests/api/test_stored.py",
            "tests/api/v1/test_claims.py::test_list_answers_304_while_nothing_changes",
        ),
    ),
    Twin(
        "P20",
        "the API reads the desk's table",
        "claims/api/v1/standing.py",
        "allowed=allowed_to(request))\n    if found is None:\n        raise Http404\n"
        "    if found.event",
        "allowed=allowed_to(request))\n"
        "    if found is None:\n"
        "        from claims.models import Claim\n\n"
        '        if Claim.objects.using("default").filter(pk=claim_id, entries=None):\n'
        '            return errors.answer(403, "This claim is not public yet.")\n'
        "        raise Http404\n"
        "    if found.event",
        (
            "tests/api/v1/test_claims.py::test_detail_of_a_draft_and_of_nothing_are_the_same_bytes",
            "tests/api/v1/test_urls.py::test_public_reads_leave_the_desk_alone",
        ),
    ),
    Twin(
        "P20",
        "a withdrawn claim stays in the list",
        "claims/services/record.py",
        "        replace_version(old.pk, entry.sequence)\n",
        "        if entry.event != Event.WITHDRAWN:\n"
        "            replace_version(old.pk, entry.sequence)\n",
        (
            f"{PUBLICATION}::test_withdrawn_claim_leaves_its_note_and_may_be_published_again",
        ),
    ),
    Twin(
        "figures",
        "numbers that touch at an open end agree",
        "claims/figures.py",
        "        return not (one.upper_inclusive and other.lower_inclusive)\n",
        "        return not (one.upper_inclusive or other.lower_inclusive)\n",
        (
            "tests/test_figures.py::test_interval_meets",
            "tests/test_figures.py::test_compare",
        ),
    ),
)
