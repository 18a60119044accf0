import csv
import datetime
import io
import itertools
import re

import pytest

from claims.documents import ClaimDocument, content_of, document_of
from claims.documents.cells import restored
from claims.documents.tables import COLUMNS, cell, columns_of, heading, line
from claims.models import Entry
from tests import factories
from tests.documents.test_cells import SIGNS, STARTS

# What a spreadsheet runs, as it would find it in a cell.
UNGUARDED = re.compile(rf"[\s\ufeff\u200b]*[{re.escape(SIGNS)}]|[\t\r\n\0]")
AMOUNTS = ("value", "interval_lower", "interval_upper")


def test_line_is_read_back_as_it_was():
    values = [
        "=1+1",
        "-5",
        "-5 or so",
        "a,b",
        'say "x"',
        "two\r\nlines",
        "@x",
        "",
        7,
        None,
    ]

    [read] = csv.reader(io.StringIO(line(values), newline=""))

    told = ["" if value is None else str(value) for value in values]
    assert [restored(each) for each in read] == told
    assert read[:3] == ["'=1+1", "'-5", "'-5 or so"]


def test_no_column_starts_a_formula_and_all_read_back():
    """SAFETY P07: every start in every column, as the table is written."""
    for start, column in itertools.product([*STARTS, "-1", "+6500"], COLUMNS):
        values = [f"{start}1" if each is column else None for each in COLUMNS]

        [read] = csv.reader(io.StringIO(line(values), newline=""))

        assert not [each for each in read if UNGUARDED.match(each)], column.name
        assert [restored(each) for each in read] == [each or "" for each in values]


def test_amounts_are_numbers_and_texts_that_look_like_one_are_not():
    figure = {"value": "-6500.5", "interval": {"lower": "-7000", "upper": None}}
    document = {"figure": figure, "text": "-6500"}
    columns = [each for each in COLUMNS if each.name in AMOUNTS]

    written = [cell(each.read(document)) for each in columns]

    assert written == ["-6500.5", "-7000", ""]
    assert cell(document["text"]) == "'-6500"
    assert cell(-3) == "-3"


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1"]
)
def test_formula_is_no_cell(text):
    assert cell(text).startswith("'")


def test_columns_are_of_members_of_the_document():
    members = set(ClaimDocument().fields)

    assert {column.member for column in COLUMNS} <= members
    assert [each.name for each in columns_of({"id", "figure"})] == [
        "id", "figure", "comparator", "value", "upper", "wording",
        "interval_lower", "interval_upper",
    ]  # fmt: skip
    assert heading(columns_of({"id"})) == "\ufeffid\r\n"


@pytest.mark.django_db
@pytest.mark.parametrize("make", [factories.ClaimFactory, factories.FigureClaimFactory])
def test_every_document_fills_every_column(make):
    claim = make()
    factories.ReviewFactory(claim=claim)
    entry = Entry(
        claim=claim,
        version=1,
        event="published",
        at=datetime.datetime.now(datetime.UTC),
    )
    document = document_of(entry, content_of(claim), published_at=entry.at)

    row = {column.name: column.read(document) for column in COLUMNS}

    assert row["text"] == claim.text
    assert row["verdict"] == ""
    figure = claim.value is not None
    assert row["value"] == ("6500" if figure else None)
    assert row["figures_conflict"] == (0 if figure else None)
