"""Published claims as a table: a row a claim, read from the document alone."""

import csv
import io
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from .cells import neutral

Document = dict[str, Any]


class Amount(str):
    """A decimal number, which no spreadsheet runs, also where it starts with a minus."""

    __slots__ = ()


@dataclass(frozen=True)
class Column:
    """A column: its heading, the member it is of, and how a document fills it."""

    name: str
    member: str
    read: Callable[[Document], Any]


def within(name: str, *path: str) -> Column:
    """Make the column of a value within a document, empty where it has none."""

    def read(document: Document) -> Any:
        value: Any = document
        for part in path:
            value = value[part] if value is not None else None
        return value

    return Column(name, path[0], read)


def amount(name: str, *path: str) -> Column:
    """Make the column of an amount within a document."""
    column = within(name, *path)

    def read(document: Document) -> Amount | None:
        value = column.read(document)
        return None if value is None else Amount(value)

    return Column(name, column.member, read)


def own(*names: str) -> list[Column]:
    """Make the columns that are members of the document."""
    return [within(name, name) for name in names]


def our_verdict(document: Document) -> str:
    """Name the newsroom's own verdict, where it has given one."""
    verdicts = (
        review["verdict"]["label"]
        for review in document["reviews"]
        if review["publisher"] is None and review["verdict"]
    )
    return next(verdicts, "")


COLUMNS = (
    *own("id", "url", "version", "event", "published_at", "updated_at", "note"),
    *own("text", "language"),
    within("claimant", "claimant", "name"),
    within("claimed", "claimed", "edtf"),
    within("topic", "topic", "name"),
    within("topic_slug", "topic", "slug"),
    within("measure", "measure", "name"),
    within("unit", "measure", "unit"),
    within("figure", "figure", "words"),
    within("comparator", "figure", "comparator"),
    amount("value", "figure", "value"),
    amount("upper", "figure", "upper"),
    within("wording", "figure", "wording"),
    amount("interval_lower", "figure", "interval", "lower"),
    amount("interval_upper", "figure", "interval", "upper"),
    within("as_of", "as_of", "edtf"),
    within("period", "period", "edtf"),
    *own("place"),
    Column("tags", "tags", lambda document: ", ".join(document["tags"])),
    *own("status"),
    Column("verdict", "reviews", our_verdict),
    Column("sources", "citations", lambda document: len(document["citations"])),
    within("evidence_sources", "evidence", "sources"),
    within("independent_origins", "evidence", "independent_origins"),
    within("figures_agree", "evidence", "figures", "agree"),
    within("figures_conflict", "evidence", "figures", "conflict"),
    *own("withheld_sources"),
)

# The columns of whole numbers; those of figures are decimal texts, exact.
NUMBERS = {
    *("version", "sources", "evidence_sources", "independent_origins"),
    *("figures_agree", "figures_conflict", "withheld_sources"),
}


def columns_of(members: Collection[str] | None) -> list[Column]:
    """Choose the columns of some members, all of them for ``None``."""
    return [each for each in COLUMNS if members is None or each.member in members]


def heading(columns: Iterable[Column]) -> str:
    """Write the line of names, marked as UTF-8 for spreadsheets."""
    return "\ufeff" + line(each.name for each in columns)


def line(values: Iterable[Any]) -> str:
    """Write a line as RFC 4180 has it; no program takes a cell of it for a formula."""
    written = io.StringIO()
    csv.writer(written).writerow([cell(value) for value in values])
    return written.getvalue()


def cell(value: Any) -> str:
    """Write a value; only what is a number is left without the guard of formulas."""
    text = "" if value is None else str(value)
    return text if isinstance(value, int | Amount) else neutral(text)
