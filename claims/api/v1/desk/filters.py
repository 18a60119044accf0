"""Filters of the desk's lists: how a parameter is read, and what it keeps."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from claims.addresses import canonical
from claims.models import Source
from claims.text import unstorable

from .members import KEYS, uuid_in

# The largest id of a person that is read.
MOST = 999_999_999


@dataclass(frozen=True)
class Filter:
    """A parameter of a list; ``read`` raises ``ValueError`` with words for people."""

    read: Callable[[str], Any]
    keep: Callable[[Any, Any], Any]
    schema: dict[str, Any]
    says: str


def column(name: str) -> Callable[[Any, Any], Any]:
    """Keep the rows that have a value in a column."""
    return lambda rows, value: rows.filter(**{name: value})


def row_key(name: str, says: str) -> Filter:
    """Keep the rows that refer to another."""
    return Filter(read_key, column(f"{name}_id"), KEYS, says)


def person_key(name: str, says: str) -> Filter:
    """Keep the rows that are somebody's."""
    schema = {"type": "integer", "minimum": 1, "maximum": MOST}
    return Filter(read_number, column(f"{name}_id"), schema, says)


def choice(name: str, choices: type[models.TextChoices], says: str) -> Filter:
    """Keep the rows with one of a column's words."""

    def read(text: str) -> str:
        if text not in choices.values:
            raise ValueError(f"Choose one of: {', '.join(choices.values)}.")
        return text

    schema = {"type": "string", "enum": list(choices.values)}
    return Filter(read, column(name), schema, says)


def exactly(name: str, says: str) -> Filter:
    """Keep the rows with just this text in a column."""
    return Filter(read_text, column(name), {"type": "string"}, says)


def is_set(name: str, says: str) -> Filter:
    """Keep the rows with something in a column, or with nothing."""

    def keep(rows: Any, value: bool) -> Any:
        return rows.filter(**{f"{name}__isnull": not value})

    return Filter(read_flag, keep, {"type": "boolean"}, says)


def words(keep: Callable[[Any, str], Any], says: str) -> Filter:
    """Keep the rows that a search finds."""
    return Filter(read_text, keep, {"type": "string"}, says)


def at_address(rows: Any, key: str) -> Any:
    """Keep the sources at a canonical address."""
    return rows.filter(pk__in=Source.objects.at_address(key).values("pk"))


def read_key(text: str) -> Any:
    """Read the id of a row."""
    key = uuid_in(text)
    if key is None:
        raise ValueError("Give the id of a row.")
    return key


def read_number(text: str) -> int:
    """Read the id of a person."""
    if not re.fullmatch(f"[1-9][0-9]{{0,{len(str(MOST)) - 1}}}", text):
        raise ValueError("Give the id of a person, a whole number.")
    return int(text)


def read_text(text: str) -> str:
    """Read a text that can be asked for."""
    if unstorable(text):
        raise ValueError("Leave out U+0000.")
    return text


def read_flag(text: str) -> bool:
    """Read true or false."""
    if text not in ("true", "false"):
        raise ValueError("Give true or false.")
    return text == "true"


def read_address(text: str) -> str:
    """Read a web address, and give the form that all its variants share."""
    return canonical(read_text(text))


ADDRESS = Filter(
    read_address,
    at_address,
    {"type": "string", "format": "uri"},
    "Those at this web address, however it is written.",
)
