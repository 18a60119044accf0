"""SAFETY P07: no cell of an export starts as a formula, and all can be read back."""

import csv
import io
import re

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.admin.claim_list import exports
from claims.documents.cells import ACTIVE, restored
from claims.documents.columns import COLUMNS
from claims.models import Claim
from tests import factories
from tests.admin.claim_list.lists import LIST, plan

pytestmark = pytest.mark.django_db

STARTS = [*"=+-@", "\t", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'=", " =", "'", ""]
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@pytest.fixture(autouse=True)
def logged_in(client, people):
    client.force_login(people["Partner manager"])


def csv_rows(client, **query):
    response = client.get(f"{LIST}export/csv/", query)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert response["Content-Disposition"].startswith('attachment; filename="claims-')
    return list(csv.reader(io.StringIO(text, newline="")))


def xlsx_sheets(client, **query):
    response = client.get(f"{LIST}export/xlsx/", query)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return [list(sheet.iter_rows()) for sheet in book.worksheets]


def nasty(start, number):
    """Make a claim with every text of its own, and of what it names, starting so."""
    text = f"{start}1+1|cmd {number}"
    claim = factories.FigureClaimFactory(
        text=text,
        wording=text,
        place=text,
        value=-number,
        claimant=factories.AgentFactory(name=text),
        topic__name=text,
        measure__name=text,
        measure__unit=text,
        assignee=factories.UserFactory(username=text),
    )
    claim.tags.add(factories.TagFactory(name=f"{start.strip()}tag {number}"))
    return claim


def texts(claim):
    """Give what an export says of a claim in text."""
    return {
        "text": claim.text,
        "wording": claim.wording,
        "place": claim.place,
        "claimant": claim.claimant.name,
        "topic": claim.topic.name,
        "measure": claim.measure.name,
        "measure_unit": claim.measure.unit,
        "assignee": claim.assignee.username,
        "tags": claim.tags.get().name,
    }


def check_formulas(client, number):
    """Export claims with every start, and read every cell back."""
    claims = {
        str(claim.pk): claim
        for turn in range(number)
        for each, start in enumerate(STARTS)
        for claim in [nasty(start, turn * len(STARTS) + each)]
    }
    heading, *rows = csv_rows(client)
    [[names, *cells]] = xlsx_sheets(client)
    assert heading == [cell.value for cell in names]
    assert len(rows) == len(cells) == len(claims)
    for row in rows:
        check_row(claims, dict(zip(heading, row, strict=True)))
    for line in cells:
        assert {cell.data_type for cell in line} <= {"s", "n", "d", "inlineStr"}
        values = ["" if cell.value is None else cell.value for cell in line]
        check_row(claims, dict(zip(heading, values, strict=True)))


def check_row(claims, row):
    for value in row.values():
        text = str(value)
        assert not ACTIVE.match(text) or text[0] == "'" or NUMBER.fullmatch(text)
    claim = claims[row["id"]]
    assert {name: restored(row[name]) for name in texts(claim)} == texts(claim)
    assert float(row["value"]) == float(claim.value)


def test_no_cell_starts_a_formula_and_all_read_back(client):
    check_formulas(client, 1)


@pytest.mark.drill
def test_no_cell_of_many_starts_a_formula(client):
    check_formulas(client, 200)


@pytest.mark.parametrize("chunk", [1, 2, 1000])
def test_export_has_exactly_what_is_filtered(client, monkeypatch, chunk):
    monkeypatch.setattr(exports, "CHUNK", chunk)
    claims = factories.ClaimFactory.create_batch(3, language="hy")
    factories.ClaimFactory()

    rows = csv_rows(client, language__exact="hy", o="8", q="")

    assert [row[0] for row in rows[1:]] == [str(claim.pk) for claim in claims[::-1]]
    assert rows[0] == [column.name for column in COLUMNS]


def test_export_goes_on_where_a_sheet_is_full(client, monkeypatch):
    monkeypatch.setattr(exports, "SHEET_ROWS", 3)
    factories.ClaimFactory.create_batch(5)

    sheets = xlsx_sheets(client)

    assert [len(sheet) for sheet in sheets] == [3, 3, 2]
    assert {sheet[0][0].value for sheet in sheets} == {"id"}


def test_export_of_nothing_has_a_heading(client):
    assert len(csv_rows(client)) == 1
    assert [len(sheet) for sheet in xlsx_sheets(client)] == [1]


def test_export_takes_the_same_queries_a_chunk(client):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            csv_rows(client)
        return len(asked)

    factories.CitationFactory()
    cost()
    one = cost()
    for _ in range(10):
        factories.CitationFactory(claim=factories.FigureClaimFactory())

    assert cost() == one


def test_export_keeps_numbers_and_days(client):
    claim = plan(
        factories.FigureClaimFactory(), due_on="2026-03-04", recheck_on="1899-01-01"
    )
    long = factories.FigureClaimFactory(value="123456789012345678.5")

    [[names, *rows]] = xlsx_sheets(client)
    heading = [cell.value for cell in names]
    of_long, of_claim = (
        dict(zip(heading, [cell.value for cell in row], strict=True)) for row in rows
    )

    assert of_claim["value"] == 6500
    assert of_claim["due_on"].date() == claim.due_on
    assert of_claim["recheck_on"] == "1899-01-01"
    assert of_long["value"] == str(Claim.objects.get(pk=long.pk).value.normalize())


@pytest.mark.parametrize(
    ("path", "status"),
    [("export/csv/", 200), ("export/pdf/", 404), ("export/csv/?marked=x", 302)],
)
def test_export_knows_its_kinds_and_filters(client, path, status):
    assert client.get(f"{LIST}{path}").status_code == status


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_is_for_those_who_see_claims(client, people, kind):
    client.force_login(people[""])

    assert client.get(f"{LIST}export/{kind}/").status_code == 403
