import contextlib
import json
import threading
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connections, transaction
from django.db.models import F
from pghistory.models import Event as HistoryEvent

from claims.documents import address
from claims.models import (
    Agent,
    Citation,
    Claim,
    ClaimLink,
    Comment,
    Review,
    Source,
)
from claims.services.base import ConflictError
from claims.services.citations import cite_source
from claims.services.claims import revise_claim
from claims.services.invariants import faults
from claims.services.merging import (
    MOVES,
    hanging_on,
    merge_agents,
    merge_claims,
    merge_sources,
)
from claims.services.publication import withdraw_claim
from claims.services.record import entries
from claims.services.reviews import (
    approve_review,
    record_review,
    submit_review,
)
from tests import factories
from tests.services.merges import MERGES, REFUSALS, STAY, eyes, merge, public
from tests.stories import everything, now


def test_every_reference_moves_or_stays():
    moving = {
        (move.model._meta.model_name, move.column)
        for moves in MOVES.values()
        for move in moves
    }
    references = {
        (model._meta.model_name, field.name)
        for model in apps.get_app_config("claims").get_models(include_auto_created=True)
        if not issubclass(model, HistoryEvent)
        for field in model._meta.concrete_fields
        if field.related_model in MOVES
    }

    assert moving <= references
    assert references - moving <= STAY


@pytest.mark.django_db
def test_merge_claims_moves_all_that_hangs_on_one(newsroom):
    kept, merged, third = factories.ClaimFactory.create_batch(3)
    citation = factories.CitationFactory(claim=merged)
    remark = factories.CommentFactory(claim=merged)
    theirs = record_review(
        merged,
        factories.AgentFactory(),
        label="True",
        url="https://other.example/1",
        by=newsroom.author,
    )
    draft = newsroom.review("draft", merged)
    out = factories.ClaimLinkFactory(from_claim=merged, to_claim=third)
    back = factories.ClaimLinkFactory(from_claim=third, to_claim=merged)
    between = factories.ClaimLinkFactory(from_claim=merged, to_claim=kept)
    before = {move: list(rows) for move, rows in hanging_on(merged)}

    merge(merge_claims, kept, merged, newsroom.editor, text="Taken", place="Shusha")

    assert sum(map(len, before.values())) == 7
    for row in (citation, remark, theirs, draft):
        assert now(row).claim == kept
    assert now(out).from_claim == now(back).to_claim == kept
    assert not ClaimLink.objects.filter(pk=between.pk).exists()
    assert (now(kept).text, now(kept).place) == ("Taken", "Shusha")
    assert now(citation).revision == 2
    assert Claim.with_merged.get(pk=merged.pk).merged_into == kept
    assert list(Claim.with_merged.merged_into(kept)) == [merged]
    assert merged not in Claim.objects.all()
    event = Claim.pgh_event_models["update"].objects.filter(id=merged.pk).last()
    assert event.pgh_context["reason"] == "They are one."


@pytest.mark.django_db
def test_claim_that_is_merged_waits_for_no_time(newsroom):
    kept, merged = factories.ClaimFactory.create_batch(2)
    waiting = factories.ScheduledPublicationFactory(claim=merged)

    merge(merge_claims, kept, merged, newsroom.editor)

    assert now(waiting).state == "cancelled"


@pytest.mark.django_db
def test_merge_claims_leaves_out_what_is_there_already(newsroom):
    kept, merged, third = factories.ClaimFactory.create_batch(3)
    source, publisher = factories.SourceFactory(), factories.AgentFactory()
    for claim in (kept, merged):
        factories.CitationFactory(claim=claim, source=source, quote="6,500")
        factories.ClaimLinkFactory(from_claim=claim, to_claim=third)
        url = "https://other.example/1"
        record_review(claim, publisher, label="True", url=url, by=newsroom.author)

    merge(merge_claims, kept, merged, newsroom.editor)

    for model in (Citation, Review):
        assert [row.claim for row in model.objects.all()] == [kept]
    assert [link.from_claim for link in ClaimLink.objects.all()] == [kept]


@pytest.mark.django_db
def test_merge_refuses_citations_that_say_different_things(newsroom):
    kept, merged = factories.ClaimFactory.create_batch(2)
    source = factories.SourceFactory()
    factories.CitationFactory(claim=kept, source=source)
    factories.CitationFactory(
        claim=merged, source=source, comparator="exactly", value=Decimal(5)
    )
    before = everything()

    with pytest.raises(ValidationError, match="Make them alike"):
        merge(merge_claims, kept, merged, newsroom.editor)

    assert everything() == before


