import pytest
from django.db import IntegrityError, connections, transaction

from tests import factories
from tests.services.merges import MERGES, merge

FROZEN = """
UPDATE {table} SET revision = revision + 1 WHERE id = %(merged)s
UPDATE {table} SET revision = revision + 1, merged_into_id = NULL WHERE id = %(merged)s
UPDATE {table} SET revision = revision + 1, merged_into_id = %(other)s WHERE id = %(merged)s
DELETE FROM {table} WHERE id = %(merged)s
UPDATE {table} SET revision = revision + 1, merged_into_id = %(merged)s WHERE id = %(kept)s
UPDATE {table} SET revision = revision + 1, merged_into_id = %(merged)s WHERE id = %(other)s
UPDATE {table} SET revision = revision + 1, merged_into_id = id WHERE id = %(kept)s
"""


@pytest.mark.django_db
@pytest.mark.parametrize("statement", FROZEN.strip().splitlines())
@pytest.mark.parametrize("model", MERGES)
def test_database_keeps_merged_rows_frozen(newsroom, model, statement):
    service, factory = MERGES[model]
    kept, merged, other = factory.create_batch(3)
    merge(service, kept, merged, newsroom.editor)
    keys = {"kept": kept.pk, "merged": merged.pk, "other": other.pk}

    with (
        pytest.raises(IntegrityError, match="merged"),
        transaction.atomic(),
        connections["default"].cursor() as cursor,
    ):
        cursor.execute(statement.format(table=model._meta.db_table), keys)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("factory", "column"),
    [
        (factories.CitationFactory, "claim"),
        (factories.CitationFactory, "source"),
        (factories.CommentFactory, "claim"),
        (factories.ReviewFactory, "claim"),
        (factories.ClaimLinkFactory, "from_claim"),
        (factories.ClaimLinkFactory, "to_claim"),
        (factories.CaptureFactory, "source"),
        (factories.SourceFactory, "publisher"),
        (factories.SourceFactory, "repeats"),
        (factories.ClaimFactory, "claimant"),
    ],
)
def test_database_refuses_a_new_reference_to_a_merged_row(newsroom, factory, column):
    model = factory._meta.model._meta.get_field(column).related_model
    service, make = MERGES[model]
    kept, merged = make.create_batch(2)
    merge(service, kept, merged, newsroom.editor)

    with pytest.raises(IntegrityError, match="was merged into"), transaction.atomic():
        factory(**{column: merged})
    factory(**{column: kept})


@pytest.mark.parametrize("model", MERGES)
def test_what_is_read_without_further_ado_leaves_merged_rows_out(model):
    assert model._default_manager is model.objects
    assert model._base_manager is not model.objects
