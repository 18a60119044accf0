import json

import pytest
from django.core.exceptions import PermissionDenied

from claims.models import (
    Agent,
    Claim,
    Entry,
    Import,
    ImportedReview,
    ImportState,
    PublishedClaim,
    Review,
    Stage,
    timeline,
)
from claims.services.imports import files
from claims.services.invariants import faults
from claims.services.merging import merge_agents, merge_claims
from claims.services.publication import withdraw_claim
from claims.services.rating_labels import apply_rating_label
from claims.services.reviews import record_review
from tests import factories
from tests.intake.claim_reviews.dirt import PLAIN, claimed, rated, with_, without
from tests.stories import now

from .conftest import numbered

pytestmark = pytest.mark.django_db(databases=["default", "record"])


def everything():
    """Give what the desk holds of claims and reviews, and the record's entries."""
    return [
        list(Claim.objects.order_by("pk").values()),
        list(Review.objects.order_by("pk").values()),
        list(Entry.objects.using("default").values()),
        list(Agent.objects.order_by("pk").values()),
    ]


def test_review_comes_as_that_of_its_publisher(bring, newsroom):
    imported = bring(PLAIN)

    [review] = Review.objects.all()
    assert (str(review.publisher), review.label) == ("Checks", "False")
    assert review.publisher.kind == "organisation"
    assert review.publisher.site == "https://checks.example/"
    assert (review.summary, review.reviewed) == ("It is not.", "2020-05-06")
    assert review.state == "approved"
    assert review.author == newsroom.editor
    claim = review.claim
    assert (claim.text, claim.claimed) == ("The moon is hollow", "2020-05-01")
    assert (str(claim.claimant), claim.claimant.kind) == ("Ann Other", "person")
    assert (claim.stage, claim.status) == ("draft", "unverified")
    assert claim.topic.slug == "fact-checks-of-others"
    assert claim.claimed_range.lower.isoformat() == "2020-05-01"
    assert imported.state == ImportState.DONE
    assert imported.counts == (1, 0, 0, 0, 0)
    assert timeline(claim).changes[0].who == newsroom.editor.username
    assert timeline(claim).changes[0].why == "Import: reviews.json"
    assert list(faults()) == []


def test_import_publishes_what_is_asked_for(bring):
    topic = factories.TopicFactory()

    imported = bring(*numbered(3), publish=True, topic=topic)

    assert imported.counts == (3, 0, 0, 3, 0)
    assert set(Claim.objects.values_list("stage", "topic")) == {("published", topic.pk)}
    documents = [json.loads(bytes(e.document)) for e in Entry.objects.using("default")]
    assert [each["text"] for each in documents] == ["Claim 0", "Claim 1", "Claim 2"]
    assert {each["reviews"][0]["label"] for each in documents} == {"False"}
    assert PublishedClaim.objects.using("default").standing().count() == 3
    assert list(faults()) == []


def test_second_import_changes_nothing(bring):
    bring(*numbered(3), rated(alternateName="Fake"), publish=True)
    before = everything()

    again = bring(*numbered(3), rated(alternateName="Fake"), publish=True)

    assert everything() == before
    assert again.counts == (0, 0, 4, 0, 0)
    assert Import.objects.count() == 2


def test_drafts_of_an_import_are_published_by_the_next(bring):
    bring(*numbered(2))

    again = bring(*numbered(2), publish=True)

    assert again.counts == (0, 0, 2, 2, 0)
    assert not Claim.objects.exclude(stage=Stage.PUBLISHED).exists()
    assert list(faults()) == []


def test_changed_review_makes_a_new_version(bring):
    bring(PLAIN, publish=True)
    other = claimed(datePublished="2020-04", author=None)

    again = bring({**other, "reviewRating": "Pants on fire"}, publish=True)

    assert again.counts == (0, 1, 0, 1, 0)
    entry = Entry.objects.using("default").get(version=2)
    document = json.loads(bytes(entry.document))
    assert (entry.event, document["reviews"][0]["label"]) == (
        "updated",
        "Pants on fire",
    )
    assert (document["claimed"]["edtf"], document["claimant"]) == ("2020-04", None)
    assert list(faults()) == []
    assert bring({**other, "reviewRating": "Pants on fire"}, publish=True).counts == (
        (0, 0, 1, 0, 0)
    )


