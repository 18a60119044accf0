"""Publication at a time: what is refused at once, and what comes of it later."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, transaction
from django.db.models import F
from django.utils import timezone

from claims.models import Job, ReviewState, ScheduledPublication, ScheduleState, Stage
from claims.services.citations import cite_source
from claims.services.claims import revise_claim
from claims.services.invariants import faults
from claims.services.publication import publish_claim
from claims.services.record import entries
from claims.services.schedules import (
    cancel_publication,
    catch_up_publications,
    publish_scheduled,
    schedule_publication,
)
from tests.factories import (
    ClaimFactory,
    ScheduledPublicationFactory,
    SourceFactory,
)
from tests.services.test_publication import race
from tests.stories import everything, now

TOMORROW = timezone.now() + datetime.timedelta(days=1)


def scheduled_by(newsroom, claim=None, **values):
    claim = claim or newsroom.claim()
    values = {"at": TOMORROW, "revision": claim.revision, **values}
    return schedule_publication(claim, by=newsroom.editor, **values)


def come(scheduled):
    """Have its time come."""
    past = timezone.now() - datetime.timedelta(seconds=1)
    ScheduledPublication.objects.filter(pk=scheduled.pk).update(
        at=past, revision=F("revision") + 1
    )
    return ScheduledPublication.objects.get(pk=scheduled.pk)


@pytest.mark.django_db
def test_schedule_publication_changes_nothing_public(newsroom):
    claim = newsroom.claim()

    scheduled = scheduled_by(newsroom, claim, note="At last.")

    assert (scheduled.state, scheduled.claim_revision) == (ScheduleState.WAITING, 1)
    assert (scheduled.by, scheduled.note) == (newsroom.editor, "At last.")
    assert now(claim).stage == Stage.DRAFT
    assert (now(claim).revision, entries.count()) == (1, 0)
    job = Job.objects.get()
    assert (job.task_name, job.scheduled_at) == ("publish_scheduled", TOMORROW)
    assert str(scheduled) == f"{TOMORROW:%Y-%m-%d %H:%M} UTC: Waiting"


@pytest.mark.django_db
@pytest.mark.parametrize("seconds", [-86400, -1, 0])
def test_time_that_has_passed_is_refused_at_its_field(newsroom, seconds):
    claim = newsroom.claim()
    before = everything()

    with pytest.raises(ValidationError) as refused:
        at = timezone.now() + datetime.timedelta(seconds=seconds)
        scheduled_by(newsroom, claim, at=at)

    assert set(refused.value.error_dict) == {"at"}
    assert everything() == before


@pytest.mark.django_db
def test_what_cannot_be_published_now_is_not_scheduled(newsroom):
    waiting = newsroom.claim(Stage.IN_REVIEW)
    unchanged = newsroom.claim(Stage.PUBLISHED)
    before = everything()

    with pytest.raises(ValidationError, match="waits for approval"):
        scheduled_by(newsroom, waiting)
    with pytest.raises(ValidationError, match="Nothing has changed"):
        scheduled_by(newsroom, unchanged)

    assert everything() == before


@pytest.mark.django_db
def test_claim_waits_for_one_time(newsroom):
    claim = newsroom.claim()
    scheduled_by(newsroom, claim)
    before = everything()

    with pytest.raises(ValidationError, match="waits for its time already"):
        scheduled_by(newsroom, claim)

    assert everything() == before
    cancel_publication(claim, by=newsroom.editor, reason="Too early.")
    scheduled_by(newsroom, claim)
    assert Job.objects.count() == 2


@pytest.mark.django_db
def test_cancel_publication_without_one_is_refused(newsroom):
    claim = newsroom.claim()

    with pytest.raises(ValidationError, match="does not wait for a time"):
        cancel_publication(claim, by=newsroom.editor)


@pytest.mark.django_db
@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.PUBLISHED, Stage.WITHDRAWN])
def test_publish_scheduled_publishes_as_who_decided(newsroom, stage):
    claim = newsroom.claim(stage)
    if stage == Stage.PUBLISHED:
        claim = revise_claim(claim, revision=2, by=newsroom.author, text="Else")
    told = entries.count()
    scheduled = come(scheduled_by(newsroom, claim, note="Out."))

    done = publish_scheduled(scheduled)
    again = publish_scheduled(scheduled)

    assert (done.state, again.state) == (ScheduleState.PUBLISHED,) * 2
    assert entries.count() == told + 1
    entry = entries.of_claim(claim.pk).first()
    assert (entry.by, entry.note) == (newsroom.editor, "Out.")
    assert entry.event == ("updated" if stage == Stage.PUBLISHED else "published")
    assert now(claim).stage == Stage.PUBLISHED
    assert list(faults()) == []


@pytest.mark.django_db
def test_publish_scheduled_is_never_early(newsroom):
    scheduled = scheduled_by(newsroom)
    before = everything()

    assert publish_scheduled(scheduled).state == ScheduleState.WAITING

    assert everything() == before


@pytest.mark.django_db
def test_publish_scheduled_leaves_a_cancelled_one(newsroom):
    scheduled = scheduled_by(newsroom)
    cancel_publication(scheduled.claim, by=newsroom.editor)

    assert publish_scheduled(come(scheduled)).state == ScheduleState.CANCELLED

    assert entries.count() == 0


def changed(newsroom, claim):
    revise_claim(claim, revision=1, by=newsroom.author, text="Else")


def published(newsroom, claim):
    publish_claim(claim, revision=1, by=newsroom.editor)


def right_lost(newsroom, claim):
    User.objects.get(pk=newsroom.editor.pk).groups.clear()


def person_gone(newsroom, claim):
    User.objects.filter(pk=newsroom.editor.pk).update(is_active=False)


def cited(newsroom, claim):
    # A citation is a row of its own: the claim's revision stays.
    cite_source(claim, SourceFactory(), by=newsroom.author)


def in_review(newsroom, claim):
    newsroom.review(ReviewState.SUBMITTED, claim)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("meanwhile", "words"),
    [
        (changed, "Somebody changed this claim"),
        (published, "Somebody changed this claim"),
        (right_lost, "lacks the permission publish_claim"),
        (person_gone, "lacks the permission publish_claim"),
        (in_review, "Somebody changed this claim"),
        (cited, "What goes out"),
    ],
)
def test_publish_scheduled_keeps_why_it_was_refused(newsroom, meanwhile, words):
    claim = newsroom.claim()
    scheduled = come(scheduled_by(newsroom, claim))
    meanwhile(newsroom, claim)
    told, before = entries.count(), now(claim)

    done = publish_scheduled(scheduled)

    assert done.state == ScheduleState.REFUSED
    assert words in now(done).refusal
    assert entries.count() == told
    assert (now(claim).stage, now(claim).revision) == (before.stage, before.revision)
    assert list(faults()) == []


@pytest.mark.django_db
def test_publish_scheduled_of_a_claim_whose_review_waits_is_refused(newsroom):
    # A review of a claim that is in review already leaves the claim's revision alone.
    claim = newsroom.claim(Stage.IN_REVIEW)
    scheduled = ScheduledPublicationFactory(
        claim=claim, claim_revision=claim.revision, by=newsroom.editor
    )

    done = publish_scheduled(come(scheduled))

    assert "waits for approval" in done.refusal
    assert entries.count() == 0


def test_publish_scheduled_that_breaks_is_not_settled(committed, newsroom):
    scheduled = come(scheduled_by(newsroom))
    before = everything()
    with connections["owner"].cursor() as owner:
        owner.execute(
            "ALTER TABLE claims_entry ADD CONSTRAINT full_disk CHECK (false) NOT VALID"
        )
        try:
            with pytest.raises(IntegrityError, match="full_disk"):
                publish_scheduled(scheduled)
        finally:
            owner.execute("ALTER TABLE claims_entry DROP CONSTRAINT full_disk")

    assert everything() == before
    assert publish_scheduled(scheduled).state == ScheduleState.PUBLISHED


@pytest.mark.parametrize("tries", [4, pytest.param(100, marks=pytest.mark.drill)])
def test_publish_scheduled_by_many_workers_publishes_once(committed, newsroom, tries):
    scheduled = come(scheduled_by(newsroom))

    results = race([lambda: publish_scheduled(scheduled)] * tries)

    assert {done.state for done in results} == {ScheduleState.PUBLISHED}
    assert entries.count() == 1
    assert list(faults()) == []


@pytest.mark.django_db
def test_catch_up_asks_for_what_is_late_and_has_no_job(newsroom):
    late, in_hand = (come(scheduled_by(newsroom)) for _ in range(2))
    scheduled_by(newsroom)
    Job.objects.exclude(args__publication=str(in_hand.pk)).update(status="cancelled")

    assert catch_up_publications() == 1
    assert catch_up_publications() == 0

    assert Job.objects.filter(
        args__publication=str(late.pk), status="todo", scheduled_at=None
    ).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("to", ["waiting", "refused", "cancelled"])
def test_state_that_is_settled_stays(to):
    scheduled = ScheduledPublicationFactory()
    rows = ScheduledPublication.objects.filter(pk=scheduled.pk)
    rows.update(state="published", revision=2)

    with pytest.raises(IntegrityError, match="cannot go from"), transaction.atomic():
        rows.update(state=to, revision=3, refusal="No." if to == "refused" else "")


@pytest.mark.django_db
def test_history_of_a_schedule_names_who_decided(newsroom):
    scheduled = come(scheduled_by(newsroom, ClaimFactory()))
    publish_scheduled(scheduled)

    last = scheduled.events.order_by("pgh_id").last()

    assert last.pgh_context["username"] == newsroom.editor.username
