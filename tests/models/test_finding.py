import itertools
import json
import uuid

import pytest
from django.db import connections

from claims.models import ALL, Allowed, Moment, Place, Wanted
from claims.models.finding import ORDERS, page_query, term_of

LIMIT = 51
NUMBER = 20_000
OLD = Moment(15_000, None)
FILLED = """
    INSERT INTO claims_entry (
        sequence, claim_id, version, event, document, digest, previous, note, at, by_id
    )
    SELECT n, md5(n::text)::uuid, 1, 'published', '{}', '', '', '', now(), 1
    FROM generate_series(1, %s) AS n;
    INSERT INTO claims_publishedclaim (
        entry_id, claim_id, first, until, topic_id, measure_id, claimant_id, language,
        status, has_conflict, interval, period, claimed, words, published_at, updated_at
    )
    SELECT n, md5(n::text)::uuid, n, CASE WHEN n %% 4 = 0 THEN n + 3 END,
        md5((n %% 50)::text)::uuid, NULL, NULL,
        CASE WHEN n %% 200 = 0 THEN 'hy' ELSE 'en' END, 'verified', false,
        numrange(n, n + 10),
        daterange('2020-01-01'::date + n %% 3000, '2020-01-06'::date + n %% 3000),
        daterange('2020-01-01'::date + n %% 3000, NULL),
        to_tsvector('simple', 'war w' || n %% 500), now(), now()
    FROM generate_series(1, %s) AS n;
    INSERT INTO claims_publishedterm (term, entry_id, first, until)
    SELECT md5(term)::uuid, entry_id, first, until
    FROM claims_publishedclaim, unnest(ARRAY[
        'status:verified', 'language:' || language, 'tag:' || entry_id %% 7,
        'tag:n' || entry_id %% 700, 'topic:' || topic_id
    ]) AS term;
    ANALYZE claims_entry;
    ANALYZE claims_publishedclaim;
    ANALYZE claims_publishedterm;
"""


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """Fill the projection with plain rows, so many that a plan tells what it costs."""
    from tests.conftest import empty_tables

    with django_db_blocker.unblock():
        with connections["owner"].cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            for statement in FILLED.split(";"):
                marks = statement.count("%s")
                cursor.execute(statement or "SELECT 1", [NUMBER] * marks)
            cursor.execute("SET session_replication_role = origin")
        yield
        empty_tables()


def where(condition, *values):
    return {"where": ((condition, values),)}


TOPIC = str(uuid.UUID("cfcd208495d565ef66e7dff9f98764da"))
# What is asked for, and how many rows of the projection a page of it may look at.
LONG, SHORT = 4000, 8 * LIMIT
ASKED = {
    "everything": (Wanted(), SHORT),
    "a common value": (Wanted(terms={"status": ("verified",)}), SHORT),
    "a rare value": (Wanted(terms={"tag": ("n1",)}), SHORT),
    "no such value": (Wanted(terms={"tag": ("canary",)}), 0),
    "several values": (Wanted(terms={"tag": ("1", "2", "n1")}), SHORT),
    "values of two kinds": (
        Wanted(terms={"tag": ("1",), "status": ("verified",)}),
        LONG,
    ),
    "ids": (Wanted(ids=tuple(str(uuid.uuid4()) for _ in range(50))), SHORT),
    "an amount": (Wanted(**where("interval && numrange(%s, %s, '[]')", 5, 9)), SHORT),
    "any amount": (Wanted(**where("interval && numrange(%s, NULL, '[]')", 5)), SHORT),
    "a period": (
        Wanted(**where("period && daterange(%s, %s)", "2021-01-01", "2021-01-03")),
        SHORT,
    ),
    "said then": (
        Wanted(**where("claimed && daterange(%s, %s)", "2019-01-01", "2020-01-05")),
        SHORT,
    ),
    "a rare word": (Wanted(**where("words @@ %s::tsquery", "w7")), SHORT),
    "a common word": (Wanted(**where("words @@ %s::tsquery", "war")), SHORT),
    "published since": (Wanted(along=(("first > %s", (19_000,)),)), SHORT),
    "changed since": (Wanted(along=(("entry_id > %s", (19_900,)),)), SHORT),
}


def nodes(plan):
    yield plan
    for below in plan.get("Plans", []):
        yield from nodes(below)


def explained(wanted, after):
    sql, parameters = page_query(wanted, after=after, limit=LIMIT)
    with connections["record"].cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", parameters)
        [plan] = cursor.fetchone()
    return list(
        nodes((plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"])
    )


@pytest.mark.parametrize("asked", ASKED)
def test_page_is_read_along_indexes(filled, asked):
    wanted, most = ASKED[asked]
    places = (None, Place(10_000, 10_000))

    for order, after, as_of in itertools.product(ORDERS, places, (None, OLD)):
        plan = explained(
            Wanted(**{**vars(wanted), "order": order, "as_of": as_of}), after
        )

        assert "Seq Scan" not in [node["Node Type"] for node in plan], plan
        looked_at = sum(
            (node["Actual Rows"] + node.get("Rows Removed by Filter", 0))
            * node["Actual Loops"]
            for node in plan
            if "published" in node.get("Relation Name", "")
        )
        if (order, after, as_of) == (Wanted.order, None, None):
            assert looked_at <= most, plan


@pytest.mark.parametrize(
    ("allowed", "terms", "left"),
    [
        (ALL, {"topic": ("a",)}, {"topic": ("a",)}),
        (Allowed(topics=frozenset([uuid.UUID(TOPIC)])), {}, {"topic": (TOPIC,)}),
        (
            Allowed(topics=frozenset([uuid.UUID(TOPIC)])),
            {"topic": ("a", TOPIC)},
            {"topic": (TOPIC,)},
        ),
        (Allowed(topics=frozenset([uuid.UUID(TOPIC)])), {"topic": ("a",)}, None),
        (Allowed(languages=frozenset(["hy"])), {}, {"language": ("hy",)}),
        (
            Allowed(languages=frozenset(["hy"])),
            {"language": ("en",)},
            {"language": ("en",)},
        ),
    ],
)
def test_wanted_is_narrowed_to_what_may_be_seen(allowed, terms, left):
    narrowed = Wanted(terms=terms).within(allowed)

    assert (narrowed and narrowed.terms) == left


def test_term_is_named_as_the_database_does(committed):
    with connections["record"].cursor() as cursor:
        cursor.execute("SELECT md5(%s)::uuid", ["tag:größe"])
        assert cursor.fetchone() == (uuid.UUID(term_of("tag", "größe")),)
