"""Preconditions (RFC 9110, 13.1.1): a change names the revision that was seen."""

import re
from http import HTTPStatus

from django.db import models
from rest_framework.request import Request

from .refusals import RefusedError

ETAG = r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"'
ETAGS = re.compile(rf"[\s,]*{ETAG}(?:\s*,[\s,]*{ETAG})*[\s,]*")

MISSING = "Send If-Match with the ETag of the row as you saw it."
ANY = "A step is taken on what was seen: send its ETag, not “*”."
MALFORMED = "If-Match is no list of ETags."


def etag_of(revision: int) -> str:
    """Write a revision as the strong ETag of its row."""
    return f'"{revision}"'


def require_match(
    request: Request, row: models.Model, revision: int, *, any_will_do: bool
) -> None:
    """Refuse a change of a row that is not at a revision the client has seen.

    Compares strongly, so a weak ETag never matches. Raises 428 without If-Match,
    and for ``*`` unless ``any_will_do``; 400 where it cannot be read; 412 where
    the row is at another revision.
    """
    given = request.headers.get("If-Match")
    if given is None:
        raise RefusedError(HTTPStatus.PRECONDITION_REQUIRED, MISSING)
    if given.strip() == "*":
        if any_will_do:
            return
        raise RefusedError(HTTPStatus.PRECONDITION_REQUIRED, ANY)
    if not ETAGS.fullmatch(given):
        raise RefusedError(HTTPStatus.BAD_REQUEST, MALFORMED)
    if etag_of(revision) not in re.findall(ETAG, given):
        raise RefusedError(
            HTTPStatus.PRECONDITION_FAILED,
            f"Somebody changed this {row._meta.verbose_name} while you worked on it: "
            f"it is at revision {revision}.",
        )
