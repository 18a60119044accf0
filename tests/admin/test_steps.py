"""Who sees which button, and what it does."""

import datetime
import re

import pytest
from django.urls import reverse

from claims.admin.steps import CLAIM_BUTTONS, REVIEW_BUTTONS
from claims.models import STEPS, Claim, Comment, Entry, Review, ScheduledPublication
from claims.services.claims import revise_claim
from claims.services.publication import publish_claim, withdraw_claim
from claims.services.reviews import approve_review, return_review, submit_review
from claims.services.schedules import schedule_publication
from tests import factories
from tests.admin.posts import post_of
from tests.conftest import ROLES

CLAIM_ACTIONS = [button.action for button in CLAIM_BUTTONS]
REVIEW_ACTIONS = [button.action for button in REVIEW_BUTTONS]
ACTIONS = [*CLAIM_ACTIONS, *REVIEW_ACTIONS]
LATER = datetime.datetime(2999, 12, 31, 23, 30, tzinfo=datetime.UTC)
WORDS = {
    "note": "For readers.",
    "reason": "For the desk.",
    "text": "A remark.",
    "at": "2999-12-31T23:30",
}

MAY = {
    "Researcher": {"comment", "plan_recheck"},
    "Fact-checker": {"comment", "plan_recheck", "submit_review"},
    "Editor": set(ACTIONS),
    "Partner manager": {"comment"},
}
ALWAYS = {"schedule_publication", "assign", "plan_recheck", "comment"}
CLAIM_STAGES = {
    "draft": {"publish_claim", *ALWAYS},
    "in_review": {"publish_claim", *ALWAYS},
    "published": set(CLAIM_ACTIONS) - {"cancel_publication"},
    "withdrawn": {"publish_claim", *ALWAYS},
}
REVIEW_STATES = {
    "draft": {"submit_review"},
    "submitted": {"approve_review", "return_review"},
    "returned": {"submit_review"},
    "approved": set(),
}


def claim_at(stage, people):
    """Bring a claim to a stage by the services."""
    claim = factories.ClaimFactory()
    if stage == "in_review":
        submit_review(
            factories.ReviewFactory(claim=claim),
            revision=1,
            by=people["Fact-checker"],
        )
    if stage in ("published", "withdrawn"):
        publish_claim(claim, revision=1, by=people["Editor"])
    if stage == "withdrawn":
        withdraw_claim(claim, revision=2, by=people["Editor"], reason="R", note="N")
    return Claim.objects.get(pk=claim.pk)


def review_at(state, people):
    """Bring a review of the Fact-checker's to a state by the services."""
    author, editor = people["Fact-checker"], people["Editor"]
    review = factories.ReviewFactory(author=author)
    if state != "draft":
        review = submit_review(review, revision=1, by=author)
    if state == "returned":
        review = return_review(review, revision=2, by=editor, reason="More, please.")
    if state == "approved":
        review = approve_review(review, revision=2, by=editor)
    return review


def step_url(row, action):
    name = f"admin:claims_{row._meta.model_name}_step"
    return reverse(name, args=[row.pk, action])


def page_url(row):
    return reverse(f"admin:claims_{row._meta.model_name}_change", args=[row.pk])


def shown(client, row):
    """List the steps whose buttons a page shows."""
    html = client.get(page_url(row)).content.decode()
    return set(re.findall(rf"/{row.pk}/do/(\w+)/", html))


def test_every_button_is_a_step_of_the_table():
    assert set(ACTIONS) <= set(STEPS)


@pytest.mark.django_db
@pytest.mark.parametrize("stage", CLAIM_STAGES)
@pytest.mark.parametrize("role", ROLES)
def test_claim_shows_the_buttons_of_role_and_stage(client, people, role, stage):
    claim = claim_at(stage, people)
    client.force_login(people[role])

    buttons = shown(client, claim)

    assert buttons == MAY[role] & CLAIM_STAGES[stage]


