"""Twins of imports: read without an exception, whole batches, each review once."""

from tests.sabotage import Twin

ITEMS = "tests/intake/claim_reviews/test_items.py"
READING = "tests/intake/claim_reviews/test_reading.py"
SERVICES = "tests/services/imports"

TWINS = (
    Twin(
        "P06",
        "the first of no numbers is looked at",
        "claims/intake/claim_reviews/items.py",
        "    if known != sorted(known):\n",
        "    if known[0] > known[-1]:\n",
        (f"{READING}::test_no_value_raises",),
    ),
    Twin(
        "P06",
        "what no database holds is let through",
        "claims/intake/claim_reviews/values.py",
        "    if unstorable(text):\n        raise UnreadableError(kind.fault(text))\n",
        "",
        (f"{ITEMS}::test_item_without_what_a_review_needs_is_refused",),
    ),
    Twin(
        "P60",
        "a batch is noted before it is written",
        "claims/services/imports/batches.py",
        "        if not is_new:\n            return\n",
        "        if not is_new:\n            return\n        connection.connection.commit()\n",
        (f"{SERVICES}/test_batches.py",),
    ),
    Twin(
        "P60",
        "a review is known by its import too",
        "claims/services/imports/batches.py",
        "            key=digest(publisher.name,",
        "            key=digest(str(imported.pk), publisher.name,",
        (
            f"{SERVICES}/test_files.py::test_two_imports_at_once_make_no_duplicates",
            f"{SERVICES}/test_writing.py::test_second_import_changes_nothing",
        ),
    ),
)
