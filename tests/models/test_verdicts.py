import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from claims.models import Verdict
from tests.factories import ReviewFactory, VerdictFactory


def change(verdict, **values):
    with transaction.atomic():
        Verdict.objects.filter(pk=verdict.pk).update(
            revision=F("revision") + 1, **values
        )
    return Verdict.objects.get(pk=verdict.pk)


@pytest.mark.django_db
def test_meaning_is_kept_once_given():
    verdict = ReviewFactory().verdict

    with pytest.raises(IntegrityError, match="Reviews give this verdict"):
        change(verdict, status="refuted")

    assert change(verdict, status="verified", label="True").label == "True"


@pytest.mark.django_db
def test_meaning_may_change_before_it_is_given():
    assert change(VerdictFactory(), status="refuted").status == "refuted"


@pytest.mark.django_db
def test_verdict_is_told_by_its_label():
    assert str(VerdictFactory(label="Half true")) == "Half true"