@pytest.mark.django_db
@pytest.mark.parametrize("state", REVIEW_STATES)
@pytest.mark.parametrize("role", ROLES)
def test_review_shows_the_buttons_of_role_and_state(client, people, role, state):
    review = review_at(state, people)
    client.force_login(people[role])

    buttons = shown(client, review)

    assert buttons == MAY[role] & REVIEW_STATES[state]


@pytest.mark.django_db
def test_claim_shows_the_buttons_of_its_open_review(client, people):
    review = review_at("submitted", people)
    client.force_login(people["Editor"])

    html = client.get(page_url(review.claim)).content.decode()

    assert step_url(review, "approve_review") in html
    assert "Draft a review" not in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "offered"),
    [("Researcher", False), ("Fact-checker", True), ("Editor", True)],
)
def test_claim_without_an_open_review_offers_to_draft_one(
    client, people, role, offered
):
    claim = factories.ClaimFactory()
    client.force_login(people[role])

    response = client.get(page_url(claim))

    assert (b"Draft a review" in response.content) is offered


@pytest.mark.django_db
@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", ROLES)
def test_post_does_the_step_or_refuses_it_by_role(client, people, role, action):
    row = (
        claim_at("published", people)
        if action in CLAIM_ACTIONS
        else review_at("draft" if action == "submit_review" else "submitted", people)
    )
    if action == "cancel_publication":
        row = claim_at("draft", people)
        schedule_publication(row, at=LATER, revision=1, by=people["Editor"])
    if action in ("publish_claim", "correct_claim", "schedule_publication"):
        row = revise_claim(row, revision=row.revision, by=people["Editor"], place="X")
    before = state_of(row)
    client.force_login(people[role])

    response = client.post(step_url(row, action), {"revision": row.revision, **WORDS})

    allowed = action in MAY[role]
    assert response.status_code == (302 if allowed else 403)
    assert (state_of(row) != before) is allowed


