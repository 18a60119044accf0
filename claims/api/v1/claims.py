"""``/claims/``: what is public now."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from claims.api import pages
from claims.api.access import Access
from claims.api.nouns import bound_of
from claims.api.parameters import read_parameters
from claims.api.stored import etag_of, stored
from claims.api.streams import (
    RENDERERS,
    LinesRenderer,
    TableRenderer,
    rows_of,
    stream,
)
from claims.api.views import PAGING, RecordView, reads
from claims.documents import ClaimDocument
from claims.documents.sparse import LONG, MEMBERS, members_kept, sparse
from claims.models import NounKind, PublishedClaim, Told, Wanted

from .examples import CLAIM_LIST
from .filters import PARAMETERS, READERS, wanted_of


@extend_schema_field(
    {
        "type": "array",
        "items": {
            "anyOf": [
                {"$ref": "#/components/schemas/ClaimDocument"},
                {
                    "type": "object",
                    "description": "Where “fields” or “expand” ask for some members: "
                    "those, each as it is in the whole.",
                    "propertyNames": {"enum": list(MEMBERS)},
                },
            ]
        },
    }
)
class DocumentsField(serializers.Field):
    """Documents of claims, whole or sparse."""


class ClaimPage(serializers.Serializer):
    """A page of published claims, newest publication first."""

    next = serializers.URLField(
        allow_null=True, help_text="The page after this one, null at the end."
    )
    results = DocumentsField()


def members(text: str) -> tuple[str, ...]:
    """Read the names of members of a document."""
    return named(text, MEMBERS)


def long_members(text: str) -> tuple[str, ...]:
    """Read the names of long members; none of them is an answer too."""
    return named(text, LONG) if text else ()


def named(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Read names with commas between."""
    names = tuple(text.split(","))
    if not set(names) <= set(known):
        raise ValueError(f"Give names of {', '.join(known)}, with commas between.")
    return names


SPARSE = (
    OpenApiParameter(
        "fields",
        {
            "type": "array",
            "minItems": 1,
            "items": {"type": "string", "enum": list(MEMBERS)},
        },
        description="The members to keep of each document, all of them without it. "
        "In a table: the columns of these members.",
        explode=False,
    ),
    OpenApiParameter(
        "expand",
        {
            "type": "array",
            "minItems": 1,
            "items": {"type": "string", "enum": list(LONG)},
        },
        description="Have documents without their long members, “citations” and "
        "“reviews”, but for those named here, which come beside “fields” too.",
        explode=False,
    ),
)


def lists(
    operation_id: str,
    *,
    of_noun: str = "",
    examples: Sequence[OpenApiExample] = (),
    **more: Any,
) -> Callable[[Any], Any]:
    """Describe a list of claims in the contract: all of them, or those of a noun."""
    return reads(
        operation_id,
        ClaimPage,
        missing=bool(of_noun),
        parameters=[
            *(each for each in PARAMETERS if each.name != of_noun),
            *SPARSE,
            *PAGING,
        ],
        streams={
            LinesRenderer.media_type: ClaimDocument,
            TableRenderer.media_type: OpenApiTypes.STR,
        },
        examples=[*CLAIM_LIST, *examples],
        **more,
    )


class ClaimList(RecordView):
    """The claims that are public now, or were as of an entry."""

    renderer_classes = RENDERERS

    @lists("claims_list")
    def get(self, request: Request) -> HttpResponseBase:
        """List the public claims that all filters find, newest publication first.

        Pages are JSON. As ``application/x-ndjson``, a document a line, and as
        ``text/csv``, a table, the whole list comes at once as it stood when it was
        asked for; a stream has no pages, and a table no ``expand``.
        """
        return answer_list(request, lambda wanted: wanted)


def answer_claims(
    request: Request, kind: NounKind, told: Told | None
) -> HttpResponseBase:
    """Answer with the claims of a noun: the list of claims, with that filter set."""

    def narrow(wanted: Wanted) -> Wanted:
        if told is None:
            raise Http404
        return replace(wanted, terms={**wanted.terms, kind.value: (str(told.id),)})

    return answer_list(request, narrow, of_noun=kind.value)


def answer_list(
    request: Request, narrow: Callable[[Wanted], Wanted], *, of_noun: str = ""
) -> HttpResponseBase:
    """Answer with the claims that are asked for, a page or all in a stream."""
    access: Access = request.auth
    readers = {name: read for name, read in READERS.items() if name != of_noun}
    if request.accepted_renderer.format == "json":
        return page(request, access, readers, narrow)
    known = {**readers, "fields": members, "expand": long_members}
    if request.accepted_renderer.format == "csv":
        del known["expand"]
    given = read_parameters(request, **known)
    wanted = narrow(wanted_of(given, access.allowed))
    rows = rows_of(wanted, access.allowed)
    return stream(
        rows if request.method == "GET" else iter(()),
        members_kept(given.get("fields"), given.get("expand")),
        request.accepted_renderer.media_type,
    )


def page(
    request: Request,
    access: Access,
    readers: dict[str, Callable[[str], Any]],
    narrow: Callable[[Wanted], Wanted],
) -> HttpResponse:
    """Answer with a page of claims."""
    bound = bound_of(request)
    given = read_parameters(
        request,
        **readers,
        fields=members,
        expand=long_members,
        cursor=partial(pages.place_of, bound=bound),
        page_size=pages.page_size,
    )
    wanted = narrow(wanted_of(given, access.allowed))
    after, sequence = given.get("cursor", (None, 0))
    if wanted.as_of and after:
        # All pages are of one moment, also while the entries of a time come in.
        wanted = replace(wanted, as_of=wanted.as_of._replace(sequence=sequence))
    size = given.get("page_size", pages.DEFAULT_SIZE)
    rows = PublishedClaim.objects.page(
        wanted, allowed=access.allowed, after=after, limit=size + 1
    )
    following = None
    if len(rows) > size:
        as_of = wanted.as_of.sequence if wanted.as_of else 0
        cursor = pages.cursor_of(rows[size - 1].place, bound, as_of)
        following = pages.next_link(request, cursor)
    rows = rows[:size]
    kept = members_kept(given.get("fields"), given.get("expand"))
    return stored(
        request,
        etag_of([*(row.digest for row in rows), str(following)]),
        pages.page_body([sparse(row.document, kept) for row in rows], following),
        links=pages.page_links(request, following),
    )
