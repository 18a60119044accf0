"""Pages: a cursor that holds its place while claims come and go, and no count."""

import base64
import re
import struct
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

from claims.models import Place

DEFAULT_SIZE = 50
MAX_SIZE = 200

NOT_OURS = "This is not a cursor of ours: take it from “next”."

PLACE = struct.Struct(">q16sq")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def page_size(text: str) -> int:
    """Read how many results a page has, 1 to 200."""
    if re.fullmatch("[0-9]{1,3}", text) and 1 <= int(text) <= MAX_SIZE:
        return int(text)
    raise ValueError(f"Give a whole number from 1 to {MAX_SIZE}.")


def cursor_of(place: Place) -> str:
    """Write down a place as a cursor, to the microsecond."""
    at = (place.published_at - EPOCH) // timedelta(microseconds=1)
    return base64.urlsafe_b64encode(
        PLACE.pack(at, place.id.bytes, place.entry)
    ).decode()


def place_of(cursor: str) -> Place:
    """Read a cursor."""
    try:
        packed = base64.b64decode(cursor, altchars=b"-_", validate=True)
        at, key, entry = PLACE.unpack(packed)
        at = EPOCH + timedelta(microseconds=at)
        return Place(at, uuid.UUID(bytes=key), entry)
    except (ValueError, struct.error, OverflowError) as error:
        raise ValueError(NOT_OURS) from error


def key_of(cursor: str) -> uuid.UUID:
    """Read the cursor of a list that is ordered by key."""
    try:
        return uuid.UUID(cursor)
    except ValueError as error:
        raise ValueError(NOT_OURS) from error


def next_link(request: HttpRequest, cursor: str) -> str:
    """Give the address of the page that starts after ``cursor``.

    It is the one partners know, whatever host the request names: caches share it.
    """
    query = {**request.GET.dict(), "cursor": cursor}
    return f"{settings.PUBLIC_BASE_URL}{request.path}?{urlencode(query)}"


def page_links(request: HttpRequest, following: str | None) -> str:
    """Lead to the first page and to the next, in a Link header (RFC 8288).

    There is no last page, since that takes a count, and none before: a cursor goes
    one way.
    """
    query = {name: each for name, each in request.GET.items() if name != "cursor"}
    start = f"{settings.PUBLIC_BASE_URL}{request.path}"
    first = f"{start}?{urlencode(query)}" if query else start
    links = [f'<{first}>; rel="first"']
    if following is not None:
        links.append(f'<{following}>; rel="next"')
    return ", ".join(links)


def page_body(documents: Sequence[bytes], following: str | None) -> bytes:
    """Splice stored documents into a page without reading them."""
    link = b"null" if following is None else b'"%b"' % following.encode()
    return b'{"next":%b,"results":[%b]}' % (link, b",".join(documents))