def state_of(row):
    """Give all that a step may change."""
    fresh = type(row).objects.get(pk=row.pk)
    return (
        fresh.revision,
        Entry.objects.using("default").count(),
        Comment.objects.count(),
        ScheduledPublication.objects.waiting().count(),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("action", ACTIONS)
def test_get_asks_and_changes_nothing(client, people, action):
    row = (
        claim_at("published", people)
        if action in CLAIM_ACTIONS
        else review_at("draft" if action == "submit_review" else "submitted", people)
    )
    before = state_of(row)
    client.force_login(people["Editor"])

    response = client.get(step_url(row, action))

    assert response.status_code == 200
    assert state_of(row) == before


@pytest.mark.django_db
def test_get_by_a_person_without_the_right_is_refused(client, people):
    client.force_login(people["Fact-checker"])

    response = client.get(step_url(claim_at("draft", people), "publish_claim"))

    assert response.status_code == 403


@pytest.mark.django_db
def test_get_of_a_step_that_the_stage_forbids_says_so(client, people):
    client.force_login(people["Editor"])
    claim = claim_at("draft", people)

    response = client.get(step_url(claim, "withdraw_claim"), follow=True)

    assert response.redirect_chain == [(page_url(claim), 302)]
    assert b"You cannot withdraw claim while the claim is Draft." in response.content


@pytest.mark.django_db
def test_post_of_a_step_that_the_stage_forbids_is_refused(client, people):
    client.force_login(people["Editor"])
    claim = claim_at("draft", people)

    response = client.post(step_url(claim, "withdraw_claim"), {"revision": 1, **WORDS})

    assert response.status_code == 200
    assert b"You cannot withdraw claim while the claim is Draft." in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("action", ["fly_claim", "approve_review"])
def test_step_that_a_claim_does_not_have_is_not_found(client, people, action):
    client.force_login(people["Editor"])

    response = client.get(step_url(factories.ClaimFactory(), action))

    assert response.status_code == 404


@pytest.mark.django_db
def test_step_of_a_row_that_is_not_there_is_not_found(client, people):
    client.force_login(people["Editor"])
    claim = factories.ClaimFactory.build()

    response = client.get(step_url(claim, "publish_claim"))

    assert response.status_code == 404


@pytest.mark.django_db
def test_approving_a_review_of_ones_own_is_refused_with_the_reason(client, people):
    author = people["Editor"]
    review = factories.ReviewFactory(author=author)
    review = submit_review(review, revision=1, by=author)
    client.force_login(author)

    response = client.post(step_url(review, "approve_review"), {"revision": 2})

    assert response.status_code == 200
    assert b"You wrote this review: somebody else approves it." in response.content
    assert Review.objects.get().state == "submitted"


@pytest.mark.django_db
def test_step_on_a_claim_that_somebody_changed_is_a_conflict(client, people):
    claim = claim_at("published", people)
    seen = claim.revision
    revise_claim(claim, revision=seen, by=people["Researcher"], place="X")
    client.force_login(people["Editor"])

    response = client.post(
        step_url(claim, "correct_claim"), {"revision": seen, "note": "A typed note."}
    )

    assert response.status_code == 409
    assert b"Somebody changed this claim while you worked on it" in response.content
    assert b"A typed note." in response.content
    assert Entry.objects.using("default").count() == 1


@pytest.mark.django_db
def test_step_is_told_to_the_admins_log(client, people):
    claim = factories.ClaimFactory()
    client.force_login(people["Editor"])

    client.post(step_url(claim, "publish_claim"), {"revision": 1})

    logged = people["Editor"].logentry_set.get()
    assert logged.get_change_message() == "The claim is published."


@pytest.mark.django_db
def test_step_needs_the_token_of_its_form(people, settings):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(people["Editor"])

    response = client.post(
        step_url(factories.ClaimFactory(), "publish_claim"), {"revision": 1}
    )

    assert response.status_code == 403


@pytest.mark.django_db
def test_claim_that_waits_for_its_time_says_so_and_offers_to_cancel(client, people):
    claim = claim_at("draft", people)
    client.force_login(people["Editor"])
    client.post(
        step_url(claim, "schedule_publication"),
        {"revision": 1, "at": "2999-12-31T23:30", "note": "At midnight."},
    )

    page = " ".join(client.get(page_url(claim)).content.decode().split())

    assert "2999-12-31 23:30 UTC</strong>" in page
    assert f"as {people['Editor']} decided: At midnight." in page
    assert "has changed since" not in page
    assert "/do/cancel_publication/" in page
    assert "/do/schedule_publication/" not in page
    revise_claim(claim, revision=1, by=people["Editor"], place="X")
    assert "The claim has changed since" in client.get(page_url(claim)).content.decode()


@pytest.mark.django_db
def test_stale_step_says_what_changed_and_may_be_taken_on_what_stands(client, people):
    claim = claim_at("published", people)
    seen = claim.revision
    revise_claim(
        claim, revision=seen, by=people["Researcher"], reason="Heard.", place="Baku"
    )
    client.force_login(people["Editor"])
    url = step_url(claim, "correct_claim")

    refused = client.post(url, {"revision": seen, "note": "A typed note."})
    taken = client.post(url, post_of(refused))

    [change] = refused.context["changes"]
    assert (change.who, change.why) == (people["Researcher"].username, "Heard.")
    assert b"Place: (empty) \xe2\x86\x92 Baku" in refused.content
    assert taken.status_code == 302
    assert Entry.objects.using("default").last().note == "A typed note."


@pytest.mark.django_db
def test_second_approver_reads_who_was_first(client, people):
    review = review_at("submitted", people)
    first = people["Editor"]
    approve_review(review, revision=review.revision, by=first)
    second = factories.UserFactory(is_superuser=True)
    client.force_login(second)

    response = client.post(
        step_url(review, "approve_review"), {"revision": review.revision}
    )

    assert response.status_code == 409
    assert first.username in [each.who for each in response.context["changes"]]