def test_changed_review_waits_at_the_desk_without_publication(bring):
    bring(PLAIN, publish=True)

    again = bring(with_(datePublished="2020"))

    [claim] = Claim.objects.all()
    assert again.counts == (0, 1, 0, 0, 0)
    assert Review.objects.get().reviewed == "2020"
    assert claim.unpublished_change
    assert bring(with_(datePublished="2021"), publish=True).counts == (0, 1, 0, 0, 0)
    assert Entry.objects.using("default").count() == 1


def test_what_people_made_of_a_claim_is_theirs(bring, newsroom):
    bring(PLAIN)
    [claim] = Claim.objects.all()
    factories.CitationFactory(claim=claim)

    again = bring(claimed(datePublished="2019"), publish=True)

    assert again.counts == (0, 0, 1, 0, 0)
    assert (now(claim).claimed, now(claim).stage) == ("2020-05-01", Stage.DRAFT)


def test_change_that_the_document_does_not_show_is_published_by_none(bring):
    bring(PLAIN)
    ImportedReview.objects.update(content="0" * 32)

    assert bring(PLAIN).counts == (0, 0, 1, 0, 0)


def test_first_of_two_that_differ_is_kept(bring, monkeypatch):
    twice = [PLAIN, PLAIN, with_(datePublished="2021")]

    first = bring(*twice)
    monkeypatch.setattr(files, "BATCH", 2)
    second = bring(*twice)

    for each in (first, second):
        assert [str(problem) for problem in each.problems.all()] == [
            "item 3: says otherwise than an earlier item: that one is kept"
        ]
    assert (first.counts, second.counts) == ((1, 0, 2, 0, 0), (0, 0, 3, 0, 0))
    assert Review.objects.get().reviewed == "2020-05-06"


def test_what_cannot_be_read_is_listed_with_its_place(bring):
    imported = bring(
        without("url"), without("author"), with_(datePublished="soon"), PLAIN
    )

    assert imported.counts == (1, 0, 1, 0, 2)
    assert sorted(map(str, imported.problems.all())) == [
        "item 1: url is missing",
        "item 2: author is missing: name the publisher",
        "item 3: datePublished: 'soon' is no date that can be read for certain; left out",
        "item 4: says otherwise than an earlier item: that one is kept",
    ]


def test_file_without_a_review_that_can_be_read_is_imported(bring):
    assert bring(without("url")).counts == (0, 0, 0, 0, 1)


def test_reviews_that_name_nobody_are_those_of_whom_is_said(bring):
    bring(without("author"), publisher="Somebody Else")

    assert str(Review.objects.get().publisher) == "Somebody Else"


def test_what_the_database_refuses_is_listed_and_the_rest_is_written(
    bring, monkeypatch
):
    kept = files.write_batch

    def with_one_refused(imported, number, reads):
        wrong = reads[1].review
        object.__setattr__(wrong, "language", "no tag")
        kept(imported, number, reads)

    monkeypatch.setattr(files, "write_batch", with_one_refused)

    imported = bring(*numbered(5))

    assert imported.counts == (4, 0, 0, 0, 1)
    [problem] = imported.problems.all()
    assert problem.place == "item 2"
    assert "the database refuses it: new row" in problem.reason
    assert list(faults()) == []


def test_review_that_was_written_down_by_hand_stays_as_it_is(bring, newsroom):
    publisher = factories.AgentFactory(name="Checks")
    claim = factories.ClaimFactory(text=PLAIN["claimReviewed"])
    review = record_review(
        claim, publisher, label="No", url=PLAIN["url"], by=newsroom.editor
    )

    imported = bring(PLAIN, with_(claimReviewed="Else"))

    assert imported.counts == (1, 0, 1, 0, 0)
    assert now(review).label == "No"


