"""Reading what was done to a row, or by a person."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import (
    Claim,
    ClaimTag,
    Entry,
    Source,
    Tag,
    changes_by,
    changes_since,
    event_before,
    many_at,
    people_of,
    row_at,
    timeline,
    tracked_models,
)
from claims.services.citations import cite_source, remove_citation, revise_citation
from claims.services.claims import link_claims, record_claim, revise_claim
from claims.services.publication import correct_claim, publish_claim
from claims.services.rows import record_row, revise_row
from tests import factories
from tests.stories import now

pytestmark = pytest.mark.django_db


def whats(changes):
    return [each.what for each in changes.changes]


@pytest.fixture
def claim(newsroom):
    """A claim with a story: tagged, cited, reviewed, linked, published, corrected."""
    by = newsroom.author
    tag, source = factories.TagFactory(name="war"), factories.SourceFactory(title="S")
    claim = record_claim(
        by=by, text="A", topic=factories.TopicFactory(), tags=[tag], reason="Heard."
    )
    citation = cite_source(claim, source, by=by, locator="page 1")
    citation = revise_citation(citation, revision=1, by=by, locator="page 2")
    remove_citation(citation, revision=2, by=newsroom.editor, reason="No.")
    newsroom.review("approved", claim)
    link_claims(claim, kind="updates", to=factories.ClaimFactory(text="Old"), by=by)
    publish_claim(claim, revision=now(claim).revision, by=newsroom.editor)
    revise_claim(claim, revision=now(claim).revision, by=by, text="B", tags=[])
    correct_claim(
        claim, revision=now(claim).revision, by=newsroom.editor, note="A slip."
    )
    return now(claim)


def test_timeline_is_one_story_newest_first(claim):
    told = [(each.what, each.subject, each.why) for each in timeline(claim).changes]

    assert told[:5] == [
        ("claim changed", "", "A slip."),
        ("version 2 published as a correction", "", "A slip."),
        ("tag removed", "war", ""),
        ("claim changed", "", ""),
        ("claim changed", "", ""),
    ]
    assert told[-2:] == [("tag added", "war", "Heard."), ("claim added", "", "Heard.")]
    assert ("citation removed", "S", "No.") in told
    assert ("claim link added", "Old", "") in told
    assert [what for what, *_ in told].count("review changed") == 2


def test_timeline_pages_join_into_the_whole(claim):
    whole = timeline(claim)
    pages, before = [], None
    while True:
        page = timeline(claim, limit=3, before=before)
        pages += page.changes
        before = page.more
        if before is None:
            break

    assert pages == whole.changes
    assert whole.more is None


@pytest.mark.parametrize("table", ["a", "claims_claimevent", "z"])
def test_strand_goes_on_within_a_moment_by_table_and_row(table):
    from claims.models.telling import Place
    from claims.models.timelines import strand

    tag = factories.TagFactory()
    event = tag.events.get()
    name = event._meta.db_table
    place = Place(
        event.pgh_created_at, name if table == "claims_claimevent" else table, event.pk
    )

    found = strand(Tag, {"pgh_obj_id": tag.pk}, place, 10, None)

    # A table that comes before the place's in the alphabet follows it on the page.
    assert found == ([event] if table == "z" else [])


def test_timeline_of_one_person(claim, newsroom):
    told = timeline(claim, by=newsroom.editor.pk)

    assert {each.user for each in told.changes} == {newsroom.editor.pk}
    assert "version 1 published" in whats(told)
    assert "claim added" not in whats(told)


def test_timeline_of_a_source_tells_its_authors(newsroom):
    author = factories.AgentFactory(name="A. Writer")
    source = record_row(
        Source(), by=newsroom.author, title="S", kind="article", authors=[author]
    )

    told = timeline(source)

    assert [(each.what, each.subject) for each in told.changes] == [
        ("author added", "A. Writer"),
        ("source added", ""),
    ]


def test_timeline_costs_the_same_with_one_change_and_with_eleven(newsroom):
    claim = factories.ClaimFactory()
    claim = revise_claim(claim, revision=1, by=newsroom.author, text="0")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            timeline(claim)
        return len(queries)

    one = cost()
    for n in range(2, 12):
        revise_claim(claim, revision=n, by=newsroom.author, text=str(n))

    assert cost() == one


def test_people_of_a_claim_are_those_who_changed_it_or_published_it(claim, newsroom):
    assert people_of(claim) == {
        newsroom.author.pk: newsroom.author.username,
        newsroom.editor.pk: newsroom.editor.username,
    }


def test_people_of_a_row_that_nobody_named_wrote_are_none():
    assert people_of(factories.TagFactory()) == {}


def test_changes_by_tells_what_a_person_did_with_the_claim_it_is_of(claim, newsroom):
    tables = [*tracked_models(), Entry]

    told = [
        (each.what, each.subject)
        for each in changes_by(newsroom.editor, tables).changes
    ]

    assert ("citation removed", "S · B") in told
    assert ("version 1 published", "B") in told
    assert ("claim changed", "A") in told
    first = changes_by(newsroom.editor, tables, limit=2)
    second = changes_by(newsroom.editor, tables, limit=100, before=first.more)
    whole = changes_by(newsroom.editor, tables, limit=100)
    assert [*first.changes, *second.changes] == whole.changes


def test_changes_by_reads_each_table_by_its_index(newsroom):
    for n in range(30):
        record_row(Tag(), by=newsroom.author, name=f"tag {n}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_tagevent")
        cursor.execute("SET LOCAL enable_seqscan = off")
        with CaptureQueriesContext(connection) as queries:
            changes_by(newsroom.author, [Tag], limit=5)
        cursor.execute(f"EXPLAIN {queries[0]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "Index Scan using tag_by_person" in plan
    assert "Sort" not in plan


def test_changes_since_tells_what_came_after_a_revision(newsroom):
    tag = record_row(Tag(), by=newsroom.author, name="one")
    tag = revise_row(tag, revision=1, by=newsroom.author, name="two")
    tag = revise_row(tag, revision=2, by=newsroom.editor, name="three")

    told = changes_since(tag, 1)

    assert [each.differences[0][1:3] for each in told] == [
        ("two", "three"),
        ("one", "two"),
    ]
    assert changes_since(tag, 3) == []


def test_row_at_and_event_before_give_the_row_as_it_was(newsroom):
    tag = record_row(Tag(), by=newsroom.author, name="one")
    tag = revise_row(tag, revision=1, by=newsroom.author, name="two")
    insert, update = tag.events.order_by("pgh_id")

    assert [row_at(tag, n) and row_at(tag, n).name for n in (1, 2, 3)] == [
        "one",
        "two",
        None,
    ]
    assert event_before(tag, update.pk) == insert
    assert event_before(tag, insert.pk) is None


def test_many_at_gives_the_tags_as_they_were(newsroom):
    one, two = factories.TagFactory.create_batch(2)
    claim = record_claim(
        by=newsroom.author, text="A", topic=factories.TopicFactory(), tags=[one]
    )
    revise_claim(claim, revision=1, by=newsroom.author, tags=[two])
    moment = row_at(claim, 2).pgh_created_at

    assert many_at(claim, "tags", moment) == {one.pk}
    assert many_at(claim, "tags", None) == {two.pk}


def test_tracked_models_are_those_with_a_history():
    assert {Claim, ClaimTag, Tag} <= set(tracked_models())
    assert Entry not in tracked_models()


@pytest.mark.drill
@pytest.mark.django_db(databases=["default", "owner"])
def test_drill_page_of_a_person_at_a_million_changes(newsroom):
    by, rows = newsroom.author, 1_000_000
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(
            "INSERT INTO claims_tagevent (pgh_created_at, pgh_label, pgh_context,"
            " pgh_obj_id, id, revision, created_at, name)"
            " SELECT now() - n * interval '1 second', 'insert',"
            " jsonb_build_object('user', %s + n %% 100, 'username', 'x'),"
            " gen_random_uuid(), gen_random_uuid(), 1, now(), 'tag ' || n"
            " FROM generate_series(1, %s) AS n",
            [by.pk, rows],
        )
        cursor.execute("ANALYZE claims_tagevent")
    tables = [*tracked_models(), Entry]
    first = changes_by(by, tables)
    deep = changes_by(by, tables, before=first.more)

    started = time.perf_counter()
    changes_by(by, tables, before=deep.more)
    taken = time.perf_counter() - started

    assert len(first.changes) == len(deep.changes) == 50
    assert taken < 1, taken
