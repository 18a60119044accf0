"""The safeguards of the change feed and of the HTTP contract, taken out."""

from tests.sabotage import Twin

BODIES = "tests/api/test_bodies.py"
CHANGES = "tests/api/v1/test_changes.py"
CODINGS = "tests/api/test_codings.py"
ERRORS = "tests/api/test_errors.py"
FEED = "tests/models/test_feed.py"
HEADERS = "tests/api/test_headers.py"
WAITING = "tests/api/test_waiting.py"

TWINS = (
    Twin(
        "P03",
        "bodies are read by Python's own parser",
        "claims/api/bodies.py",
        "        value = DECODER.decode(text)\n",
        "        value = json.loads(text)\n",
        (
            f"{BODIES}::test_what_is_no_json_is_refused",
            f"{BODIES}::test_json_is_taken_as_it_is",
            f"{BODIES}::test_refusal_names_the_place",
        ),
    ),
    Twin(
        "P04",
        "nothing is too deep or too much",
        "claims/api/bodies.py",
        "    refuse_bombs(text)\n    try:\n",
        "    try:\n",
        (f"{BODIES}::test_refusal_names_the_place",),
    ),
    Twin(
        "P04",
        "a body may be as large as the desk's",
        "project/middleware/door.py",
        "MAX_MEMORY_SIZE if known else MEGABYTE\n",
        "MAX_MEMORY_SIZE\n",
        (f"{BODIES}::test_bomb_is_answered_cheaply",),
    ),
    Twin(
        "P10",
        "an error of ours tells what it was",
        "claims/api/errors.py",
        "            return refusal(error)\n    return None\n",
        "            return refusal(error)\n    return answer(500, str(error))\n",
        (
            f"{ERRORS}::test_whatever_is_wrong_is_a_problem_at_every_address",
            f"{ERRORS}::test_what_a_view_raises_is_a_problem_that_says_nothing_of_the_cause",
        ),
    ),
    Twin(
        "P10",
        "a problem leads nowhere",
        "claims/api/problems.py",
        "/api/v1/problems/{name}/",
        "/problems/{name}/",
        (
            "tests/api/test_problems.py",
            f"{ERRORS}::test_whatever_is_wrong_is_a_problem_at_every_address",
        ),
    ),
    Twin(
        "P13",
        "the coding in an ETag is not known again",
        "claims/api/codings.py",
        "                asked[name] = asked[name].replace(SUFFIX, '\"')\n",
        "                pass\n",
        (f"{CODINGS}::test_client_that_has_it_in_either_coding_is_answered_304",),
    ),
    Twin(
        "P17",
        "what is deprecated goes when it likes",
        "claims/api/deprecations.py",
        "        if self.sunset < self.since + NOTICE:\n",
        "        if self.sunset is None:\n",
        ("tests/api/test_deprecations.py::test_nothing_goes_within_a_year",),
    ),
    Twin(
        "P18",
        "the place moves past what was not read",
        "claims/models/feed.py",
        "    rows = rows[:limit]\n    return",
        "    rows = rows[: limit - 1]\n    after = after + limit\n    return",
        (
            f"{CHANGES}::test_next_leads_through_the_record_and_stays",
            f"{FEED}::test_feed_is_the_log_in_stretches",
        ),
    ),
    Twin(
        "P18",
        "the end of the log is read after the entries",
        "claims/models/feed.py",
        "    return Stretch(rows, rows[-1].sequence if rows else after, more)\n",
        "    if not more:\n"
        "        cursor.execute(LAST)\n"
        "        [after] = cursor.fetchone()\n"
        "        return Stretch(rows, after, more)\n"
        "    return Stretch(rows, rows[-1].sequence, more)\n",
        (
            f"{CHANGES}::test_followers_of_many_writers_end_with_exactly_the_record[25-8-4]",
        ),
    ),
    Twin(
        "P20",
        "whoever follows is told everything",
        "claims/models/feed.py",
        "        if allowed.is_all:\n",
        "        if allowed:\n",
        (
            f"{FEED}::test_feed_of_a_topic",
            f"{CHANGES}::test_claim_that_left_what_a_key_opens_is_told_and_nothing_of_it",
        ),
    ),
    Twin(
        "P20",
        "nobody is told that a claim left what they may see",
        "claims/models/feed.py",
        "FROM stretch WHERE is_seen OR was_seen ORDER",
        "FROM stretch WHERE is_seen OR withdrawn AND was_seen ORDER",
        (
            f"{FEED}::test_feed_of_a_topic",
            f"{FEED}::test_whoever_follows_from_0_ends_with_what_they_may_see[1]",
        ),
    ),
    Twin(
        "P39",
        "a page may send a key",
        "claims/api/headers.py",
        '"Access-Control-Allow-Headers": "Accept,',
        '"Access-Control-Allow-Headers": "Authorization, Accept,',
        (f"{HEADERS}::test_preflight_lets_reads_through_and_no_key",),
    ),
    Twin(
        "P72",
        "as many may wait as want to",
        "claims/api/waiting.py",
        "BoundedSemaphore(BLOCKING_THREADS // 2)",
        "BoundedSemaphore(BLOCKING_THREADS * 9)",
        (
            f"{WAITING}::test_more_waiters_than_threads_keep_nobody_from_reading",
            f"{WAITING}::test_half_the_threads_may_wait",
        ),
    ),
    Twin(
        "P72",
        "who waits keeps a connection",
        "claims/api/waiting.py",
        "        connections.close_all()\n",
        "        pass\n",
        (f"{WAITING}::test_who_waits_holds_no_connection",),
    ),
    Twin(
        "P63",
        "who listens gives up when the database goes",
        "claims/api/waiting.py",
        "            self.ending.wait(RETRY)\n",
        "            self.ending.set()\n",
        (f"{WAITING}::test_bell_rings_again_after_its_connection_broke",),
    ),
)