def test_agent_that_was_merged_is_the_one_it_became(bring, newsroom):
    bring(PLAIN)
    kept = factories.AgentFactory(name="Check It")
    merged = Agent.objects.get(name="Checks")
    given = {"by": newsroom.editor, "reason": "One."}
    merge_agents(kept, merged, revisions=(1, 1), **given)

    imported = bring(PLAIN, with_(url="https://checks.example/2"))

    assert imported.counts == (1, 0, 1, 0, 0)
    assert set(Review.objects.values_list("publisher", flat=True)) == {kept.pk}


def test_claim_that_was_merged_is_imported_no_more(bring, newsroom):
    bring(*numbered(2))
    kept, merged = Claim.objects.order_by("pk")
    bring(with_(claimReviewed="Claim 0", url="https://checks.example/1"))
    Review.objects.filter(claim=merged).update(
        claim=kept, revision=2, url="https://checks.example/1"
    )
    given = {"by": newsroom.editor, "reason": "One."}
    merge_claims(kept, merged, revisions=(1, 1), **given)

    again = bring(*numbered(2, datePublished="2022"), publish=True)

    assert again.counts == (0, 2, 0, 0, 0)
    assert now(kept).stage == Stage.DRAFT
    ImportedReview.objects.update(review=None)
    assert bring(*numbered(2)).counts == (0, 0, 2, 0, 0)


def test_what_was_withdrawn_stays_so(bring, newsroom):
    bring(PLAIN, publish=True)
    [claim] = Claim.objects.all()
    said = {"by": newsroom.editor, "reason": "Wrong.", "note": "Wrong."}
    withdraw_claim(claim, revision=2, **said)

    again = bring(with_(datePublished="2022"), publish=True)

    assert again.counts == (0, 1, 0, 0, 0)
    assert now(claim).stage == Stage.WITHDRAWN


def test_labels_are_mapped_and_the_unknown_are_listed(bring, newsroom):
    checks = factories.AgentFactory(name="Checks")
    theirs, any_ = factories.VerdictFactory(), factories.VerdictFactory()
    factories.RatingLabelFactory(label="FALSE!", verdict=any_)
    factories.RatingLabelFactory(label="Fake", verdict=any_)
    factories.RatingLabelFactory(label="false", publisher=checks, verdict=theirs)
    labels = {"1": "False.", "2": "  fake ", "3": "Odd", "4": "ODD"}
    reviews = [
        with_(claimReviewed=claim, reviewRating=label)
        for claim, label in labels.items()
    ]

    bring(*reviews, with_(claimReviewed="5", reviewRating="False", author="Others"))

    found = dict(Review.objects.values_list("claim__text", "verdict"))
    expected = {"1": theirs, "2": any_, "5": any_}
    assert found == {
        str(n): getattr(expected.get(str(n)), "pk", None) for n in range(1, 6)
    }
    unmapped = ImportedReview.objects.unmapped()
    assert [(each["name"], each["rating"]) for each in unmapped] == [
        ("Checks", "odd"),
        ("Checks", "odd"),
    ]


def test_mapping_reaches_earlier_imports_by_an_act(bring, newsroom):
    reviews = [
        with_(claimReviewed="1", reviewRating="Odd"),
        with_(claimReviewed="2", reviewRating="Odd", author="Others"),
        with_(claimReviewed="3", reviewRating="False"),
    ]
    bring(*reviews, publish=True)
    verdict = factories.VerdictFactory()
    others = Agent.objects.get(name="Others")
    label = factories.RatingLabelFactory(label="Odd!", verdict=verdict)
    theirs = factories.RatingLabelFactory(label="odd", publisher=others)

    assert apply_rating_label(label, by=newsroom.editor) == 1
    assert apply_rating_label(theirs, by=newsroom.editor) == 0
    assert apply_rating_label(label, by=newsroom.editor) == 0

    found = dict(Review.objects.values_list("claim__text", "verdict"))
    assert found == {"1": verdict.pk, "2": None, "3": None}
    changed = Claim.objects.exclude(unpublished_change=None)
    assert [claim.text for claim in changed] == ["1"]
    with pytest.raises(PermissionDenied):
        apply_rating_label(theirs, by=factories.UserFactory())
