"""Where the work stands: stages, states, and the one table of what may follow what."""

from dataclasses import dataclass, field

import pgtrigger
from django.db import models


class Stage(models.TextChoices):
    """Where the work on a claim stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review", "in review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class ReviewState(models.TextChoices):
    """Where a review stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    SUPERSEDED = "superseded"


ANY_STAGE = {stage: stage for stage in Stage}


@dataclass(frozen=True)
class Step:
    """What an action needs and what it makes of the claim and the review.

    A stage or state that is not a key is one the action is refused in.
    """

    permission: str
    claim: dict[Stage, Stage] = field(default_factory=lambda: ANY_STAGE)
    review: dict[ReviewState, ReviewState] = field(default_factory=dict)


# Drafts and published claims may be worked on alike: the record does not change
# until somebody publishes.
STEPS = {
    "revise_claim": Step("change_claim"),
    "assign": Step("assign_claim"),
    "plan_recheck": Step("change_claim"),
    "comment": Step("add_comment"),
    "resolve_comment": Step("add_comment"),
    "link_claims": Step("add_claimlink"),
    "cite_source": Step("add_citation"),
    "revise_citation": Step("change_citation"),
    "remove_citation": Step("delete_citation"),
    "record_review": Step("add_review"),
    "draft_review": Step("add_review"),
    "revise_review": Step(
        "change_review",
        review={
            ReviewState.DRAFT: ReviewState.DRAFT,
            ReviewState.RETURNED: ReviewState.RETURNED,
        },
    ),
    "submit_review": Step(
        "submit_review",
        claim={**ANY_STAGE, Stage.DRAFT: Stage.IN_REVIEW},
        review={
            ReviewState.DRAFT: ReviewState.SUBMITTED,
            ReviewState.RETURNED: ReviewState.SUBMITTED,
        },
    ),
    "return_review": Step(
        "approve_review",
        claim={**ANY_STAGE, Stage.IN_REVIEW: Stage.DRAFT},
        review={ReviewState.SUBMITTED: ReviewState.RETURNED},
    ),
    "approve_review": Step(
        "approve_review",
        review={ReviewState.SUBMITTED: ReviewState.APPROVED},
    ),
    "publish_claim": Step(
        "publish_claim",
        claim=dict.fromkeys(Stage, Stage.PUBLISHED),
    ),
    "correct_claim": Step("publish_claim", claim={Stage.PUBLISHED: Stage.PUBLISHED}),
    "withdraw_claim": Step("withdraw_claim", claim={Stage.PUBLISHED: Stage.WITHDRAWN}),
}


def moves(attribute: str) -> list[tuple[str, str]]:
    """List the pairs (from, to) that some action makes, for the database to hold."""
    pairs = {
        (before.value, after.value)
        for step in STEPS.values()
        for before, after in getattr(step, attribute).items()
        if before != after
    }
    return sorted(pairs)


# An approved review gives way to the next one: no action of its own.
REVIEW_MOVES = sorted(
    [*moves("review"), (ReviewState.APPROVED.value, ReviewState.SUPERSEDED.value)]
)


def follows_the_table(column: str, pairs: list[tuple[str, str]]) -> pgtrigger.Trigger:
    """Refuse an UPDATE of ``column`` that no action makes, from psql too."""
    allowed = ", ".join(f"('{before}', '{after}')" for before, after in pairs)
    return pgtrigger.Trigger(
        name=f"{column}_follows_the_table",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf(column),
        func=f"""
            IF NEW.{column} <> OLD.{column}
                AND (OLD.{column}, NEW.{column}) NOT IN ({allowed}) THEN
                RAISE EXCEPTION 'A % cannot go from % to %',
                    TG_TABLE_NAME, OLD.{column}, NEW.{column}
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        """,
    )


claim_triggers = [
    pgtrigger.Trigger(
        name="starts_as_a_draft",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NEW.stage <> 'draft' OR NEW.status <> 'unverified' THEN
                RAISE EXCEPTION 'A new claim is an unverified draft'
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        """,
    ),
    follows_the_table("stage", moves("claim")),
    pgtrigger.Trigger(
        name="stage_says_what_the_record_says",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("stage"),
        declare=[("last_event", "text")],
        func="""
            IF NEW.stage = OLD.stage OR NEW.stage NOT IN ('published', 'withdrawn') THEN
                RETURN NEW;
            END IF;
            SELECT event INTO last_event FROM claims_entry
                WHERE claim_id = NEW.id ORDER BY version DESC LIMIT 1;
            IF last_event IS NULL
                OR (last_event = 'withdrawn') <> (NEW.stage = 'withdrawn') THEN
                RAISE EXCEPTION 'The record does not say that claim % is %',
                    NEW.id, NEW.stage USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        """,
    ),
]

review_triggers = [
    follows_the_table("state", REVIEW_MOVES),
    pgtrigger.Trigger(
        name="ours_starts_as_a_draft",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("publisher_id"),
        func="""
            IF NEW.publisher_id IS NULL AND NEW.state <> 'draft'
                AND (TG_OP = 'INSERT' OR OLD.publisher_id IS NOT NULL) THEN
                RAISE EXCEPTION 'A new review of ours is a draft'
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        """,
    ),
    pgtrigger.Trigger(
        name="ours_is_frozen_once_submitted",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func="""
            IF OLD.publisher_id IS NULL AND OLD.state NOT IN ('draft', 'returned')
                AND (NEW.claim_id, NEW.verdict_id, NEW.publisher_id, NEW.author_id,
                     NEW.summary, NEW.text, NEW.language, NEW.url, NEW.label,
                     NEW.reviewed, NEW.finding_low, NEW.finding_best, NEW.finding_high)
                IS DISTINCT FROM
                    (OLD.claim_id, OLD.verdict_id, OLD.publisher_id, OLD.author_id,
                     OLD.summary, OLD.text, OLD.language, OLD.url, OLD.label,
                     OLD.reviewed, OLD.finding_low, OLD.finding_best, OLD.finding_high) THEN
                RAISE EXCEPTION 'A % review of ours is not edited: return it, or draft another',
                    OLD.state USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        """,
    ),
]
