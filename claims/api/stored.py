"""Answers with stored bytes: an ETag from their digest, 304 where it is known."""

import hashlib
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

SHORT = "public, max-age=60"
FOR_EVER = "public, max-age=31536000, immutable"


def etag_of(parts: Iterable[str]) -> str:
    """Make one strong ETag of several digests."""
    return f'"{hashlib.sha256(" ".join(parts).encode()).hexdigest()}"'


def stored(
    request: HttpRequest,
    etag: str,
    body: bytes,
    *,
    cache: str = SHORT,
    content_type: str = "application/json",
    links: str = "",
) -> HttpResponse:
    """Answer with bytes, or with 304 to a client that has them (RFC 9110, 13.1.2)."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if "*" in known or etag in [each.removeprefix("W/") for each in known]:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type=content_type)
    response["ETag"] = etag
    response["Cache-Control"] = cache
    if links:
        response["Link"] = links
    return response
