"""What the list of claims may be asked for, and how each parameter is read."""

import re
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import router
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from drf_spectacular.utils import OpenApiParameter

from claims import edtf
from claims.api.parameters import truth
from claims.models import (
    ALL,
    ORDERS,
    Allowed,
    Entry,
    Moment,
    PublishedClaim,
    PublishedNoun,
    Status,
    Wanted,
)
from claims.models.finding import Condition
from claims.models.words import public_query_of

MANY, MANY_IDS = 50, 200
AMOUNT = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,6})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SEQUENCE = re.compile(r"[0-9]{1,18}")
ANY = "Several, with commas between, find what has any of them."
ID = {"format": "uuid"}
NUMBER = {"type": "string", "pattern": f"^{AMOUNT.pattern}$"}
DATE = {"type": "string", "format": "date"}
TIME = {"type": "string", "format": "date-time"}
BEFORE_ALL = Moment(0, datetime.min.replace(tzinfo=UTC))


def several(
    read: Callable[[str], str] = str, most: int = MANY
) -> Callable[[str], tuple[str, ...]]:
    """Read values with commas between; a claim that has any of them is found."""

    def read_all(text: str) -> tuple[str, ...]:
        values = dict.fromkeys(
            read(each.strip()) for each in text.split(",") if each.strip()
        )
        if not 1 <= len(values) <= most:
            raise ValueError(f"Give 1 to {most} values, with commas between.")
        return tuple(values)

    return read_all


