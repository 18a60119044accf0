"""Request bodies: JSON read once, strictly, before any endpoint sees it."""

import json
import math
import re
from typing import Any, NamedTuple

from django.utils.http import parse_header_parameters
from rest_framework.exceptions import APIException, UnsupportedMediaType
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from claims.text import unstorable

MEDIA_TYPE = "application/json"

MAX_DEPTH = 32
MAX_VALUES = 5_000
MAX_NAME = 200
# The integers that every reader of JSON holds exactly (RFC 7493, 2.2).
MAX_INTEGER = 2**53 - 1
MAX_DIGITS = 100

INEXACT = "This number would not be kept exactly: send it as a string."
UNSTORABLE = "Leave out U+0000 and halves of characters (U+D800 to U+DFFF)."

# Strings whole, so that brackets and commas in them are passed over.
MARKS = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[{\]},]', re.DOTALL)


class BodyError(APIException):
    """A body that is not taken; ``pointer`` (RFC 6901) says where, "" is all of it."""

    status_code = 400

    def __init__(self, pointer: str, detail: str) -> None:
        super().__init__(detail)
        self.pointer = pointer


class LengthRequiredError(APIException):
    """A body whose length is not told: nothing of it is read."""

    status_code = 411
    default_detail = "Send the body with its Content-Length."


class Refused(NamedTuple):
    """Stands for a number that is not taken until its place is known."""

    why: str


class Members(list[tuple[str, Any]]):
    """An object as its members came, with names that stand there twice."""


def read_body(request: Request) -> Any:
    """Read the JSON body of a request; the one door for every endpoint that has one.

    Raises ``BodyError`` (400) naming the place, 411 for a body without a length and
    415 for anything but ``application/json`` in UTF-8, not compressed.
    """
    coding = request.headers.get("Content-Encoding", "identity")
    if coding.strip().lower() != "identity":
        raise UnsupportedMediaType(coding, "Send the body without Content-Encoding.")
    given = request.headers.get("Content-Type", "")
    media_type, parameters = parse_header_parameters(given)
    charset = parameters.get("charset", "utf-8").lower()
    if media_type != MEDIA_TYPE or charset not in ("utf-8", "utf8"):
        raise UnsupportedMediaType(given, f"Send {MEDIA_TYPE}, in UTF-8.")
    if "Transfer-Encoding" in request.headers:
        raise LengthRequiredError
    return parse(request.body)


class BodyParser(BaseParser):
    """The same door for ``request.data``."""

    media_type = MEDIA_TYPE

    def parse(self, stream: Any, media_type: Any = None, context: Any = None) -> Any:
        return read_body(context["request"])


def parse(raw: bytes) -> Any:
    """Parse JSON (RFC 8259) of which everything can be kept, and kept as it is.

    Raises ``BodyError`` for what is not JSON, for a name that an object has twice,
    NUL and halves of characters, numbers that a double does not hold, and what is
    too deep or too much.
    """
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise BodyError("", f"Byte {error.start + 1} is not UTF-8.") from None
    refuse_bombs(text)
    try:
        value = DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise BodyError("", f"{error.msg}: {place(text, error.pos)}.") from None
    return checked(value, "")


def refuse_bombs(text: str) -> None:
    """Refuse what is too deep or too much before anything is built from it."""
    depth, values = 0, 1
    for number, mark in enumerate(MARKS.finditer(text)):
        depth += (mark[0] in "[{") - (mark[0] in "]}")
        values += mark[0] in "[{,"
        if depth > MAX_DEPTH:
            raise BodyError("", f"More than {MAX_DEPTH} deep: {at(mark)}.")
        # JSON has no more than five marks a value, with the strings.
        if values > MAX_VALUES or number > 5 * MAX_VALUES:
            raise BodyError("", f"More than {MAX_VALUES} values: {at(mark)}.")


def at(mark: re.Match[str]) -> str:
    """Name the place of a mark."""
    return place(mark.string, mark.start())


def place(text: str, index: int) -> str:
    """Name a place in a text, for people."""
    line = text.count("\n", 0, index) + 1
    return f"line {line}, column {index - text.rfind(chr(10), 0, index)}"


def checked(value: Any, pointer: str) -> Any:
    """Make the value of what was decoded; every place in it has its pointer."""
    match value:
        case Refused():
            raise BodyError(pointer, value.why)
        case str() if unstorable(value):
            raise BodyError(pointer, UNSTORABLE)
        case Members():
            return checked_object(value, pointer)
        case list():
            return [checked(each, child(pointer, n)) for n, each in enumerate(value)]
    return value


def checked_object(members: Members, pointer: str) -> dict[str, Any]:
    """Make an object of members with names that can be kept, each there once."""
    made: dict[str, Any] = {}
    for name, each in members:
        if unstorable(name):
            raise BodyError(pointer, f"In a name: {UNSTORABLE}")
        if len(name) > MAX_NAME:
            raise BodyError(pointer, f"A name is over {MAX_NAME} characters long.")
        place = child(pointer, name)
        if name in made:
            raise BodyError(place, "This name stands in the object twice.")
        made[name] = checked(each, place)
    return made


def child(pointer: str, name: str | int) -> str:
    """Give the pointer to a member or an element of what a pointer points to."""
    return f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}"


def integer(text: str) -> int | Refused:
    """Read an integer that every reader holds."""
    if len(text) > len(str(-MAX_INTEGER)) or abs(int(text)) > MAX_INTEGER:
        return Refused(INEXACT)
    return int(text)


def real(text: str) -> float | Refused:
    """Read a number that a double holds, digit for digit."""
    if len(text) > MAX_DIGITS:
        return Refused(INEXACT)
    value = float(text)
    if not math.isfinite(value) or digits(text) != digits(repr(value)):
        return Refused(INEXACT)
    return value


def digits(number: str) -> str:
    """Give the digits of a number that count."""
    mantissa = number.lower().partition("e")[0]
    return re.sub("[-.]", "", mantissa).strip("0")


def constant(text: str) -> Refused:
    """Refuse NaN and the infinities, which are no JSON."""
    return Refused(f"{text} is not JSON.")


DECODER = json.JSONDecoder(
    object_pairs_hook=Members,
    parse_int=integer,
    parse_float=real,
    parse_constant=constant,
)
