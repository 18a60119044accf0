"""The filtered list as a file: every column of every claim, however many there are."""

import csv
import datetime
import tempfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.db.models import QuerySet
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils import timezone

from claims.documents.cells import neutral
from claims.documents.columns import COLUMNS, Row, Value, cells_of
from claims.documents.parts import plain, timestamp
from claims.models import Claim, evidence_of
from claims.models.evidence import NOTHING

CHUNK = 1000
# A sheet holds so many rows, its heading among them; what follows goes on the next.
SHEET_ROWS = 1_048_576
# A number in a spreadsheet has so many digits; a longer one is written as text.
DIGITS = 15
FIRST_DATE = datetime.date(1900, 3, 1)


def chunks_of(claims: QuerySet[Claim]) -> Iterator[list[Claim]]:
    """Read claims from the newest on, each once, a bounded query at a time.

    Not by one cursor for all: that would hold a transaction open for as long as
    somebody downloads, or have PostgreSQL keep the whole answer aside first.
    """
    rows = (
        claims.order_by("-pk")
        .select_related(
            *("claimant", "topic", "measure", "assignee"),
            *("unpublished_change", "figure_conflict"),
        )
        .prefetch_related("tags")
        .defer("words")
    )
    part = rows
    while chunk := list(part[:CHUNK]):
        yield chunk
        part = rows.filter(pk__lt=chunk[-1].pk)


def rows_of(claims: QuerySet[Claim], request: HttpRequest) -> Iterator[list[Value]]:
    """Give the rows of the file, the heading first."""
    yield [column.name for column in COLUMNS]
    for chunk in chunks_of(claims):
        evidence = evidence_of([claim.pk for claim in chunk])
        for claim in chunk:
            url = reverse("admin:claims_claim_change", args=[claim.pk])
            yield cells_of(
                Row(
                    claim,
                    evidence.get(claim.pk, NOTHING),
                    request.build_absolute_uri(url),
                )
            )


def text_of(value: Value) -> str:
    """Write a value as text; only numbers are left without the guard of formulas."""
    match value:
        case None:
            return ""
        case Decimal():
            return str(plain(value))
        case int():
            return str(value)
        case datetime.datetime():
            return timestamp(value)
        case datetime.date():
            return value.isoformat()
    return neutral(str(value))


class Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(rows: Iterable[list[Value]]) -> Iterator[str]:
    """Write rows as RFC 4180 has them, marked as UTF-8 for Excel."""
    writer = csv.writer(Echo())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([text_of(value) for value in row])


def write_xlsx(rows: Iterable[list[Value]], file: IO[bytes]) -> None:
    """Write rows to a workbook, on as many sheets as they need, in constant memory."""
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    formats = {
        "bold": book.add_format({"bold": True}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    told = iter(rows)
    names = next(told)
    sheet, line = new_sheet(book, names, formats), 1
    for row in told:
        if line == SHEET_ROWS:
            sheet, line = new_sheet(book, names, formats), 1
        write_row(sheet, line, row, formats)
        line += 1
    book.close()


def new_sheet(book: Any, names: list[Value], formats: dict[str, Any]) -> Any:
    """Begin a sheet with its heading, which stays in sight."""
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for number, name in enumerate(names):
        sheet.write_string(0, number, str(name), formats["bold"])
    return sheet


def write_row(sheet: Any, line: int, row: list[Value], formats: dict[str, Any]) -> None:
    """Write a row: numbers as numbers, dates as dates, all else as text."""
    for column, value in enumerate(row):
        if value is None or value == "":
            continue
        if isinstance(value, int) or (
            isinstance(value, Decimal)
            and len(value.normalize().as_tuple().digits) <= DIGITS
        ):
            sheet.write_number(line, column, value)
        elif type(value) is datetime.date and value >= FIRST_DATE:
            sheet.write_datetime(line, column, value, formats["date"])
        else:
            sheet.write_string(line, column, text_of(value))


def csv_answer(rows: Iterable[list[Value]]) -> HttpResponseBase:
    """Send rows as they are read."""
    return StreamingHttpResponse(
        csv_lines(rows), content_type="text/csv; charset=utf-8"
    )


def xlsx_answer(rows: Iterable[list[Value]]) -> HttpResponseBase:
    """Send a workbook, which has to be whole before its first byte."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    write_xlsx(rows, file)
    file.seek(0)
    return FileResponse(
        file,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


ANSWERS = {"csv": csv_answer, "xlsx": xlsx_answer}


def export(
    claims: QuerySet[Claim], kind: str, request: HttpRequest
) -> HttpResponseBase:
    """Answer with the claims as a file of a kind, ``KeyError`` for one that is not known."""
    answer = ANSWERS[kind](rows_of(claims, request))
    name = f"claims-{timezone.now():%Y-%m-%d-%H%M}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
