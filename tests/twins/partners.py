"""Sabotage twins of keys, quotas and who is let in."""

from tests.sabotage import Twin

ACCESS = "tests/api/test_access.py"
GATE = "tests/api/test_gate.py"
QUOTAS = "tests/services/test_quotas.py"
KEYS = "tests/services/test_keys.py"

TWINS = (
    Twin(
        "P13",
        "an answer 304 is counted",
        "claims/api/gate.py",
        "            standing = look(purse)\n",
        "            standing = spend(purse)\n",
        (f"{GATE}::test_unchanged_answer_costs_nothing",),
    ),
    Twin(
        "P14",
        "the limiter looks first and counts then",
        "claims/services/quotas.py",
        "    used, resets_in = _ask(SPEND, "
        "[purse.spender, str(purse.window), str(purse.limit)])\n",
        "    before = look(purse)\n"
        "    _ask(SPEND, [purse.spender, str(purse.window), str(purse.limit)])\n"
        "    used, resets_in = purse.limit - before.remaining + 1, before.resets_in\n",
        (f"{QUOTAS}::test_many_at_once_get_exactly_what_the_purse_holds",),
    ),
    Twin(
        "P24",
        "a key is found by its id alone",
        "claims/admin/partners.py",
        "get_object_or_404(ApiKey, pk=key_id, partner=partner)",
        "get_object_or_404(ApiKey, pk=key_id)",
        ("tests/admin/test_partners.py::test_key_of_another_partner_is_not_found",),
    ),
    Twin(
        "P24",
        "anybody's token is one's own",
        "claims/admin/tokens.py",
        "    return ApiKey.objects.filter(person=by)\n",
        "    return ApiKey.objects.all()\n",
        ("tests/admin/test_tokens.py::test_token_of_another_is_not_found",),
    ),
    Twin(
        "P24",
        "the services ask nobody whose token it is",
        "claims/services/keys.py",
        "    if key.person_id and key.person_id != by.pk:\n",
        "    if False:\n",
        (f"{KEYS}::test_token_of_another_is_neither_rotated_nor_revoked",),
    ),
    Twin(
        "P27",
        "keys are remembered",
        "claims/api/access.py",
        '    found = ApiKey.objects.presented(key[:PREFIX_LENGTH] if known else "")\n',
        "    found = find.__dict__.setdefault(\n"
        '        key, ApiKey.objects.presented(key[:PREFIX_LENGTH] if known else "")\n'
        "    )\n",
        (
            f"{ACCESS}::test_key_ends_with_the_next_request",
            f"{ACCESS}::test_token_ends_with_who_had_it",
            f"{ACCESS}::test_no_request_that_starts_after_the_end_is_let_in",
        ),
    ),
    Twin(
        "P28",
        "headers are logged",
        "claims/api/access.py",
        '    scheme, _, key = given.partition(" ")\n',
        '    scheme, _, key = given.partition(" ")\n'
        '    __import__("logging").warning(given)\n',
        (f"{ACCESS}::test_key_is_in_no_table_log_or_answer",),
    ),
    Twin(
        "P28",
        "the key itself is kept",
        "claims/services/keys.py",
        "    write(row, prefix=text[:PREFIX_LENGTH], digest=digest_of(text), **values)\n",
        '    values["name"] = text\n'
        "    write(row, prefix=text[:PREFIX_LENGTH], digest=digest_of(text), **values)\n",
        (
            f"{ACCESS}::test_key_is_in_no_table_log_or_answer",
            f"{KEYS}::test_key_is_256_bits_of_which_only_prefix_and_digest_are_kept",
        ),
    ),
    Twin(
        "P28",
        "a key may stand in the address",
        "claims/api/access.py",
        "    refuse_keys_in_address(request)\n",
        "",
        (
            f"{ACCESS}::test_key_in_the_address_is_400",
            f"{ACCESS}::test_key_in_the_path_is_400",
        ),
    ),
)
