import pytest

from claims.documents.columns import COLUMNS, Row, cells_of
from claims.models import Claim, Evidence, FigureConflict
from claims.services.publication import publish_claim
from tests import factories
from tests.stories import now

DERIVED = {"interval", "words", "as_of_range", "claimed_range", "period_range"}
# A claim that was merged stands in no table.
UNTOLD = {"merged_into"}


def test_columns_hold_every_column_of_a_claim():
    names = {column.name for column in COLUMNS}
    fields = [*Claim._meta.concrete_fields, *Claim._meta.many_to_many]

    assert {field.name for field in fields} - names == DERIVED | UNTOLD
    assert len(names) == len(COLUMNS)


@pytest.mark.django_db
def test_cells_of_a_claim_with_everything(newsroom):
    claim = factories.FigureClaimFactory(
        claimant=factories.AgentFactory(name="UN"), topic__name="A war"
    )
    claim.tags.add(factories.TagFactory(name="a"), factories.TagFactory(name="b"))
    publish_claim(claim, revision=1, by=newsroom.editor)
    FigureConflict.objects.create(claim=claim, since=claim.created_at)

    cells = dict(
        zip(
            [column.name for column in COLUMNS],
            cells_of(Row(now(claim), Evidence(5, 4, 3), "https://desk.example/")),
            strict=True,
        )
    )

    assert cells["figure"] == "more than 6,500 people killed"
    assert (cells["claimant"], cells["topic"], cells["tags"]) == ("UN", "A war", "a, b")
    assert (cells["measure"], cells["measure_unit"]) == ("people killed", "people")
    assert (cells["citations"], cells["independent_sources"]) == (5, 3)
    assert (cells["figures_conflict"], cells["desk_differs"]) == ("yes", "")
    assert cells["public_url"].endswith(f"/api/v1/claims/{claim.pk}/")
    assert cells["desk_url"] == "https://desk.example/"


@pytest.mark.django_db
def test_cells_of_a_bare_claim():
    cells = cells_of(Row(factories.ClaimFactory(), Evidence(), ""))

    assert cells.count(None) == 8
    assert cells[-1] == ""
