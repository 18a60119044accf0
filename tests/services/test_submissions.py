"""What the desk makes of what partners submit."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from claims.models import Submission
from claims.services.submissions import (
    decline_submission,
    join_submission,
    submit,
    take_submission,
)
from tests.factories import (
    ClaimFactory,
    PartnerFactory,
    SubmissionFactory,
    TopicFactory,
)
from tests.stories import everything, now


def decided(submission):
    row = now(submission)
    return row.state, row.claim, row.decline_reason, row.decided_by


@pytest.mark.django_db
def test_take_makes_a_draft_of_whoever_takes_it(people):
    sent, topic = SubmissionFactory(statement="So.", language="hy"), TopicFactory()
    by = people["Researcher"]

    claim = take_submission(sent, topic=topic, language="hy", revision=1, by=by)

    claim = now(claim)
    assert (claim.text, claim.language, claim.topic) == ("So.", "hy", topic)
    assert (claim.stage, claim.assignee) == ("draft", by)
    assert decided(sent) == ("taken", claim, "", by)
    reason = claim.events.first().pgh_context["reason"]
    assert reason == f"Submitted by {sent.partner}."
    assert sent.events.last().pgh_context["username"] == by.username


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["", "E"])
def test_take_needs_what_a_claim_needs(people, language):
    sent, topic = SubmissionFactory(), TopicFactory()
    before = everything()

    with pytest.raises(ValidationError) as refused:
        take_submission(
            sent, topic=topic, language=language, revision=1, by=people["Editor"]
        )

    assert list(refused.value.message_dict) == ["language"]
    assert everything() == before


@pytest.mark.django_db
def test_join_goes_with_the_claim_that_has_it(people):
    sent, claim = SubmissionFactory(), ClaimFactory()

    join_submission(sent, claim=claim, revision=1, by=people["Researcher"])

    assert decided(sent) == ("joined", claim, "", people["Researcher"])


@pytest.mark.django_db
def test_decline_says_why(people):
    sent, by = SubmissionFactory(), people["Editor"]
    with pytest.raises(ValidationError) as refused:
        decline_submission(sent, reason=" ", revision=1, by=by)

    decline_submission(sent, reason=" An opinion.\r\n", revision=1, by=by)

    assert list(refused.value.message_dict) == ["reason"]
    assert decided(sent) == ("declined", None, "An opinion.", by)


@pytest.mark.django_db
@pytest.mark.parametrize("first", ["take", "join", "decline"])
@pytest.mark.parametrize("second", ["take", "join", "decline"])
def test_decision_is_taken_once(people, first, second):
    sent, by = SubmissionFactory(), people["Editor"]
    decisions = {
        "take": lambda revision: take_submission(
            sent, topic=TopicFactory(), language="en", revision=revision, by=by
        ),
        "join": lambda revision: join_submission(
            sent, claim=ClaimFactory(), revision=revision, by=by
        ),
        "decline": lambda revision: decline_submission(
            sent, reason="No.", revision=revision, by=by
        ),
    }
    decisions[first](1)
    before = decided(sent)

    with pytest.raises(ValidationError, match="is decided: it is"):
        decisions[second](2)

    assert decided(sent) == before


@pytest.mark.django_db
def test_submit_keeps_each_text_in_its_normal_form():
    row = submit(
        PartnerFactory(), statement=" e\u0301\r\n2 ", note="\u200b", reference=" a "
    )

    assert (row.statement, row.note, row.reference) == ("é\n2", "", "a")
    assert str(row) == "é\n2"
    assert len(str(SubmissionFactory(statement="a" * 81))) == 80


@pytest.mark.django_db
def test_reference_is_given_once_by_each_partner():
    partner = PartnerFactory()
    submit(partner, statement="A", reference="a")
    submit(PartnerFactory(), statement="A", reference="a")
    submit(partner, statement="A")
    submit(partner, statement="A")

    with pytest.raises(ValidationError) as refused:
        submit(partner, statement="B", reference=" a ")

    assert list(refused.value.message_dict) == ["reference"]


def test_reference_given_twice_at_once_is_refused_once(committed):
    """However they meet: checked one after the other, or inserted at once."""
    partner = PartnerFactory()

    def send(name):
        try:
            return submit(partner, statement=name, reference=name[:6])
        except ValidationError as error:
            return error.message_dict["reference"]
        finally:
            connections.close_all()

    names = [f"{number:06d} {turn}" for number in range(10) for turn in range(8)]
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(send, names))

    assert sum(isinstance(each, Submission) for each in results) == 10
    assert Submission.objects.count() == 10


def test_reference_that_another_inserts_meanwhile_is_refused_at_its_field(
    committed, monkeypatch
):
    partner = PartnerFactory()
    check = Submission.full_clean

    def meet(self, *args, **kwargs):
        check(self, *args, **kwargs)
        monkeypatch.setattr(Submission, "full_clean", check)
        with ThreadPoolExecutor(1) as pool:
            pool.submit(alone, partner).result()

    monkeypatch.setattr(Submission, "full_clean", meet)

    with pytest.raises(ValidationError) as refused:
        submit(partner, statement="A", reference="a")

    assert list(refused.value.message_dict) == ["reference"]
    assert Submission.objects.count() == 1


def alone(partner):
    try:
        submit(partner, statement="B", reference="a")
    finally:
        connections.close_all()
