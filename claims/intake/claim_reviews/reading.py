"""A file of ClaimReviews, of any of the forms it comes in, review by review."""

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import IO, Any

from .items import claim_reviews_in, read_item
from .pages import elements_of_page
from .places import Element, Unread, elements
from .values import ReviewRead, UnreadableError

MOST_OF_A_PAGE = 32 << 20
"""The most octets of a page of HTML, which is read as a whole."""

GZIP = b"\x1f\x8b"
BOM = b"\xef\xbb\xbf"

Octets = IO[bytes] | gzip.GzipFile


class Borrowed(io.RawIOBase):
    """A stream of somebody else's: it stays open when its reader is closed."""

    def __init__(self, stream: Octets) -> None:
        self.stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        octets = self.stream.read(len(buffer))
        buffer[: len(octets)] = octets
        return len(octets)


def read_claim_reviews(stream: IO[bytes]) -> Iterator[ReviewRead]:
    """Read the reviews of a file: JSON-LD, a feed, lines, or HTML, each gzipped or not.

    Raises nothing but what reading the stream itself raises: an item that cannot be
    read comes without a review and with why.
    """
    for each in opened(buffered(stream)):
        if isinstance(each, Unread):
            yield ReviewRead(each.place, None, (each.reason,))
        else:
            yield from reviews_at(each)


def opened(octets: io.BufferedReader) -> Iterator[Element | Unread]:
    """Read the elements of a file, whatever is around them."""
    if octets.peek(2)[:2] != GZIP:
        yield from sniffed(octets)
        return
    try:
        yield from sniffed(buffered(gzip.GzipFile(fileobj=octets)))
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield Unread("file", f"the compression is broken from here on: {error}")


def buffered(stream: Octets) -> io.BufferedReader:
    """Have a stream that can be looked ahead in."""
    return io.BufferedReader(Borrowed(stream), 1 << 16)


def sniffed(stream: io.BufferedReader) -> Iterator[Element | Unread]:
    """Read JSON or HTML, as the first sign tells."""
    if stream.peek(3)[:3] == BOM:
        stream.read(3)
    while spaces := len(ahead := stream.peek(1)) - len(ahead.lstrip()):
        stream.read(spaces)
    sign = stream.peek(1)[:1]
    if sign == b"<":
        octets = stream.read(MOST_OF_A_PAGE + 1)
        if len(octets) > MOST_OF_A_PAGE:
            yield Unread("page", f"is longer than {MOST_OF_A_PAGE} octets")
        else:
            yield from elements_of_page(octets)
    elif sign in (b"{", b"["):
        yield from elements(stream)
    else:
        yield Unread("file", "is neither JSON nor HTML")


def reviews_at(element: Element) -> Iterator[ReviewRead]:
    """Read the reviews of one element; one without a review is passed over in silence.

    A feed lists pages that have none.
    """
    items = list(claim_reviews_in(element.value))
    for number, item in enumerate(items, 1):
        place = element.place + (f", review {number}" if len(items) > 1 else "")
        try:
            found, problems = read_item(item)
        except UnreadableError as error:
            yield ReviewRead(place, None, (str(error),))
        else:
            yield ReviewRead(place, found, problems)
