"""Sabotage twins of the list of claims."""

from tests.sabotage import Twin

FILTERS = "tests/api/v1/test_filters.py"
PAGES = "tests/api/test_pages.py"

TWINS = (
    Twin(
        "P16",
        "a claim that is changed takes another place in the list",
        "claims/models/finding.py",
        '        at = place.first if self.column == "first" else place.entry\n'
        '        return f"found.{self.column} {sign} %s", (at,)\n',
        '        return f"found.entry_id {sign} %s", (place.entry,)\n',
        (
            f"{PAGES}::test_walk_is_complete_while_eight_people_write",
            "tests/api/v1/test_claims.py"
            "::test_walk_sees_each_claim_once_while_others_come_and_go",
        ),
    ),
    Twin(
        "P16",
        "a cursor is not sealed",
        "claims/api/pages.py",
        "        if not hmac.compare_digest(seal, _seal(packed, bound)):\n",
        "        if len(seal) != SEAL:\n",
        (
            f"{PAGES}::test_tampered_cursor_is_refused",
            f"{PAGES}::test_cursor_of_another_list_or_reader_is_refused",
        ),
    ),
    Twin(
        "P16",
        "a cursor is good for any reader",
        "claims/api/pages.py",
        "    return json.dumps([path, kept, *map(str, reader)])\n",
        "    return json.dumps([path, kept])\n",
        (f"{PAGES}::test_cursor_of_a_partner_is_refused_for_others",),
    ),
    Twin(
        "P20",
        "a filter reads the desk's names",
        "claims/api/v1/filters.py",
        "    found = public_query_of(text, router.db_for_read(PublishedClaim))\n",
        "    from claims.models.words import query_of\n\n    found = query_of(text)\n",
        (
            f"{FILTERS}::test_q_finds_words_as_published",
            "tests/api/v1/test_urls.py::test_public_reads_leave_the_desk_alone",
        ),
    ),
    Twin(
        "P24",
        "a partner may see every topic",
        "claims/models/finding.py",
        "        if allowed.topics:\n",
        "        if False:\n",
        (f"{FILTERS}::test_partner_sees_what_it_may_and_no_more",),
    ),
    Twin(
        "P01",
        "NUL is let through to the database",
        "claims/api/parameters.py",
        '        elif "\\0" in given[0]:\n',
        '        elif "\\0" in name:\n',
        (f"{FILTERS}::test_parameter_that_is_not_readable_is_named",),
    ),
    Twin(
        "P20",
        "the list as of then shows a claim that has gone where it is not seen",
        "claims/models/finding.py",
        ", *until_then, *wanted.once],",
        ", *until_then],",
        (
            f"{FILTERS}::test_partner_is_shown_no_version_of_a_claim_that_went_where_it_does_not_see",
        ),
    ),
    Twin(
        "P13",
        "what is hidden in a stretch of changes is not in its ETag",
        "claims/api/v1/changes.py",
        "each.digest if each.document else UNAVAILABLE}",
        "each.digest}",
        (
            "tests/api/v1/test_changes.py::test_stretch_of_a_key_is_another_once_the_key_opens_more",
        ),
    ),
)
