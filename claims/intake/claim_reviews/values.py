"""Values of JSON-LD as they are met: nulls, lists, objects for text, entities, mojibake."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import ftfy
from ftfy.badness import is_bad

from claims import edtf
from claims.text import LINE, PROSE, TextKind, unstorable

DEEPEST = 30
"""What is nested deeper is not looked into."""

# Where the text is in an object that stands for one, the likeliest first.
TEXT_KEYS = ("@value", "name", "alternateName", "headline", "text", "url", "@id")
MONTH = {name[:3].lower(): number for number, name in enumerate(edtf.MONTHS, 1)}
STARTS_WITH_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.,+\-Zz ]*")
SLASHED = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})\b.*")
DAY_FIRST = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})\b.*")
COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
NAMED_MONTH = re.compile(
    r"(?:[a-z]{3,9},? )?(?:(?P<before>[0-9]{1,2})(?:st|nd|rd|th)? )?"
    rf"(?P<month>{'|'.join(edtf.MONTHS)}|{'|'.join(MONTH)}|sept)\.?"
    r"(?: (?P<after>[0-9]{1,2})(?:st|nd|rd|th)?)?,? (?P<year>[0-9]{4})\b.*",
    re.IGNORECASE,
)


class UnreadableError(ValueError):
    """An item that is no review that could be kept, and why."""


@dataclass(frozen=True)
class Named:
    """Somebody who claims or publishes."""

    name: str
    is_person: bool = False
    site: str = ""


@dataclass(frozen=True)
class Found:
    """One review of another publisher, as the columns of the desk hold it.

    ``publisher`` is missing where the item names none.
    """

    text: str
    url: str
    label: str
    publisher: Named | None = None
    claimant: Named | None = None
    claimed: str = ""
    language: str = "und"
    reviewed: str = ""
    summary: str = ""
    body: str = ""


@dataclass(frozen=True)
class ReviewRead:
    """What was read at one place: a review, or why there is none, and what is odd."""

    place: str
    review: Found | None
    problems: tuple[str, ...] = ()


def listed(value: Any) -> list[Any]:
    """Give the values there are, of one, of a list, or of none."""
    many = value if isinstance(value, list) else [value]
    return [each for each in many if each not in (None, "", [], {})]


def objects_in(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Give the objects there are, unwrapped from what microdata readers put around."""
    for each in listed(value):
        if isinstance(each, dict):
            inner = each.get("properties")
            if isinstance(inner, dict):
                yield {"@type": each.get("type") or each.get("@type"), **inner}
            else:
                yield each
        elif isinstance(each, list) and depth < DEEPEST:
            yield from objects_in(each, depth + 1)


def types_of(item: dict[str, Any]) -> set[str]:
    """Name an object's types, without the address before them."""
    said = listed(item.get("@type")) or listed(item.get("type"))
    return {re.split("[/#:]", each)[-1] for each in said if isinstance(each, str)}


def raw_texts(value: Any, depth: int = 0) -> Iterator[str]:
    """Give the texts that a value says, of objects the one they stand for."""
    for each in listed(value):
        if isinstance(each, str):
            yield each
        elif isinstance(each, (int, float)) and not isinstance(each, bool):
            yield str(each)
        elif depth < DEEPEST and isinstance(each, list):
            yield from raw_texts(each, depth + 1)
        elif depth < DEEPEST and isinstance(each, dict):
            keys = [key for key in TEXT_KEYS if listed(each.get(key))]
            if keys:
                yield from raw_texts(each[keys[0]], depth + 1)


def clean(text: str, kind: TextKind = LINE) -> str:
    """Give a text in its normal form: entities read, mojibake mended.

    Raises ``UnreadableError`` for what no database holds.
    """
    # Entities are written twice over as often as once.
    for _ in range(2):
        if "&" in text:
            text = html.unescape(text)
    if unstorable(text):
        raise UnreadableError(kind.fault(text))
    if is_bad(text):
        text = ftfy.fix_encoding(text)
    if not kind.lines:
        text = " ".join(text.split())
    return kind.normal(kind.without_refused(text))


def text_of(value: Any, kind: TextKind = LINE) -> str:
    """Give the first text that a value says and that has something to see."""
    return next(filter(None, (clean(each, kind) for each in raw_texts(value))), "")


def prose_of(value: Any) -> str:
    """Give the first text of a value, with its lines."""
    return text_of(value, PROSE)


def date_of(value: Any) -> str:
    """Give a date as EDTF, empty without one.

    Raises ``UnreadableError`` for what may be several days, or none.
    """
    text = text_of(value)
    if not text:
        return ""
    for form in forms_of(text):
        try:
            return edtf.parse(form).text
        except ValueError:
            continue
    raise UnreadableError(f"{text[:40]!r} is no date that can be read for certain")


def forms_of(text: str) -> Iterator[str]:
    """Write a date as EDTF in the ways it may be meant; ambiguous ones in none."""
    if found := STARTS_WITH_DAY.fullmatch(text):
        yield found[1]
    yield text
    if found := SLASHED.fullmatch(text) or COMPACT.fullmatch(text):
        yield day(*found.groups())
    if found := DAY_FIRST.fullmatch(text):
        first, second, year = found.groups()
        if int(first) > 12 or first == second:
            yield day(year, second, first)
        elif int(second) > 12:
            yield day(year, first, second)
    if found := NAMED_MONTH.fullmatch(text):
        month = f"{MONTH[found['month'][:3].lower()]:02}"
        number = found["before"] or found["after"]
        yield (
            day(found["year"], month, number) if number else f"{found['year']}-{month}"
        )


def day(year: str, month: str, number: str) -> str:
    """Write a day."""
    return f"{year}-{int(month):02}-{int(number):02}"
