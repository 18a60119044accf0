import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from claims.models import STEPS, Claim, Review, ReviewState, Stage
from claims.services.base import step
from tests.factories import AgentFactory, ClaimFactory, ReviewFactory, UserFactory

# What becomes of a claim, by its stage: draft, in review, published, withdrawn.
ON_CLAIMS = """
revise_claim     draft      in_review  published  withdrawn
assign           draft      in_review  published  withdrawn
plan_recheck     draft      in_review  published  withdrawn
comment          draft      in_review  published  withdrawn
resolve_comment  draft      in_review  published  withdrawn
link_claims      draft      in_review  published  withdrawn
cite_source      draft      in_review  published  withdrawn
revise_citation  draft      in_review  published  withdrawn
remove_citation  draft      in_review  published  withdrawn
record_review    draft      in_review  published  withdrawn
draft_review     draft      in_review  published  withdrawn
revise_review    draft      in_review  published  withdrawn
submit_review    in_review  in_review  published  withdrawn
return_review    draft      draft      published  withdrawn
approve_review   draft      in_review  published  withdrawn
publish_claim    published  published  published  published
correct_claim    -          -          published  -
withdraw_claim   -          -          withdrawn  -
"""
# And of a review, by its state: draft, submitted, returned, approved, superseded.
ON_REVIEWS = """
revise_review    draft      -          returned   -          -
submit_review    submitted  -          submitted  -          -
return_review    -          returned   -          -          -
approve_review   -          approved   -          -          -
"""


def table(text, columns):
    return {
        row.split()[0]: dict(zip(columns, row.split()[1:], strict=True))
        for row in text.strip().splitlines()
    }


STAGES = ("draft", "in_review", "published", "withdrawn")
STATES = ("draft", "submitted", "returned", "approved", "superseded")
CLAIMS = table(ON_CLAIMS, STAGES)
REVIEWS = table(ON_REVIEWS, STATES)
CASES = [
    (action, stage, state)
    for action in CLAIMS
    for stage in STAGES
    for state in (STATES if action in REVIEWS else [None])
]


def test_the_tables_know_every_action_stage_and_state():
    assert set(CLAIMS) == set(STEPS)
    assert set(STAGES) == set(Stage.values)
    assert set(STATES) == set(ReviewState.values)
    assert set(REVIEWS) == {name for name, rule in STEPS.items() if rule.review}


@pytest.mark.parametrize(("action", "stage", "state"), CASES)
def test_step_follows_the_table(action, stage, state):
    claim = Claim(stage=stage)
    review = Review(state=state) if state else None
    becomes = CLAIMS[action][stage]
    review_becomes = REVIEWS[action][state] if state else None

    if "-" in (becomes, review_becomes):
        with pytest.raises(ValidationError) as refused:
            step(action, claim, review)
        assert refused.value.code == ("stage" if becomes == "-" else "state")
        assert claim.stage == stage
        assert not review or review.state == state
    else:
        step(action, claim, review)
        assert claim.stage == becomes
        assert not review or review.state == review_becomes


# What the database lets become of the columns, whoever writes them: the record
# has its say on the right of the arrow.
STAGE_MOVES = """
draft      allowed    allowed    unrecorded refused
in_review  allowed    allowed    unrecorded refused
published  refused    refused    allowed    unrecorded
withdrawn  refused    refused    unrecorded allowed
"""
STATE_MOVES = """
draft      allowed allowed refused refused refused
submitted  refused allowed allowed allowed refused
returned   refused allowed allowed refused refused
approved   refused refused refused allowed allowed
superseded refused refused refused refused allowed
"""
REFUSAL = {
    "refused": "cannot go from",
    "unrecorded": "The record does not say that claim",
}


def moves(text, columns):
    return [
        (before, after, outcome)
        for before, row in table(text, columns).items()
        for after, outcome in row.items()
    ]


def change(rows, **values):
    with transaction.atomic():
        rows.update(revision=F("revision") + 1, **values)


