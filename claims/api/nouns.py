"""Topics, measures, agents and sources: how each kind of them is answered."""

import json
import uuid
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from rest_framework.request import Request

from claims.documents import nouns_of
from claims.models import Allowed, NounKind, PublishedNoun, Told
from claims.services.nouns import canonical

from . import pages
from .parameters import read_parameters
from .stored import etag_of, stored


def allowed_to(request: Request) -> Allowed:
    """Say what the asker may see."""
    access: Any = request.auth
    allowed: Allowed = access.allowed
    return allowed


def bound_of(request: Request) -> str:
    """Say what a cursor of this request is good for."""
    access: Any = request.auth
    asked = request.GET.dict()
    return pages.bound_to(request.path, asked, access.partner_id, access.person_id)


def answer_page(request: Request, kind: NounKind) -> HttpResponse:
    """Answer with a page of the nouns of a kind that the asker may see."""
    bound = bound_of(request)
    cursor = partial(pages.keys_of, bound=bound)
    given = read_parameters(request, cursor=cursor, page_size=pages.page_size)
    size = given.get("page_size", pages.DEFAULT_SIZE)
    [after] = given.get("cursor", [None])
    told = PublishedNoun.objects.page(
        kind,
        after=after,
        limit=size + 1,
        allowed=allowed_to(request),
    )
    following = None
    if len(told) > size:
        cursor_after = pages.cursor_after(bound, told[size - 1].id)
        following = pages.next_link(request, cursor_after)
    told = told[:size]
    parts = [part for noun in told for part in state_of(noun)]
    return stored(
        request,
        etag_of([*parts, str(following)]),
        lambda: pages.page_body([body_of(noun) for noun in told], following),
        links=pages.page_links(request, following),
    )


def answer_one(request: Request, told: Told | None) -> HttpResponse:
    """Answer with a noun, or that there is none."""
    read_parameters(request)
    if told is None:
        raise Http404
    return stored(request, etag_of(state_of(told)), lambda: body_of(told))


def told_by_key(
    request: Request, kind: NounKind, key: uuid.UUID, alias: str | None = None
) -> Told | None:
    """Read a noun as the asker may see it, of one database where one is named."""
    nouns = PublishedNoun.objects.using(alias)
    return nouns.tell(kind, key, allowed_to(request))


def told_by_slug(request: Request, slug: str, alias: str | None = None) -> Told | None:
    """Read a topic as the asker may see it, of one database where one is named."""
    return PublishedNoun.objects.using(alias).tell_topic(slug, allowed_to(request))


def state_of(told: Told) -> tuple[str, str, str]:
    """Say what a noun's answer is made of.

    The newest claim that shows it and the number of all that do: no two states of
    the record have both in common and not the claims.
    """
    return str(told.id), told.digest, str(told.claims)


def body_of(told: Told) -> bytes:
    """Make a noun's document, with the number of its claims."""
    document = bytes(told.document)
    if told.is_whole:
        document = canonical(nouns_of(json.loads(document))[told.id].document)
    return b'{"claims":%d,%b' % (told.claims, document[1:])
