"""Pages: a cursor that holds its place while claims come and go, and no count."""

import base64
import hmac
import json
import re
import struct
import uuid
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from claims.models import Place

DEFAULT_SIZE = 50
MAX_SIZE = 200

NOT_OURS = "This is not a cursor of ours: take it from “next”."

# The place, and the entry as of which the record is read, 0 for now.
PLACE = struct.Struct(">qqq")
SEAL = 16
# What may change from page to page.
LOOSE = {"cursor", "page_size", "fields", "expand"}


def page_size(text: str) -> int:
    """Read how many results a page has, 1 to 200."""
    if re.fullmatch("[0-9]{1,3}", text) and 1 <= int(text) <= MAX_SIZE:
        return int(text)
    raise ValueError(f"Give a whole number from 1 to {MAX_SIZE}.")


def bound_to(path: str, asked: dict[str, str], *reader: object) -> str:
    """Say what a cursor is good for: a list, its filters and order, and one reader."""
    kept = sorted((name, asked[name]) for name in asked if name not in LOOSE)
    return json.dumps([path, kept, *map(str, reader)])


def cursor_of(place: Place, bound: str, as_of: int = 0) -> str:
    """Write down a place as a cursor, and seal it."""
    packed = PLACE.pack(place.first, place.entry, as_of)
    return base64.urlsafe_b64encode(packed + _seal(packed, bound)).decode()


def place_of(cursor: str, bound: str) -> tuple[Place, int]:
    """Read a cursor: the place, and the entry as of which the record is read."""
    try:
        sealed = base64.b64decode(cursor, altchars=b"-_", validate=True)
        packed, seal = sealed[: PLACE.size], sealed[PLACE.size :]
        if not hmac.compare_digest(seal, _seal(packed, bound)):
            raise ValueError(NOT_OURS)
    except ValueError as error:
        raise ValueError(NOT_OURS) from error
    first, entry, as_of = PLACE.unpack(packed)
    return Place(first, entry), as_of


def cursor_after(bound: str, *keys: uuid.UUID) -> str:
    """Write down a place in a list that is ordered by keys, and seal it."""
    packed = b"".join(key.bytes for key in keys)
    return base64.urlsafe_b64encode(packed + _seal(packed, bound)).decode()


def keys_of(cursor: str, bound: str, number: int = 1) -> tuple[uuid.UUID, ...]:
    """Read the cursor of a list that is ordered by so many keys."""
    try:
        sealed = base64.b64decode(cursor, altchars=b"-_", validate=True)
    except ValueError as error:
        raise ValueError(NOT_OURS) from error
    packed, seal = sealed[: 16 * number], sealed[16 * number :]
    if not hmac.compare_digest(seal, _seal(packed, bound)):
        raise ValueError(NOT_OURS)
    return tuple(
        uuid.UUID(bytes=packed[at : at + 16]) for at in range(0, 16 * number, 16)
    )


def key_of(cursor: str) -> uuid.UUID:
    """Read the cursor of a list of the caller's own rows: the key of the last one."""
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


def read_page(
    request: HttpRequest, rows: models.QuerySet[Any], size: int
) -> tuple[list[Any], str | None]:
    """Read a page of rows, which are in the order of their keys, and lead to the next."""
    found = list(rows[: size + 1])
    if len(found) <= size:
        return found, None
    return found[:size], next_link(request, str(found[size - 1].pk))


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


def _seal(packed: bytes, bound: str) -> bytes:
    value = packed + bound.encode()
    return salted_hmac("claims.cursor", value, algorithm="sha256").digest()[:SEAL]