@pytest.mark.django_db
@pytest.mark.parametrize(("before", "after", "outcome"), moves(STAGE_MOVES, STAGES))
def test_stage_follows_the_table_in_the_database(newsroom, before, after, outcome):
    rows = Claim.objects.filter(pk=newsroom.claim(before).pk)

    if outcome == "allowed":
        change(rows, stage=after)
        assert rows.get().stage == after
    else:
        with pytest.raises(IntegrityError, match=REFUSAL[outcome]):
            change(rows, stage=after)
        assert rows.get().stage == before


@pytest.mark.django_db
@pytest.mark.parametrize(("before", "after", "outcome"), moves(STATE_MOVES, STATES))
def test_state_follows_the_table_in_the_database(newsroom, before, after, outcome):
    rows = Review.objects.filter(pk=newsroom.review(before).pk)
    # So that no rule of the columns has a say.
    signed = {
        "state": after,
        "return_reason": "Thin.",
        "approved_by": newsroom.editor,
        "approved_at": timezone.now(),
    }

    if outcome == "allowed":
        change(rows, **signed)
        assert rows.get().state == after
    else:
        with pytest.raises(IntegrityError, match=REFUSAL[outcome]):
            change(rows, **signed)
        assert rows.get().state == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        *({"stage": stage} for stage in STAGES[1:]),
        {"status": "verified"},
        {"stage": "published", "status": "verified"},
    ],
)
def test_claim_starts_as_a_draft(values):
    with (
        pytest.raises(IntegrityError, match="A new claim is an unverified draft"),
        transaction.atomic(),
    ):
        ClaimFactory(**values)


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES[1:])
def test_review_of_ours_starts_as_a_draft(state):
    with (
        pytest.raises(IntegrityError, match="A new review of ours is a draft"),
        transaction.atomic(),
    ):
        ReviewFactory(
            state=state, approved_by=UserFactory(), approved_at=timezone.now()
        )


@pytest.mark.django_db
def test_review_of_another_publisher_never_becomes_ours():
    review = ReviewFactory(
        publisher=AgentFactory(),
        label="True",
        url="https://other.example/1",
        state=ReviewState.APPROVED,
    )
    ours = {"publisher": None, "label": ""}
    signed = {"approved_by": UserFactory(), "approved_at": timezone.now()}

    with pytest.raises(IntegrityError, match="A new review of ours is a draft"):
        change(Review.objects.filter(pk=review.pk), **ours, **signed)


FROZEN = {
    "claim": ClaimFactory,
    "verdict": lambda: None,
    "publisher": AgentFactory,
    "author": UserFactory,
    "summary": "Else.",
    "text": "Else.",
    "language": "fr",
    "url": "https://else.example/",
    "label": "Else",
    "reviewed": "2022",
    "finding_low": 1,
    "finding_best": 1,
    "finding_high": 1,
}
# What moves on after the submission, and what tells the row itself.
LOOSE = {
    *("id", "revision", "created_at", "state", "reviewed_range", "return_reason"),
    *(
        f"{name}_{end}"
        for name in ("submitted", "returned", "approved")
        for end in ("at", "by")
    ),
}


def test_each_column_of_a_review_is_frozen_or_known_to_move():
    assert {field.name for field in Review._meta.fields} == set(FROZEN) | LOOSE


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_ours_is_frozen_once_submitted(newsroom, state):
    rows = Review.objects.filter(pk=newsroom.review(state).pk)
    open_to_change = state in ("draft", "returned")

    for name, given in FROZEN.items():
        value = given() if callable(given) else given
        if not open_to_change:
            words = "review of ours is not edited"
        elif name in ("publisher", "label"):
            words = "review_of_others"  # one goes with the other
        else:
            change(rows, **{name: value})
            assert getattr(rows.get(), name) == value
            continue
        with pytest.raises(IntegrityError, match=words):
            change(rows, **{name: value})
