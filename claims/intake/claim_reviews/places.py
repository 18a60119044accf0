r"""A stream of JSON cut into its elements, each by itself, in constant memory.

A library that reads JSON as a stream stops at the first fault. Here an element is
cut out by its brackets alone and read afterwards, so that one with a fault is listed
and the next goes on.
"""

import io
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

CHUNK = 1 << 20
ITEM_LIMIT = 16 << 20
"""The most octets of an element, or of a text in it."""

# A text is taken whole; where its end is not there yet, the group is empty.
TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*("?)|[{}\[\]]', re.DOTALL)
OPENING = b"{["
# The lists that elements stand in, in an object around them.
LISTS = {b'"dataFeedElement"', b'"@graph"', b'"itemListElement"'}


class Unread(NamedTuple):
    """A place where nothing could be read, and why."""

    place: str
    reason: str


class Element(NamedTuple):
    """A value with its place."""

    place: str
    value: Any


def elements(stream: io.BufferedReader) -> Iterator[Element | Unread]:
    """Read the elements of a list, of a feed or a graph, or the lines of a file."""
    first = stream.readline(CHUNK)
    is_line = first.startswith(b"{") and first.endswith(b"\n")
    if is_line and stream.peek(1)[:1] == b"{":
        yield parsed("line 1", first)
        yield from lines(stream)
    else:
        yield from Cutter(stream, first).elements()


def lines(stream: io.BufferedReader) -> Iterator[Element | Unread]:
    """Read a value a line, after the first."""
    number = 1
    while line := stream.readline(ITEM_LIMIT):
        number += 1
        place = f"line {number}"
        if not line.endswith(b"\n") and len(line) == ITEM_LIMIT:
            while rest := stream.readline(CHUNK):
                if rest.endswith(b"\n"):
                    break
            yield Unread(place, f"is longer than {ITEM_LIMIT} octets")
        elif line.strip():
            yield parsed(place, line)


def parsed(place: str, octets: bytes) -> Element | Unread:
    """Read one value of JSON."""
    try:
        return Element(place, STRICT.decode(octets.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        return Unread(place, f"is not UTF-8 at octet {error.start + 1}")
    except RecursionError:
        return Unread(place, "is nested too deeply")
    except ValueError as error:
        return Unread(place, f"is no JSON: {str(error)[:200]}")


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object; one that says a thing twice is refused."""
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice[:80]!r} is given twice")
    return made


def refuse_constant(name: str) -> Any:
    """Refuse what Python reads as a number and JSON does not know."""
    raise ValueError(f"{name} is no number")


STRICT = json.JSONDecoder(object_pairs_hook=once, parse_constant=refuse_constant)


class Cutter:
    """Cuts elements out of a stream."""

    def __init__(self, stream: io.BufferedReader, begun: bytes) -> None:
        self.stream = stream
        self.buffer = begun
        self.depth = 0
        self.base = 0
        self.number = 0
        self.key = b""
        self.parts: list[bytes] = []
        self.size = 0
        self.is_inside = False

    def elements(self) -> Iterator[Element | Unread]:
        """Give the elements, and at the end what was not closed."""
        yield from self.cut()
        # As much again as is kept: a text is looked through twice at the most.
        while more := self.stream.read(max(CHUNK, len(self.buffer))):
            self.buffer += more
            yield from self.cut()
            if len(self.buffer) > ITEM_LIMIT:
                yield Unread(self.place, f"a text is longer than {ITEM_LIMIT} octets")
                return
        if self.depth or self.buffer.strip():
            yield Unread(self.place, "the file ends in the middle of it")

    @property
    def place(self) -> str:
        return f"item {self.number + (not self.is_inside)}"

    def cut(self) -> Iterator[Element | Unread]:
        """Go through what is there; keep a text that has no end yet."""
        start, end = 0, len(self.buffer)
        for found in TOKEN.finditer(self.buffer):
            token = found[0]
            if token[:1] == b'"':
                if not found[1]:
                    end = found.start()
                    break
                if self.depth == 1:
                    self.key = token
            elif token in OPENING:
                if self.depth == self.base and not self.is_list(token):
                    self.is_inside, start = True, found.start()
                    self.number += 1
                elif self.depth == 1 and token == b"[" and self.key in LISTS:
                    # The object around the list is none of the elements.
                    self.number -= self.is_inside
                    self.base, self.is_inside = 2, False
                    self.parts, self.size = [], 0
                self.depth += 1
            else:
                self.depth = max(0, self.depth - 1)
                if self.is_inside and self.depth == self.base:
                    yield self.whole(self.buffer[start : found.end()])
                elif self.depth < self.base:
                    self.base = 0
        else:
            end = len(self.buffer)
        if self.is_inside:
            self.keep(self.buffer[start:end])
        self.buffer = self.buffer[end:]

    def is_list(self, token: bytes) -> bool:
        """Tell whether the outermost list begins, whose elements are those wanted."""
        if self.depth or token != b"[":
            return False
        self.base = 1
        return True

    def keep(self, octets: bytes) -> None:
        """Keep a part of an element; of one that is too long only that it is."""
        self.size += len(octets)
        if self.size <= ITEM_LIMIT:
            self.parts.append(octets)

    def whole(self, last: bytes) -> Element | Unread:
        """Read the element that ends here."""
        self.keep(last)
        octets, size = b"".join(self.parts), self.size
        self.is_inside, self.parts, self.size = False, [], 0
        place = f"item {self.number}"
        if size > ITEM_LIMIT:
            return Unread(place, f"is longer than {ITEM_LIMIT} octets")
        return parsed(place, octets)
