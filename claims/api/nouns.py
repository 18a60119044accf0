"""Topics, measures, agents and sources: how each kind of them is answered."""

import json
import uuid
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from claims.documents import Document, key_at, nouns_of
from claims.models import NounKind, PublishedNoun, Told
from claims.services.nouns import canonical

from . import pages
from .access import allowed_to
from .parameters import read_parameters
from .stored import etag_of, moved, stored

View = Callable[..., HttpResponseBase]


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


def leads_on(kind: NounKind, below: str = "") -> Callable[[View], View]:
    """Have the address of a merged noun lead ``below`` the one that stands for it.

    That is read from the record: while a public claim shows the one that was merged,
    its address answers as before. It leads to nothing that the asker may not see.
    """

    def decorate(get: View) -> View:
        @wraps(get)
        def answer(view: Any, request: Request, id: uuid.UUID) -> HttpResponseBase:  # noqa: A002
            try:
                return get(view, request, id)
            except Http404:
                if (merged := merged_of(request, kind, id)) is None:
                    raise
                to = f"{merged['merged_into']}{below}"
                return moved(request, to, canonical(merged))

        return answer

    return decorate


def merged_of(request: Request, kind: NounKind, key: uuid.UUID) -> Document | None:
    """Tell which noun, that the asker may see, stands for one that was merged."""
    nouns, allowed, now = PublishedNoun.objects.all(), allowed_to(request), key
    while document := nouns.telling_merge(now, allowed):
        [to] = (
            each["merged_into"]
            for each in json.loads(document)["merged"]
            if each["id"] == str(now)
        )
        now = key_at(to)
        if nouns.tell(kind, now, allowed):
            return {"id": str(key), "merged_into": to}
    return None


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
