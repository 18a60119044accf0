"""Twins of what leaves for others' tools: a safeguard taken out makes tests fail."""

from tests.sabotage import Twin

SEARCH = "tests/api/google/test_search.py"
TABLES = "tests/documents/test_tables.py"

TWINS = (
    Twin(
        "P07",
        "a table of the record leaves a text that looks like a number as it is",
        "claims/documents/tables.py",
        "    return text if isinstance(value, int | Amount) else neutral(text)\n",
        "    return text if text.lstrip('+-').isdigit() else neutral(text)\n",
        (f"{TABLES}::test_no_column_starts_a_formula_and_all_read_back",),
    ),
    Twin(
        "P07",
        "a table of the record leaves a formula as it is",
        "claims/documents/tables.py",
        "    return text if isinstance(value, int | Amount) else neutral(text)\n",
        "    return text\n",
        (
            f"{TABLES}::test_no_column_starts_a_formula_and_all_read_back",
            "tests/services/test_releases.py::test_three_files_tell_the_same_claims[2]",
        ),
    ),
    Twin(
        "P20",
        "a search in Google's shape finds what a partner may not see",
        "claims/api/google/search.py",
        "            allowed=access.allowed,\n",
        "",
        (f"{SEARCH}::test_key_in_the_header_says_what_may_be_seen",),
    ),
    Twin(
        "P20",
        "a search in Google's shape finds claims without a review",
        "claims/api/google/search.py",
        '[("reviews > 0", ())]',
        "[]",
        (f"{SEARCH}::test_claim_without_a_review_is_not_found",),
    ),
)
