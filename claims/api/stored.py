"""Answers with stored bytes: an ETag from their digest, 304 where it is known.

Preconditions are looked at last, once there is something to answer with: what may
not be seen is answered alike whatever a client says it has.
"""

import hashlib
from collections.abc import Callable, Iterable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from . import errors

SHORT = "public, max-age=60"
# A partner's own; a cache asks each time whether it still stands.
PRIVATE = "private, no-cache"
FOR_EVER = "public, max-age=31536000, immutable"


def etag_of(parts: Iterable[str]) -> str:
    """Make one strong ETag of several digests."""
    return f'"{hashlib.sha256(" ".join(parts).encode()).hexdigest()}"'


def stored(
    request: HttpRequest,
    etag: str,
    body: bytes | Callable[[], bytes],
    *,
    cache: str = SHORT,
    content_type: str = "application/json",
    links: str = "",
) -> HttpResponse:
    """Answer with bytes, or with 304 to a client that has them (RFC 9110, 13.1.2).

    Bytes that cost something are made by a function, which is not called for 304.

    A client that wants another representation alone, by If-Match, is answered 412.
    """
    if not wanted(request, etag):
        return errors.answer(412, "What is at this address now is not what you name.")
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if "*" in known or etag in [each.removeprefix("W/") for each in known]:
        response: HttpResponse = HttpResponseNotModified()
    else:
        made = body() if callable(body) else body
        response = HttpResponse(made, content_type=content_type)
    response["ETag"] = etag
    response["Cache-Control"] = cache
    if links:
        response["Link"] = links
    return response


def moved(request: HttpRequest, to: str, body: bytes) -> HttpResponse:
    """Lead on for good; a place in a list of the one that went is none in the other's."""
    kept = {name: each for name, each in request.GET.items() if name != "cursor"}
    query = f"?{urlencode(kept)}" if kept else ""
    return HttpResponse(
        body,
        "application/json",
        status=301,
        headers={"Location": f"{to}{query}", "Cache-Control": SHORT},
    )


def wanted(request: HttpRequest, etag: str) -> bool:
    """Tell whether If-Match lets a representation pass (RFC 9110, 13.1.1)."""
    given = request.headers.get("If-Match")
    return given is None or bool({"*", etag} & set(parse_etags(given)))
