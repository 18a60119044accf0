"""The desk as plain Python has it, driven beside the real one, step by step."""

import hashlib
import json
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from claims.documents import content_of
from claims.models import Claim, Stage, UnpublishedChange
from claims.services.base import ConflictError
from claims.services.claims import record_claim, revise_claim
from claims.services.invariants import faults
from claims.services.publication import correct_claim, publish_claim, withdraw_claim
from claims.services.record import differs, entries
from claims.services.reviews import (
    approve_review,
    draft_review,
    return_review,
    revise_review,
    submit_review,
)
from tests.factories import TopicFactory, UserFactory, VerdictFactory
from tests.services.plain import STANDING, PlainClaim, PlainReview

RIGHTS = {
    "Researcher": {"record", "revise"},
    "Fact-checker": {"record", "revise", "review"},
    "Editor": {"record", "revise", "review", "decide"},
    "second Editor": {"record", "revise", "review", "decide"},
    "nobody": set(),
}
NEEDS = {
    record_claim: "record",
    revise_claim: "revise",
    **dict.fromkeys([draft_review, revise_review, submit_review], "review"),
    **dict.fromkeys([return_review, approve_review], "decide"),
    **dict.fromkeys([publish_claim, correct_claim, withdraw_claim], "decide"),
}
WHO = st.sampled_from(sorted(RIGHTS))
WHICH = st.integers(0, 5)
# Mostly the revision that stands, so that most steps get as far as the rules.
OFF = st.sampled_from([0, 0, 0, 0, 0, -1, 1])
VERDICTS = ("verified", "refuted")