@pytest.mark.django_db
@pytest.mark.parametrize(("staying", "going", "outcome"), list(eyes()))
def test_merge_goes_round_no_second_person(newsroom, staying, going, outcome):
    kept, merged = factories.ClaimFactory.create_batch(2)
    theirs = [
        newsroom.review(state, claim)
        for state, claim in ((staying, kept), (going, merged))
        if state != "none"
    ]
    decided = Review.objects.filter(claim=merged, state__in=["approved", "superseded"])
    signed = set(decided.values_list("pk", "author", "approved_by"))
    before = everything()

    if outcome in REFUSALS:
        with pytest.raises(ValidationError, match=REFUSALS[outcome]):
            merge(merge_claims, kept, merged, newsroom.editor)
        assert everything() == before
        return
    merge(merge_claims, kept, merged, newsroom.editor)

    stands = Review.objects.filter(claim=kept).exclude(state="superseded")
    assert "+".join(sorted(stands.values_list("state", flat=True))) == outcome.strip(
        "-"
    )
    assert now(kept).status == ("verified" if "approved" in outcome else "unverified")
    # Whatever was decided of the other's words stays with them, and stands no more.
    left = Review.objects.filter(claim=merged)
    assert set(left.values_list("pk", "author", "approved_by")) == signed
    assert set(left.values_list("state", flat=True)) <= {"superseded"}
    assert {row.author for row in map(now, theirs)} <= {newsroom.author}
    assert list(faults()) == []


@pytest.mark.django_db
def test_nobody_approves_their_own_review_by_way_of_a_merge(newsroom):
    kept, merged = factories.ClaimFactory.create_batch(2)
    review = factories.ReviewFactory(claim=merged, author=newsroom.editor)
    merge(merge_claims, kept, merged, newsroom.editor)
    moved = submit_review(now(review), revision=2, by=newsroom.author)

    with pytest.raises(ValidationError, match="You wrote this review"):
        approve_review(moved, revision=3, by=newsroom.editor)


@pytest.mark.django_db
def test_approved_review_is_moved_by_no_way(newsroom):
    review = newsroom.review("approved")

    with pytest.raises(IntegrityError, match="is not edited"), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(
            claim=factories.ClaimFactory(), revision=F("revision") + 1
        )


@pytest.mark.django_db
@pytest.mark.parametrize(("staying", "going", "outcome"), list(public()))
def test_merge_of_a_public_claim_leads_readers_on(newsroom, staying, going, outcome):
    kept, merged = newsroom.claim(staying), newsroom.claim(going)
    number = entries.count()
    note = {"note": "Recorded twice."}

    if outcome == "refused":
        with pytest.raises(ValidationError, match="publish the one that stays first"):
            merge(merge_claims, kept, merged, newsroom.editor, **note)
        return
    merge(merge_claims, kept, merged, newsroom.editor, **note)

    last = entries.of_claim(merged.pk).first()
    if outcome == "withdrawn":
        document = json.loads(bytes(last.document))
        assert (last.event, last.note) == ("withdrawn", "Recorded twice.")
        assert document["merged_into"] == address(kept.pk)
    assert entries.count() == number + (outcome == "withdrawn")
    assert list(faults()) == []


@pytest.mark.django_db
def test_merge_of_a_public_claim_needs_a_note(newsroom):
    kept, merged = newsroom.claim("published"), newsroom.claim("published")

    with pytest.raises(ValidationError, match="Tell readers"):
        merge(merge_claims, kept, merged, newsroom.editor, note=" ")


@pytest.mark.django_db
def test_merge_of_a_public_claim_needs_the_right_to_withdraw(newsroom):
    kept, merged = newsroom.claim("published"), newsroom.claim("published")
    person = factories.UserFactory()
    person.user_permissions.add(Permission.objects.get(codename="merge_claim"))

    with pytest.raises(PermissionDenied, match="withdraw_claim"):
        merge(merge_claims, kept, merged, person, note="Twice.")

    merge(merge_claims, kept, newsroom.claim(), person)


@pytest.mark.django_db
@pytest.mark.parametrize("service", [merge_claims, merge_sources, merge_agents])
def test_merge_refuses_one_and_the_same_and_no_reason(newsroom, service):
    factory = dict(MERGES.values())[service]
    row, other = factory(), factory()

    with pytest.raises(ValidationError, match="choose two"):
        merge(service, row, row, newsroom.editor)
    with pytest.raises(ValidationError, match="Say why"):
        merge(service, row, other, newsroom.editor, reason=" ")
    merge(service, row, other, newsroom.editor)
    with pytest.raises(ConflictError):
        service(row, other, revisions=(2, 2), by=newsroom.editor, reason="Again.")


