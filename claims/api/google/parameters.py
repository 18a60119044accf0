"""Query parameters as Google's APIs take them: the known ones read, others ignored."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest

from claims.api.parameters import ParameterError

DEFAULT_SIZE, MAX_SIZE = 10, 1_000
# How far a client may skip; beyond, the token of a page leads on at the same cost.
MAX_SKIP = 10_000
MAX_DAYS = 2**31 - 1
# The languages that BCP 47 knows the form of; what is private is of nobody here.
TAG = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,8})*", re.IGNORECASE)
MAX_TAG = 35


def read_known(
    request: HttpRequest, known: Mapping[str, Callable[[str], Any]]
) -> dict[str, Any]:
    """Read the parameters that are known, the last where one is given twice.

    An empty one is as one that is not given, as in Protocol Buffers. Raises
    ``ParameterError`` naming each that is not readable.
    """
    errors: dict[str, str] = {}
    values: dict[str, Any] = {}
    for name, read in known.items():
        given = request.GET.get(name, "").replace("\0", " ").strip()
        if given:
            try:
                values[name] = read(given)
            except ValueError as error:
                errors[name] = str(error)
    if errors:
        raise ParameterError(errors)
    return values


def number(text: str) -> int:
    """Read a whole number that is not negative, and no more than 32 bits hold."""
    if re.fullmatch("[0-9]{1,10}", text) and int(text) <= MAX_DAYS:
        return int(text)
    raise ValueError(f"Give a whole number from 0 to {MAX_DAYS}.")


def page_size(text: str) -> int:
    """Read how many results a page has: more than 1,000 are 1,000, and 0 is 10."""
    return min(number(text), MAX_SIZE) or DEFAULT_SIZE


def skipped(text: str) -> int:
    """Read how many results to skip."""
    if (skip := number(text)) <= MAX_SKIP:
        return skip
    raise ValueError(f"No more than {MAX_SKIP} are skipped: go by nextPageToken.")


def language(text: str) -> str:
    """Read a BCP 47 language tag."""
    if len(text) <= MAX_TAG and TAG.fullmatch(text):
        return text
    raise ValueError("Give a BCP 47 language tag such as en-US or sr-Latn.")


def site(text: str) -> str:
    """Read the site of a publisher, also where it is given as an address."""
    found = re.sub("^[a-z]+://", "", text.lower()).removeprefix("www.")
    if name := re.split("[/?#:]", found)[0]:
        return name
    raise ValueError("Give a site such as nytimes.com.")
