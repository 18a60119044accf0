"""Keys that are held without waiting, and answers that are kept for a day."""

import contextlib
import datetime

import pytest
from django.db import connections, transaction

from claims.models import KeptAnswer
from claims.services.idempotency import (
    KeyInUseError,
    KeyReusedError,
    forget_old_answers,
    keep_answer,
    take_key,
)
from tests.factories import KeptAnswerFactory

SCOPE, OTHER = "a" * 64, "7" * 64
SENT, ELSE = "0" * 64, "1" * 64
DAY = datetime.timedelta(hours=24)


def aged(answer, age):
    KeptAnswer.objects.filter(pk=answer.pk).update(at=answer.at - age)


@pytest.mark.django_db
def test_answer_that_is_kept_is_given_to_the_same_request():
    assert take_key(SCOPE, SENT) is None
    keep_answer(SCOPE, SENT, 201, {"Location": "/a/"}, b"{}")

    kept = take_key(SCOPE, SENT)

    assert (kept.status, kept.headers, bytes(kept.body)) == (
        201,
        {"Location": "/a/"},
        b"{}",
    )
    assert str(kept).startswith("201 at 20")
    with pytest.raises(KeyReusedError):
        take_key(SCOPE, ELSE)
    assert take_key(OTHER, SENT) is None


@contextlib.contextmanager
def held(scope):
    """Hold a key from a second connection."""
    mine = connections["default"]
    connections["default"] = other = mine.copy()
    try:
        with transaction.atomic():
            take_key(scope, SENT)
            connections["default"] = mine
            yield
            connections["default"] = other
    finally:
        other.close()
        connections["default"] = mine


def test_key_that_another_holds_is_refused_at_once_and_is_free_afterwards(committed):
    with held(SCOPE), transaction.atomic():
        with pytest.raises(KeyInUseError):
            take_key(SCOPE, SENT)
        assert take_key(OTHER, SENT) is None

    with transaction.atomic():
        assert take_key(SCOPE, SENT) is None


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [SENT, ELSE])
def test_answer_is_as_good_as_never_given_after_a_day(sent):
    answer = KeptAnswerFactory(scope=SCOPE, fingerprint=SENT)
    aged(answer, DAY - datetime.timedelta(seconds=30))
    assert take_key(SCOPE, SENT) == answer

    aged(answer, DAY)

    assert take_key(SCOPE, sent) is None
    assert not KeptAnswer.objects.exists()


@pytest.mark.django_db
def test_old_answers_are_removed_and_the_others_stay():
    old, new = KeptAnswerFactory(), KeptAnswerFactory()
    aged(old, DAY)
    aged(new, DAY - datetime.timedelta(seconds=30))

    assert forget_old_answers() == 1
    assert KeptAnswer.objects.get() == new