@pytest.mark.django_db
def test_merge_sources_moves_citations_and_repeats(newsroom):
    kept, merged = factories.SourceFactory.create_batch(2)
    citation = factories.CitationFactory(source=merged)
    repeating = factories.SourceFactory(repeats=merged)

    merge(merge_sources, kept, merged, newsroom.editor, title="Taken")

    assert now(citation).source == now(repeating).repeats == kept
    assert now(kept).title == "Taken"
    assert Source.with_merged.standing_for(Source.with_merged.get(pk=merged.pk)) == kept


@pytest.mark.django_db
def test_merge_sources_of_which_one_repeats_the_other(newsroom):
    origin = factories.SourceFactory()
    merged = factories.SourceFactory(repeats=origin)
    kept = factories.SourceFactory(repeats=merged)

    merge(merge_sources, kept, merged, newsroom.editor)

    assert now(kept).repeats == origin


@pytest.mark.django_db
def test_merge_sources_closes_no_circle(newsroom):
    merged = factories.SourceFactory()
    between = factories.SourceFactory(repeats=merged)
    kept = factories.SourceFactory(repeats=between)

    with pytest.raises(ValidationError, match="which of them came first") as refused:
        merge(merge_sources, kept, merged, newsroom.editor)

    assert set(refused.value.error_dict) == {"repeats"}


@pytest.mark.django_db
def test_merge_sources_takes_the_address_of_the_one_that_goes(newsroom):
    kept = factories.SourceFactory()
    merged = factories.SourceFactory(url="https://example.org/a")

    merge(merge_sources, kept, merged, newsroom.editor, url=merged.url)

    assert Source.objects.at_address("https://example.org/a").get() == kept


@pytest.mark.django_db
def test_merge_agents_moves_all_that_was_either_s(newsroom):
    kept, merged = factories.AgentFactory.create_batch(2)
    claim = factories.ClaimFactory(claimant=merged)
    source = factories.SourceFactory(publisher=merged)
    source.authors.set([merged, kept])
    other = factories.SourceFactory()
    other.authors.set([merged])
    url = "https://other.example/1"
    review = record_review(claim, merged, label="True", url=url, by=newsroom.author)

    merge(merge_agents, kept, merged, newsroom.editor, site="https://kept.example")

    assert now(claim).claimant == now(source).publisher == now(review).publisher == kept
    assert list(source.authors.all()) == list(other.authors.all()) == [kept]


@pytest.mark.django_db
def test_agent_may_have_the_name_of_one_that_was_merged(newsroom):
    kept, merged = factories.AgentFactory.create_batch(2)
    merge(merge_agents, kept, merged, newsroom.editor)

    assert factories.AgentFactory(name=merged.name) in Agent.objects.all()


@pytest.mark.django_db
def test_merged_rows_lead_to_the_one_that_stands(newsroom):
    first, second, third = factories.AgentFactory.create_batch(3)
    merge(merge_agents, second, first, newsroom.editor)
    merge(merge_agents, third, second, newsroom.editor)

    assert set(Agent.with_merged.merged_into(third)) == {first, second}
    first = Agent.with_merged.get(pk=first.pk)
    assert Agent.with_merged.standing_for(first) == third
    assert list(faults()) == []


@pytest.mark.django_db
def test_work_on_a_merged_claim_is_refused(newsroom):
    kept, merged = factories.ClaimFactory.create_batch(2)
    merge(merge_claims, kept, merged, newsroom.editor)

    with pytest.raises(ConflictError):
        revise_claim(merged, revision=2, by=newsroom.editor, text="Else")
    with pytest.raises(ConflictError):
        cite_source(merged, factories.SourceFactory(), by=newsroom.editor)


@pytest.mark.django_db
def test_merged_claim_of_a_withdrawn_one_keeps_its_record(newsroom):
    kept = newsroom.claim("published")
    merged = newsroom.claim("published")
    merge(merge_claims, kept, merged, newsroom.editor, note="Twice.")
    withdraw_claim(
        now(kept), revision=now(kept).revision, by=newsroom.editor, reason="R", note="N"
    )

    assert [entry.event for entry in entries.of_claim(merged.pk)] == [
        "withdrawn",
        "published",
    ]
    assert list(faults()) == []
    assert Comment.objects.count() == 0


def test_merge_refuses_what_somebody_cites_meanwhile(committed, newsroom):
    kept, merged = factories.SourceFactory.create_batch(2)
    citation = factories.CitationFactory()
    with contextlib.closing(connections["owner"].copy()) as other:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(
                "UPDATE claims_citation SET source_id = %s, revision = 2 WHERE id = %s",
                [merged.pk, citation.pk],
            )
        # The merge waits for the row that the citation refers to.
        commit = threading.Timer(0.5, other.connection.commit)
        commit.start()
        with pytest.raises(ConflictError, match="Somebody used"):
            merge(merge_sources, kept, merged, newsroom.editor)
        commit.join()

    assert now(citation).source == merged
