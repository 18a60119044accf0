"""Letters on the day of a re-check: one, to whom it is assigned."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from claims.models import RecheckReminder
from claims.services.claims import assign, plan_recheck
from claims.services.reminders import remind_to_recheck
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.now().date()


def planned(newsroom, to, on=TODAY):
    claim = newsroom.claim()
    claim = assign(claim, to=to, revision=claim.revision, by=newsroom.editor)
    return plan_recheck(claim, on=on, revision=claim.revision, by=newsroom.editor)


@pytest.fixture
def reader():
    return UserFactory(email="reader@a.example")


def test_assignee_is_written_to_once(newsroom, reader, settings):
    claim = planned(newsroom, reader)

    assert [remind_to_recheck(), remind_to_recheck()] == [1, 0]

    [letter] = mail.outbox
    assert letter.to == ["reader@a.example"]
    assert letter.subject == f"To check again: {claim.text}"
    page = f"{settings.PUBLIC_BASE_URL}/admin/claims/claim/{claim.pk}/change/"
    assert page in letter.body
    assert str(TODAY) in letter.body
    reminder = RecheckReminder.objects.get()
    assert str(reminder) == f"{TODAY}: {reader}"


def test_new_day_is_a_new_letter(newsroom, reader):
    claim = planned(newsroom, reader, on=TODAY - datetime.timedelta(days=3))
    remind_to_recheck()
    plan_recheck(claim, on=TODAY, revision=claim.revision, by=newsroom.editor)

    assert remind_to_recheck() == 1
    assert len(mail.outbox) == 2


def test_nobody_is_written_to_before_the_day_or_without_an_address(newsroom, reader):
    planned(newsroom, reader, on=TODAY + datetime.timedelta(days=1))
    planned(newsroom, UserFactory())
    planned(newsroom, UserFactory(email="gone@a.example", is_active=False))
    planned(newsroom, None)

    assert remind_to_recheck() == 0
    assert mail.outbox == []


def test_letter_that_cannot_be_sent_is_tried_again(newsroom, reader, settings):
    planned(newsroom, reader)
    sending = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    with pytest.raises(OSError, match="refused"):
        remind_to_recheck()
    settings.EMAIL_BACKEND = sending

    assert not RecheckReminder.objects.exists()
    assert remind_to_recheck() == 1
