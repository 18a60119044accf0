"""Sabotage twins of reading one claim: preconditions, ETags, versions, what is hidden."""

from tests.sabotage import Twin

STANDING = "tests/api/v1/test_standing.py"
URLS = "tests/api/v1/test_urls.py"

TWINS = (
    Twin(
        "P12",
        "a precondition is looked at before what may be seen",
        "claims/api/v1/standing.py",
        "    found = version_of(claim_id, as_of=as_of, allowed=allowed_to(request))\n",
        '    if "If-Match" in request.headers and version_of(claim_id):\n'
        '        return errors.answer(412, "Not what you name.")\n'
        "    found = version_of(claim_id, as_of=as_of, allowed=allowed_to(request))\n",
        (f"{STANDING}::test_preconditions_do_not_tell_the_hidden_from_the_absent",),
    ),
    Twin(
        "P13",
        "an ETag goes by the second",
        "claims/api/v1/detail.py",
        "f'\"{version.digest}\"'",
        '\'"%s"\' % bytes(version.document).split(b\'"updated_at":"\')[1][:19].decode()',
        (f"{URLS}::test_what_has_changed_is_200_to_who_polls[3]",),
    ),
    Twin(
        "P13",
        "an ETag goes by the key",
        "claims/api/v1/detail.py",
        "f'\"{version.digest}\"'",
        "f'\"{version.digest}{request.auth.key_id}\"'",
        (f"{URLS}::test_keys_of_equal_scope_share_each_etag",),
    ),
    Twin(
        "P17",
        "a field of documents is renamed",
        "claims/documents/parts.py",
        '        "wording": row.wording,\n',
        '        "as_published": row.wording,\n',
        ("tests/api/test_golden.py::test_answers_are_the_golden_ones",),
    ),
    Twin(
        "P17",
        "an operation of the contract is renamed",
        "claims/api/v1/openapi.yaml",
        "operationId: versions_list\n",
        "operationId: versions_index\n",
        (
            "tests/api/test_contracts.py::test_contract_breaks_nothing_that_was_released",
        ),
    ),
    Twin(
        "P23",
        "a claim that moved to a hidden topic is still seen",
        "claims/models/versions.py",
        "entries.filter(lets(allowed, said), lets(allowed, until_then))",
        "entries.filter(lets(allowed, until_then))",
        (f"{STANDING}::test_hidden_claim_is_answered_as_none_at_every_address",),
    ),
    Twin(
        "P23",
        "every version of a claim that is seen is seen",
        "claims/models/versions.py",
        "entries.filter(lets(allowed, said), lets(allowed, until_then))",
        "entries.filter(lets(allowed, said))",
        (
            f"{STANDING}::test_version_that_may_not_be_seen_is_none",
            f"{STANDING}::test_walk_of_citations_does_not_reach_a_version_that_may_not_be_seen",
        ),
    ),
    Twin(
        "P23",
        "a merged claim names one that is hidden",
        "claims/api/v1/standing.py",
        "    if allowed.is_all or not (to := successor_of(version)):\n",
        "    if True or not (to := successor_of(version)):\n",
        (
            f"{STANDING}::test_merged_claim_does_not_name_one_that_may_not_be_seen",
            f"{STANDING}::test_change_of_a_merged_claim_does_not_name_one_that_may_not_be_seen",
        ),
    ),
)
