import pytest
from django.db import IntegrityError

from claims.models import Counts, Import
from tests import factories

pytestmark = pytest.mark.django_db


def test_counts_of_an_import_are_those_of_its_batches():
    imported = factories.ImportFactory()
    for _ in range(2):
        factories.ImportBatchFactory(of=imported, new=2, unread=1)

    assert imported.counts == Counts(new=4, unread=2)
    assert factories.ImportFactory().counts == Counts()


def test_import_that_runs_is_not_finished():
    imported = factories.ImportFactory()

    with pytest.raises(IntegrityError, match="import_is_finished_or_runs"):
        Import.objects.filter(pk=imported.pk).update(state="done")


def test_rows_of_an_import_say_what_they_are():
    batch = factories.ImportBatchFactory(number=3)
    imported = factories.ImportedReviewFactory()

    assert str(batch) == f"{batch.of_id} 3"
    assert str(imported) == str(imported.key)
    assert str(batch.of) == "reviews.json"
