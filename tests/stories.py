"""Claims and reviews brought to a stage or a state, by the services."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db import connections, models

from claims.models import Claim, Entry, Review, ReviewState, Stage
from claims.services.publication import publish_claim, withdraw_claim
from claims.services.reviews import (
    approve_review,
    draft_review,
    return_review,
    submit_review,
)
from tests import factories


def now(row: models.Model) -> Any:
    """Read a row as it stands, on the desk's own connection."""
    return type(row)._default_manager.using("default").get(pk=row.pk)


@dataclass
class Newsroom:
    """Four eyes, and what they bring about."""

    author: User
    editor: User

    @cached_property
    def verdict(self):
        return factories.VerdictFactory()

    def claim(self, stage: str = Stage.DRAFT) -> Claim:
        """Make a claim that is at ``stage``."""
        claim = factories.ClaimFactory()
        if stage == Stage.IN_REVIEW:
            self.review(ReviewState.SUBMITTED, claim)
        if stage in (Stage.PUBLISHED, Stage.WITHDRAWN):
            publish_claim(claim, revision=1, by=self.editor)
        if stage == Stage.WITHDRAWN:
            withdraw_claim(
                claim, revision=2, by=self.editor, reason="Wrong.", note="Wrong."
            )
        return now(claim)

    def review(
        self, state: str = ReviewState.DRAFT, claim: Claim | None = None
    ) -> Review:
        """Make a review of ours that is in ``state``."""
        claim = claim or factories.ClaimFactory()
        review = draft_review(
            claim, by=self.author, verdict=self.verdict, summary="The sources agree."
        )
        if state != ReviewState.DRAFT:
            review = submit_review(review, revision=1, by=self.author)
        if state == ReviewState.RETURNED:
            review = return_review(review, revision=2, by=self.editor, reason="Thin.")
        if state in (ReviewState.APPROVED, ReviewState.SUPERSEDED):
            review = approve_review(review, revision=2, by=self.editor)
        if state == ReviewState.SUPERSEDED:
            self.review(ReviewState.APPROVED, claim)
        return now(review)

    def publish(self, claim: Claim) -> Entry:
        """Publish a claim as it stands."""
        return publish_claim(claim, revision=now(claim).revision, by=self.editor)

    def withdraw(self, claim: Claim) -> Entry:
        """Withdraw a published claim."""
        return withdraw_claim(
            claim,
            revision=now(claim).revision,
            by=self.editor,
            reason="Wrong.",
            note="Wrong.",
        )


def everything() -> dict[str, list[str]]:
    """Read every row of the app, history and record too, to show nothing changed."""
    tables = [
        model._meta.db_table for model in apps.get_app_config("claims").get_models()
    ]
    rows: dict[str, list[str]] = {table: [] for table in tables}
    # In one query: this is asked before and after each of many hundred calls.
    with connections["default"].cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{table}', row::text FROM {table} AS row" for table in tables
            )
            + " ORDER BY 1, 2"
        )
        for table, row in cursor:
            rows[table].append(row)
    return rows
