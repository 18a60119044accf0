"""What was overwritten or removed comes back as a new change."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.models import Citation, ClaimTag, Review, events_of
from claims.services.base import ConflictError
from claims.services.citations import cite_source, remove_citation, revise_citation
from claims.services.claims import assign, record_claim, revise_claim
from claims.services.history import restore_citation, restore_tag, restore_values
from claims.services.reviews import revise_review, submit_review
from claims.services.rows import revise_row
from tests import factories
from tests.stories import now

pytestmark = pytest.mark.django_db


def last_event(row):
    return row.events.order_by("pgh_id").last().pk


def removal(model):
    return events_of(model).objects.get(pgh_label="delete").pk


def test_restore_values_is_a_new_change_with_its_reason(newsroom):
    by, topic = newsroom.editor, factories.TopicFactory()
    claim = record_claim(by=by, text="A", topic=topic, place="Baku")
    claim = revise_claim(
        claim, revision=1, by=by, text="B", topic=factories.TopicFactory(), place=""
    )
    event = last_event(claim)
    before = list(claim.events.order_by("pgh_id").values())

    restored = restore_values(
        claim, names=["topic", "place"], event=event, revision=2, by=newsroom.author
    )

    assert (restored.text, restored.topic, restored.place) == ("B", topic, "Baku")
    assert restored.revision == 3
    events = claim.events.order_by("pgh_id")
    assert list(events.values())[:2] == before
    newest = events.last()
    assert newest.pgh_context["user"] == newsroom.author.pk
    assert newest.pgh_context["reason"].startswith("Restored as it stood at 20")


def test_restore_values_goes_through_the_rules(newsroom):
    claim = factories.FigureClaimFactory()
    by = newsroom.editor
    claim = revise_claim(
        claim, revision=1, by=by, value=None, comparator="", measure=None
    )

    with pytest.raises(ValidationError, match="both a comparator and a value"):
        restore_values(
            claim, names=["value"], event=last_event(claim), revision=2, by=by
        )


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["due_on"], "A step sets these, nobody restores them: due_on."),
        ([], "Choose what to restore."),
        (["text"], "It says so already."),
    ],
)
def test_restore_values_refuses(newsroom, names, message):
    claim = assign(newsroom.claim(), to=newsroom.author, revision=1, by=newsroom.editor)

    with pytest.raises(ValidationError, match=message):
        restore_values(
            claim,
            names=names,
            event=last_event(claim),
            revision=2,
            by=newsroom.editor,
        )


def test_restore_values_refuses_what_is_no_change_of_the_row(newsroom):
    claim, other = newsroom.claim(), newsroom.claim()
    other = revise_claim(other, revision=1, by=newsroom.editor, text="B")

    for event in (last_event(claim), last_event(other)):
        with pytest.raises(ValidationError, match="not a change of a value"):
            restore_values(
                claim, names=["text"], event=event, revision=1, by=newsroom.editor
            )


def test_restore_values_of_a_citation_and_a_frozen_review(newsroom):
    citation = factories.CitationFactory(locator="page 1")
    by = newsroom.author
    citation = revise_citation(citation, revision=1, by=by, locator="page 2")
    review = newsroom.review()
    review = revise_review(review, revision=1, by=by, summary="Else.")
    submitted = submit_review(review, revision=2, by=by)

    restored = restore_values(
        citation, names=["locator"], event=last_event(citation), revision=2, by=by
    )
    with pytest.raises(ValidationError, match="You cannot revise review"):
        restore_values(
            submitted,
            names=["summary"],
            event=review.events.get(revision=2).pk,
            revision=3,
            by=by,
        )

    assert restored.locator == "page 1"
    assert Review.objects.get().summary == "Else."


def test_restore_values_refuses_what_named_a_row_that_is_gone(newsroom):
    agent = factories.AgentFactory()
    source = factories.SourceFactory(publisher=agent)
    source = revise_row(source, revision=1, by=newsroom.editor, publisher=None)
    agent.delete()

    with pytest.raises(ValidationError, match="there no more: publisher"):
        restore_values(
            source,
            names=["publisher"],
            event=last_event(source),
            revision=2,
            by=newsroom.editor,
        )


def test_restore_citation_is_the_same_citation_one_revision_on(newsroom):
    claim, source, by = newsroom.claim(), factories.SourceFactory(), newsroom.author
    citation = cite_source(
        claim, source, by=by, quote="lives", comparator="exactly", value=6500
    )
    citation = revise_citation(citation, revision=1, by=by, locator="page 2")
    remove_citation(citation, revision=2, by=by)

    restored = restore_citation(
        claim, event=removal(Citation), by=newsroom.editor, reason="It was right."
    )

    fresh = now(restored)
    assert fresh.pk == citation.pk
    assert fresh.revision == 3
    assert (fresh.source, fresh.quote, fresh.locator) == (source, "lives", "page 2")
    assert (fresh.comparator, fresh.value) == ("exactly", 6500)
    labels = events_of(Citation).objects.order_by("pgh_id")
    assert [each.pgh_label for each in labels] == [
        "insert",
        "update",
        "delete",
        "insert",
    ]
    assert labels.last().pgh_context["reason"] == "It was right."


def test_restore_citation_is_done_once(newsroom):
    citation = factories.CitationFactory()
    remove_citation(citation, revision=1, by=newsroom.author)
    event = removal(Citation)
    restore_citation(citation.claim, event=event, by=newsroom.author)

    with pytest.raises(ConflictError, match="restored this citation already"):
        restore_citation(citation.claim, event=event, by=newsroom.author)


def test_restore_of_another_rows_removal_is_refused(newsroom):
    citation = factories.CitationFactory()
    remove_citation(citation, revision=1, by=newsroom.author)

    with pytest.raises(ValidationError, match="not a removal that can be undone"):
        restore_citation(newsroom.claim(), event=removal(Citation), by=newsroom.author)


def test_restore_tag_keeps_the_others(newsroom):
    one, other = factories.TagFactory.create_batch(2)
    claim, by = newsroom.claim(), newsroom.author
    claim = revise_claim(claim, revision=1, by=by, tags=[one])
    claim = revise_claim(claim, revision=2, by=by, tags=[other])

    restored = restore_tag(claim, event=removal(ClaimTag), revision=3, by=by)

    assert set(restored.tags.all()) == {one, other}
    assert now(claim).revision == 4


def test_restore_needs_the_right_even_where_nothing_would_change(people, newsroom):
    claim = newsroom.claim()
    claim = revise_claim(claim, revision=1, by=newsroom.editor, text="B")

    with pytest.raises(PermissionDenied):
        restore_values(
            claim,
            names=["text"],
            event=last_event(claim),
            revision=2,
            by=people["Partner manager"],
        )