class Desk(RuleBasedStateMachine):
    """Every step is allowed or refused as plain Python says, and changes just that."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.people = {}
        for name in RIGHTS:
            self.people[name] = UserFactory(username=name)
            if name != "nobody":
                group = Group.objects.get(name=name.removeprefix("second "))
                self.people[name].groups.add(group)
        self.topics = TopicFactory.create_batch(2)
        self.verdicts = {name: VerdictFactory(status=name) for name in VERDICTS}
        self.claims: list[PlainClaim] = []
        self.log: list[tuple[PlainClaim, str]] = []
        self.texts = 0

    def teardown(self) -> None:
        try:
            assert list(faults()) == []
            self.rebuilds()
            self.notes_what_is_not_public()
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    def take(
        self,
        service: Any,
        who: str,
        *,
        off: int = 0,
        allowed: bool = True,
        **values: Any,
    ) -> Any:
        """Take a step that must be done, or refused just so; tell what came of it.

        It is refused first by right, then as stale, then by the rules.
        """
        expected: type[Exception] | None = None if allowed else ValidationError
        if off:
            expected = ConflictError
        if NEEDS[service] not in RIGHTS[who]:
            expected = PermissionDenied
        done, refused = None, None
        try:
            with transaction.atomic():
                done = service(**values, by=self.people[who])
        except (PermissionDenied, ValidationError) as error:
            refused = error
        found = type(refused) if refused else None
        assert found is expected, (service, who, values, refused)
        return done

    def new_text(self) -> str:
        self.texts += 1
        return f"Text {self.texts}"

    # The steps.

    @precondition(lambda self: len(self.claims) < 4)
    @rule(who=WHO)
    def record(self, who: str) -> None:
        text = self.new_text()
        row = self.take(record_claim, who, text=text, topic=self.topics[0])
        if row:
            self.claims.append(PlainClaim(row, text))

    @precondition(lambda self: self.claims)
    @rule(who=WHO, which=WHICH, off=OFF, topic=st.integers(0, 1))
    def revise(self, who: str, which: int, off: int, topic: int) -> None:
        claim, text = self.claims[which % len(self.claims)], self.new_text()
        done = self.take(
            revise_claim,
            who,
            off=off,
            claim=claim.row,
            revision=claim.revision + off,
            text=text,
            topic=self.topics[topic],
        )
        if done:
            claim.text, claim.revision = text, claim.revision + 1

    @precondition(lambda self: self.claims)
    @rule(who=WHO, which=WHICH, verdict=st.sampled_from(VERDICTS))
    def draft(self, who: str, which: int, verdict: str) -> None:
        claim = self.claims[which % len(self.claims)]
        is_open = any(
            each.state in ("draft", "submitted", "returned") for each in claim.reviews
        )
        row = self.take(
            draft_review,
            who,
            allowed=not is_open,
            claim=claim.row,
            verdict=self.verdicts[verdict],
            summary="Checked.",
        )
        if row:
            claim.reviews.append(PlainReview(claim, who, verdict, row))

    def some_review(self, which: int) -> PlainReview:
        """Pick a review, the newest of a claim more often than not."""
        reviewed = [claim for claim in self.claims if claim.reviews]
        claim = reviewed[which % len(reviewed)]
        return claim.reviews[-1] if which < 5 else claim.reviews[0]

    def take_review(
        self, service: Any, who: str, review: PlainReview, off: int, **values: Any
    ) -> bool:
        revision = review.revision + off
        done = self.take(
            service, who, off=off, review=review.row, revision=revision, **values
        )
        review.revision += bool(done)
        return bool(done)

    @precondition(lambda self: any(claim.reviews for claim in self.claims))
    @rule(who=WHO, which=WHICH, off=OFF, verdict=st.sampled_from(VERDICTS))
    def reword(self, who: str, which: int, off: int, verdict: str) -> None:
        review = self.some_review(which)
        allowed = review.state in ("draft", "returned")
        if self.take_review(
            revise_review,
            who,
            review,
            off,
            allowed=allowed,
            verdict=self.verdicts[verdict],
        ):
            review.author, review.verdict = who, verdict

    @precondition(lambda self: any(claim.reviews for claim in self.claims))
    @rule(who=WHO, which=WHICH, off=OFF)
    def submit(self, who: str, which: int, off: int) -> None:
        review = self.some_review(which)
        allowed = review.state in ("draft", "returned")
        if self.take_review(submit_review, who, review, off, allowed=allowed):
            review.state = "submitted"
            if review.claim.stage == "draft":
                review.claim.stage = "in_review"
                review.claim.revision += 1

    @precondition(lambda self: any(claim.reviews for claim in self.claims))
    @rule(who=WHO, which=WHICH, off=OFF, reason=st.sampled_from(["Thin.", "Thin.", ""]))
    def send_back(self, who: str, which: int, off: int, reason: str) -> None:
        review = self.some_review(which)
        allowed = review.state == "submitted" and bool(reason)
        if self.take_review(
            return_review, who, review, off, allowed=allowed, reason=reason
        ):
            review.state = "returned"
            if review.claim.stage == "in_review":
                review.claim.stage = "draft"
                review.claim.revision += 1

    @precondition(lambda self: any(claim.reviews for claim in self.claims))
    @rule(who=WHO, which=WHICH, off=OFF)
    def approve(self, who: str, which: int, off: int) -> None:
        review = self.some_review(which)
        allowed = review.state == "submitted" and who != review.author
        before = review.claim.approved()
        if self.take_review(approve_review, who, review, off, allowed=allowed):
            if before:
                before.state, before.revision = "superseded", before.revision + 1
            review.state, review.approver = "approved", who
            review.claim.status = review.verdict
            review.claim.revision += 1

    def take_claim(
        self,
        service: Any,
        who: str,
        which: int,
        off: int,
        *,
        to: str,
        event: Any,
        allows: Any,
        **values: Any,
    ) -> None:
        claim = self.claims[which % len(self.claims)]
        entry = self.take(
            service,
            who,
            off=off,
            allowed=allows(claim),
            claim=claim.row,
            revision=claim.revision + off,
            **values,
        )
        if entry:
            told = ("", "") if to == "withdrawn" else claim.says()
            claim.said.append((event(claim), *told))
            claim.said_status = claim.status
            self.log.append((claim, entry.document))
            claim.stage, claim.revision = to, claim.revision + 1

    @precondition(lambda self: self.claims)
    @rule(who=WHO, which=WHICH, off=OFF)
    def publish(self, who: str, which: int, off: int) -> None:
        def allows(claim: PlainClaim) -> bool:
            waits = any(each.state == "submitted" for each in claim.reviews)
            if claim.stage == "published":
                return claim.said[-1][1:] != claim.says()
            return not (claim.stage == "in_review" and waits)

        self.take_claim(
            publish_claim,
            who,
            which,
            off,
            to="published",
            allows=allows,
            event=lambda claim: (
                "updated" if claim.stage == "published" else "published"
            ),
        )

    @precondition(lambda self: self.claims)
    @rule(
        who=WHO, which=WHICH, off=OFF, note=st.sampled_from(["Wrong.", "Wrong.", " "])
    )
    def correct(self, who: str, which: int, off: int, note: str) -> None:
        def allows(claim: PlainClaim) -> bool:
            changed = claim.stage == "published" and claim.said[-1][1:] != claim.says()
            return changed and note != " "

        self.take_claim(
            correct_claim,
            who,
            which,
            off,
            to="published",
            allows=allows,
            event=lambda claim: "corrected",
            note=note,
        )

    @precondition(lambda self: self.claims)
    @rule(
        who=WHO, which=WHICH, off=OFF, note=st.sampled_from(["Wrong.", "Wrong.", " "])
    )
    def withdraw(self, who: str, which: int, off: int, note: str) -> None:
        self.take_claim(
            withdraw_claim,
            who,
            which,
            off,
            to="withdrawn",
            allows=lambda claim: claim.stage == "published" and note != " ",
            event=lambda claim: "withdrawn",
            reason="Wrong.",
            note=note,
        )

    # What must be so.

    @invariant()
    def database_is_the_plain_desk(self) -> None:
        """Hold the database against the plain desk."""
        versions: dict[Any, int] = {}
        told = []
        for claim, _ in self.log:
            number = versions[claim.row.pk] = versions.get(claim.row.pk, 0) + 1
            told.append([claim.row.pk, number, claim.said[number - 1][0]])
        expected = [
            [
                [each.row.pk, each.text, each.stage, each.status, each.revision]
                for each in self.claims
            ],
            sorted(
                [
                    each.row.pk,
                    claim.row.pk,
                    each.state,
                    each.author,
                    each.approver,
                    each.verdict,
                    each.revision,
                ]
                for claim in self.claims
                for each in claim.reviews
            ),
            told,
            [
                [claim.row.pk, claim.said_status]
                for claim in self.claims
                if claim.stage == "published"
            ],
        ]
        with connection.cursor() as cursor:
            cursor.execute(STANDING)
            found = [json.loads(column) for column in cursor.fetchone()]
        assert found == json.loads(json.dumps(expected, default=str))

    def notes_what_is_not_public(self) -> None:
        """Hold the account of unpublished changes against the documents."""
        public = Claim.objects.filter(stage=Stage.PUBLISHED)
        differing = {each.pk for each in public if differs(each, content_of(each))}
        noted = UnpublishedChange.objects.values_list("claim_id", flat=True)
        assert set(noted) == differing

    def rebuilds(self) -> None:
        """Rebuild each past public state from the log alone, byte for byte."""
        kept = list(entries.order_by("sequence").values_list("document", "digest"))
        assert [bytes(document) for document, _ in kept] == [
            each for _, each in self.log
        ]
        for document, digest in kept:
            assert hashlib.sha256(document).hexdigest() == digest
        for claim in self.claims:
            history = [
                json.loads(bytes(entry.document))
                for entry in reversed(entries.of_claim(claim.row.pk))
            ]
            assert [(each["event"], each.get("text", "")) for each in history] == [
                (event, text) for event, text, _ in claim.said
            ]