def key(text: str) -> str:
    """Read the id of a row."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise ValueError(
            "Give an id such as 01937f5e-8a2b-7c31-9d4e-5f60718293a4."
        ) from None


def topic(text: str) -> str:
    """Read the id of a topic, or its slug as it is."""
    try:
        return key(text)
    except ValueError:
        return text


def status(text: str) -> str:
    """Read a verification status."""
    if text not in Status.values:
        raise ValueError(f"Give one of {', '.join(Status.values)}.")
    return text


def domain(text: str) -> str:
    """Read a domain; those below it are found with it."""
    return text.lower().strip(".")


def amount(text: str) -> Decimal:
    """Read a number as documents write it."""
    if not AMOUNT.fullmatch(text):
        raise ValueError("Give a number such as 6500 or 6500.25.")
    return Decimal(text)


def first_day(text: str) -> date:
    """Read a date, and take its first day."""
    return _day(edtf.parse(text).earliest)


def last_day(text: str) -> date:
    """Read a date, and take its last day."""
    return _day(edtf.parse(text).latest)


def _day(day: date | None) -> date:
    if day is None:
        raise ValueError(
            "Give a date that has an end, such as 2020, 2020-11 or 2020-11-10."
        )
    return day


def moment(text: str) -> datetime:
    """Read a time with its offset, or a day, which starts at midnight UTC."""
    try:
        if DAY.fullmatch(text):
            return datetime.combine(date.fromisoformat(text), time(), UTC)
        at = parse_datetime(text)
        if at is not None and at.tzinfo is not None:
            return at.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ValueError("Give a time such as 2026-11-24T10:00:00Z, or a day.")


def as_of(text: str) -> Moment:
    """Read a time or a sequence number, and find the entry it stands for."""
    if SEQUENCE.fullmatch(text):
        found = Entry.objects.filter(sequence=int(text)).values_list("sequence", "at")
        row = found.first()
        if row is None:
            raise ValueError("The record has no entry of this number.")
        return Moment(*row)
    at = moment(text)
    if at > timezone.now():
        raise ValueError("This lies in the future.")
    return Entry.objects.moment(at) or BEFORE_ALL


def words(text: str) -> str:
    """Read words to search for, and put them as PostgreSQL does."""
    found = public_query_of(text, router.db_for_read(PublishedClaim))
    if not found:
        raise ValueError("Give at least one word.")
    return found


def order(text: str) -> str:
    """Read the name of an order."""
    if text not in ORDERS:
        raise ValueError(f"Give one of {', '.join(ORDERS)}.")
    return text


class Filter(NamedTuple):
    """A parameter: how it is read, what it is, and the schema of its values."""

    read: Callable[[str], Any]
    description: str
    schema: dict[str, Any]


def any_of(
    description: str,
    read: Callable[[str], str] = str,
    item: dict[str, Any] | None = None,
    most: int = MANY,
) -> Filter:
    """Make the filter of a column that has any of several values."""
    # Names of several words have spaces in them.
    items = {"type": "string", **(item or {"pattern": r"^[^,]*[^\s,][^,]*$"})}
    schema = {"type": "array", "items": items, "minItems": 1, "maxItems": most}
    return Filter(several(read, most), f"{description} {ANY}", schema)


TERMS = {
    "status": any_of(
        "Verification status.", status, {"enum": [str(each) for each in Status.values]}
    ),
    "verdict": any_of("Id or label of a verdict that a review gives."),
    "topic": any_of("Slug or id of the topic.", topic),
    "measure": any_of("Id of what the figure counts.", key, ID),
    "tag": any_of("A tag."),
    "language": any_of("Language tag: “en” finds “en-GB” too."),
    "claimant": any_of("Id of who said it.", key, ID),
    "publisher": any_of("Id of the publisher of a source it cites.", key, ID),
    "source": any_of("Id of a source it cites.", key, ID),
    "source_domain": any_of("Domain of a source it cites, or one above it.", domain),
}
FILTERS = {
    "q": Filter(
        words,
        "Words in the claim and in the names of its topic, measure, claimant and tags: "
        "all of them, a “phrase in quotes”, none after a -minus, or either side of "
        "“or”. 6500 finds 6,500.",
        {"type": "string", "minLength": 1},
    ),
    **TERMS,
    "value_min": Filter(amount, "Its figure may mean this number or more.", NUMBER),
    "value_max": Filter(amount, "Its figure may mean this number or less.", NUMBER),
    "period_from": Filter(first_day, "The time it is about reaches this day.", DATE),
    "period_to": Filter(last_day, "The time it is about begins by this day.", DATE),
    "claimed_from": Filter(first_day, "It was said on this day or later.", DATE),
    "claimed_to": Filter(last_day, "It was said on this day or earlier.", DATE),
    "published_after": Filter(moment, "First published after this time.", TIME),
    "updated_after": Filter(moment, "Its current version is later than this.", TIME),
    "has_conflict": Filter(
        truth, "Whether a source gives a figure that conflicts.", {"type": "boolean"}
    ),
    "ids": any_of("Ids of claims.", key, ID, MANY_IDS),
    "ordering": Filter(
        order,
        "By first publication or by the last change, “-” for the newest first.",
        {"type": "string", "enum": list(ORDERS), "default": Wanted.order},
    ),
    "as_of": Filter(
        as_of,
        "A time, or the sequence number of an entry: the record as it stood then.",
        {"oneOf": [TIME, {"type": "integer", "minimum": 1}]},
    ),
}
READERS = {name: each.read for name, each in FILTERS.items()}
PARAMETERS = [
    OpenApiParameter(
        name,
        each.schema,
        description=each.description,
        explode=False if each.schema.get("type") == "array" else None,
    )
    for name, each in FILTERS.items()
]

# What has two ends, and how the column that it has to meet is compared.
ENDS = {
    "value": ("value_min", "value_max", "interval && numrange(%s, %s, '[]')"),
    "period": ("period_from", "period_to", "period && daterange(%s, %s, '[]')"),
    "claimed": ("claimed_from", "claimed_to", "claimed && daterange(%s, %s, '[]')"),
}


def wanted_of(given: dict[str, Any], allowed: Allowed = ALL) -> Wanted:
    """Put the filters that were given as what is wanted.

    Raises ``ValidationError`` for ends in the wrong order.
    """
    terms = {name: given[name] for name in TERMS if name in given}
    if "topic" in terms:
        terms["topic"] = _topic_ids(terms["topic"], allowed)
    if "has_conflict" in given:
        terms["has_conflict"] = (str(given["has_conflict"]).lower(),)
    where: list[Condition] = []
    along: list[Condition] = []
    for low, high, condition in ENDS.values():
        ends: tuple[Any, Any] = given.get(low), given.get(high)
        if None not in ends and ends[0] > ends[1]:
            raise ValidationError({high: f"Give no less than {low}."})
        if ends != (None, None):
            where.append((condition, ends))
    if "q" in given:
        where.append(("words @@ %s::tsquery", (given["q"],)))
    if "published_after" in given:
        last = Entry.objects.moment(given["published_after"]) or BEFORE_ALL
        along.append(("first > %s", (last.sequence,)))
    if "updated_after" in given:
        last = Entry.objects.moment(given["updated_after"]) or BEFORE_ALL
        along.append(("entry_id > %s", (last.sequence,)))
    return Wanted(
        terms=terms,
        where=tuple(where),
        along=tuple(along),
        ids=given.get("ids"),
        order=given.get("ordering", Wanted.order),
        as_of=given.get("as_of"),
    )


def _topic_ids(asked: tuple[str, ...], allowed: Allowed) -> tuple[str, ...]:
    """Put slugs as the ids of topics; one that none seen is told by finds nothing."""
    ids = []
    for each in asked:
        told = PublishedNoun.objects.tell_topic(each, allowed)
        ids.append(str(told.id) if told else each)
    return tuple(dict.fromkeys(ids))
