"""Twins of what is asked once and done once, and of what partners submit."""

from tests.sabotage import Twin

KEYS = "tests/api/test_idempotency.py"
API = "tests/api/v1/test_submissions.py"
FATE = "tests/documents/test_submissions.py"
VIEW = "claims/api/idempotency.py"
MANY = f"{KEYS}::test_each_of_many_keys_sent_many_times_at_once_has_one_effect[4-10]"
ERRORS = (
    f"{KEYS}::test_error_is_kept_unless_it_is_to_be_tried_again_and_nothing_was_done"
)

TWINS = (
    Twin(
        "P15",
        "the answer is kept after the commit",
        VIEW,
        "            with transaction.atomic():\n"
        "                if kept := take_key(scope, fingerprint):\n",
        "            if True:\n                if kept := take_key(scope, fingerprint):\n",
        (
            f"{KEYS}::test_process_killed_at_any_request_to_the_database_has_done_it_once_or_not",
            MANY,
        ),
    ),
    Twin(
        "P15",
        "a key is held by nobody",
        "claims/services/idempotency.py",
        '"SELECT pg_try_advisory_xact_lock(%s)"',
        '"SELECT %s IS NOT NULL"',
        (
            f"{KEYS}::test_request_is_refused_at_once_while_the_same_is_in_flight",
            MANY,
        ),
    ),
    Twin(
        "P15",
        "a key that is held is waited for",
        "claims/services/idempotency.py",
        '"SELECT pg_try_advisory_xact_lock(%s)"',
        '"SELECT true FROM pg_advisory_xact_lock(%s)"',
        (
            f"{KEYS}::test_request_is_refused_at_once_while_the_same_is_in_flight",
            "tests/services/test_idempotency.py::test_key_that_another_holds_is_refused_at_once_and_is_free_afterwards",
        ),
    ),
    Twin(
        "P15",
        "another body is answered as the first",
        "claims/services/idempotency.py",
        "    if kept.fingerprint != fingerprint:\n",
        "    if not fingerprint:\n",
        (f"{KEYS}::test_other_body_under_the_same_key_is_refused",),
    ),
    Twin(
        "P15",
        "a key is everybody's",
        VIEW,
        "[str(access.key_id), str(request.method),",
        "[str(request.method),",
        (
            f"{KEYS}::test_key_is_one_api_keys_own_for_one_path",
            f"{API}::test_answer_is_replayed_to_nobody_else",
        ),
    ),
    Twin(
        "P15",
        "a fault is kept",
        VIEW,
        "    return code < HTTPStatus.INTERNAL_SERVER_ERROR and code not in NOT_KEPT\n",
        "    return code not in NOT_KEPT\n",
        (ERRORS,),
    ),
    Twin(
        "P15",
        "what was refused has been done",
        VIEW,
        "                transaction.set_rollback(True)\n",
        "                pass\n",
        (ERRORS,),
    ),
    Twin(
        "P24",
        "a submission is anybody's",
        "claims/models/submissions.py",
        'self.filter(partner_id=partner_id).order_by("-id")',
        'self.order_by("-id")',
        (
            f"{API}::test_anothers_submission_is_as_one_that_never_was",
            f"{API}::test_walk_sees_each_own_submission_once_newest_first",
        ),
    ),
    Twin(
        "P25",
        "what is not known is passed over",
        "claims/api/fields.py",
        "        for name in body\n",
        "        for name in ()\n",
        (
            f"{API}::test_no_column_but_the_fields_is_taken",
            "tests/api/test_fields.py::test_field_that_is_not_known_is_named",
        ),
    ),
    Twin(
        "P01",
        "texts are trimmed without a word",
        "claims/api/fields.py",
        "        return data\n",
        "        return data.strip()\n",
        ("tests/api/test_fields.py::test_fields_are_read_as_they_were_sent",),
    ),
    Twin(
        "P20",
        "a claim is named before it is public",
        "claims/documents/submissions.py",
        "address(submission.claim_id) if is_known else None",
        "address(submission.claim_id) if submission.claim_id else None",
        (
            f"{FATE}::test_fate_follows_the_claim_and_tells_nothing_of_the_desk",
            f"{FATE}::test_claims_that_are_not_public_are_told_the_same_whatever_they_are",
        ),
    ),
    Twin(
        "P20",
        "a claim that its partner may not see is named",
        "claims/documents/submissions.py",
        "    if said is None or not allowed.lets(said.topic_id, said.language):\n",
        "    if said is None:\n",
        (f"{FATE}::test_claim_that_the_partner_may_not_see_is_in_work_for_ever",),
    ),
)
