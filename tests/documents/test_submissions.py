"""How far a submission has come: what its partner is told, and what not."""

import pytest

from claims.models import Claim, Partner
from claims.services.claims import revise_claim
from claims.services.merging import merge_claims
from claims.services.publication import publish_claim, withdraw_claim
from claims.services.submissions import (
    decline_submission,
    join_submission,
    take_submission,
)
from tests.api.submitting import LIST, Submitter
from tests.factories import ApiKeyFactory, ClaimFactory, TopicFactory
from tests.stories import now


@pytest.fixture
def submitter(committed):
    return Submitter(ApiKeyFactory(scopes=["submit"]))


def taken(row, by):
    return take_submission(row, topic=TopicFactory(), language="en", revision=1, by=by)


def published(claim, by):
    return publish_claim(claim, revision=now(claim).revision, by=by) and claim


def joined(row, claim, by):
    return join_submission(row, claim=claim, revision=1, by=by)


def changed(claim, by):
    topic = TopicFactory()
    revise_claim(claim, revision=now(claim).revision, by=by, text="Else", topic=topic)


def withdrawn(claim, by):
    withdraw_claim(
        claim, revision=now(claim).revision, by=by, reason="Wrong.", note="Wrong."
    )


def merged(claim, by, *, is_public):
    kept = ClaimFactory()
    if is_public:
        published(kept, by)
    merge_claims(
        now(kept),
        now(claim),
        revisions=(now(kept).revision, now(claim).revision),
        by=by,
        reason="One.",
        note="One.",
    )
    return kept


def then(*steps):
    """Take a submission into work and its claim through steps; give the claim."""

    def story(row, by):
        claim = taken(row, by)
        for step in steps:
            claim = step(claim, by) or claim
        return claim

    return story


def on_record(*steps):
    def story(row, by):
        claim = ClaimFactory()
        for step in steps:
            step(claim, by)
        joined(row, claim, by)
        return claim

    return story


def declined(row, by):
    decline_submission(row, reason="We check no opinions.", revision=1, by=by)


STORIES = {
    "waiting": (lambda row, by: None, "received"),
    "taken": (then(), "in_work"),
    "published": (then(published), "published"),
    "changed at the desk": (then(published, changed), "published"),
    "withdrawn": (then(published, withdrawn), "withdrawn"),
    "published again": (then(published, withdrawn, published), "published"),
    "draft merged into a draft": (
        then(lambda claim, by: merged(claim, by, is_public=False)),
        "in_work",
    ),
    "draft merged into a public claim": (
        then(lambda claim, by: merged(claim, by, is_public=True)),
        "published",
    ),
    "public claim merged": (
        then(published, lambda claim, by: merged(claim, by, is_public=True)),
        "published",
    ),
    "on record as a draft": (on_record(), "in_work"),
    "on record in public": (on_record(published), "published"),
    "on record and withdrawn": (on_record(published, withdrawn), "withdrawn"),
    "declined": (declined, "declined"),
}


@pytest.mark.parametrize("story", STORIES)
def test_fate_follows_the_claim_and_tells_nothing_of_the_desk(submitter, people, story):
    does, state = STORIES[story]
    row = submitter.submit(reference="a")

    claim = does(row, people["Editor"])

    response = submitter.get(f"{LIST}{row.pk}/")
    told = response.json()
    assert told["state"] == state
    assert told == submitter.get().json()["results"][0]
    if state in ("published", "withdrawn"):
        assert told["claim"].endswith(f"/api/v1/claims/{claim.pk}/")
        public = submitter.client.get(
            told["claim"].removeprefix("http://127.0.0.1:8000")
        )
        assert public.status_code == (200 if state == "published" else 410)
    else:
        assert told["claim"] is None
        for each in Claim.with_merged.all():
            assert str(each.pk) not in response.content.decode()
    assert told["reason"] == ("We check no opinions." if state == "declined" else "")


def test_claims_that_are_not_public_are_told_the_same_whatever_they_are(
    submitter, people, newsroom
):
    """The world with a draft that has it already, and the one without."""
    one, two, three = (submitter.submit(statement="Same.") for _ in range(3))
    taken(one, people["Editor"])
    joined(two, newsroom.claim("in_review"), people["Editor"])
    joined(three, ClaimFactory(text="canary"), people["Researcher"])

    told = [submitter.told(each) for each in (one, two, three)]

    for each in told:
        for own in ("id", "url", "received_at"):
            del each[own]
    assert told[0] == told[1] == told[2]


@pytest.mark.parametrize("step", [published, withdrawn])
def test_claim_that_the_partner_may_not_see_is_in_work_for_ever(
    submitter, people, step
):
    row = submitter.submit()
    claim = then(*({published: [published], withdrawn: [published, withdrawn]}[step]))(
        row, people["Editor"]
    )
    before = submitter.told(row)

    submitter.partner.topics.set([TopicFactory()])

    assert before["claim"]
    assert (submitter.told(row)["state"], submitter.told(row)["claim"]) == (
        "in_work",
        None,
    )
    submitter.partner.topics.set([claim.topic])
    assert submitter.told(row) == before
    # The desk changes its mind; the record does not know of it.
    changed(claim, people["Editor"])
    assert submitter.told(row) == before
    Partner.objects.filter(pk=submitter.partner.pk).update(languages=["hy"], revision=2)
    assert submitter.told(row)["state"] == "in_work"
