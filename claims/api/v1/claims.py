"""``/claims/``: what is public now."""

import json
import uuid
from dataclasses import replace
from functools import partial

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from claims.api import errors, pages
from claims.api.access import Access
from claims.api.parameters import read_parameters
from claims.api.stored import SHORT, etag_of, stored
from claims.api.streams import (
    RENDERERS,
    LinesRenderer,
    TableRenderer,
    rows_of,
    stream,
)
from claims.api.views import PAGING, RecordView, reads
from claims.documents import ClaimDocument, TombstoneDocument, address
from claims.documents.sparse import LONG, MEMBERS, members_kept, sparse
from claims.models import Entry, Event, PublishedClaim, Version

from .examples import CLAIM, MERGED, WITHDRAWN
from .filters import BEFORE_ALL, PARAMETERS, READERS, wanted_of


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


class Gone(errors.Problem):
    """What is left of a withdrawn claim: its note, and where its versions stand."""

    note = serializers.CharField(help_text="Why it was withdrawn, for readers.")
    version = serializers.IntegerField()
    versions = serializers.URLField(help_text="Every version it ever had.")


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
        {"type": "array", "items": {"type": "string", "enum": list(MEMBERS)}},
        description="The members to keep of each document, all of them without it. "
        "In a table: the columns of these members.",
        explode=False,
    ),
    OpenApiParameter(
        "expand",
        {"type": "array", "items": {"type": "string", "enum": list(LONG)}},
        description="Have documents without their long members, “citations” and "
        "“reviews”, but for those named here, which come beside “fields” too.",
        explode=False,
    ),
)


class ClaimList(RecordView):
    """The claims that are public now, or were as of an entry."""

    renderer_classes = RENDERERS

    @reads(
        "claims_list",
        ClaimPage,
        missing=False,
        parameters=[*PARAMETERS, *SPARSE, *PAGING],
        streams={
            LinesRenderer.media_type: ClaimDocument,
            TableRenderer.media_type: OpenApiTypes.STR,
        },
    )
    def get(self, request: Request) -> HttpResponseBase:
        """List the public claims that all filters find, newest publication first.

        Pages are JSON. As ``application/x-ndjson``, a document a line, and as
        ``text/csv``, a table, the whole list comes at once as it stood when it was
        asked for; a stream has no pages, and a table no ``expand``.
        """
        access: Access = request.auth
        if request.accepted_renderer.format == "json":
            return page(request, access)
        known = {**READERS, "fields": members, "expand": long_members}
        if request.accepted_renderer.format == "csv":
            del known["expand"]
        given = read_parameters(request, **known)
        moment = Entry.objects.last_moment() or BEFORE_ALL
        rows = rows_of(wanted_of(given), access.allowed, moment)
        return stream(
            rows if request.method == "GET" else iter(()),
            members_kept(given.get("fields"), given.get("expand")),
            request.accepted_renderer.media_type,
        )


def page(request: Request, access: Access) -> HttpResponse:
    """Answer with a page of claims."""
    asked = request.GET.dict()
    bound = pages.bound_to(request.path, asked, access.partner_id, access.person_id)
    given = read_parameters(
        request,
        **READERS,
        fields=members,
        expand=long_members,
        cursor=partial(pages.place_of, bound=bound),
        page_size=pages.page_size,
    )
    wanted = wanted_of(given)
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
    response = stored(
        request,
        etag_of([*(row.digest for row in rows), str(following)]),
        pages.page_body([sparse(row.document, kept) for row in rows], following),
    )
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


class ClaimDetail(RecordView):
    """One claim as it is public now."""

    @reads(
        "claims_read",
        ClaimDocument,
        gone=Gone,
        moved=TombstoneDocument,
        examples=[CLAIM, MERGED, WITHDRAWN],
    )
    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Read a claim's current version; a withdrawn claim is 410 with its note.

        A claim that was merged into another leads there by 301: a client that
        follows gets the document of the other, under the other's id.
        """
        read_parameters(request)
        current = Entry.objects.version(id)
        if current is None:
            raise Http404
        if current.event == Event.WITHDRAWN:
            return withdrawn(id, current)
        return stored(request, f'"{current.digest}"', current.document)


def withdrawn(claim_id: uuid.UUID, last: Version) -> HttpResponse:
    """Lead on from a merged claim to the one that stands; of others say why they went."""
    document = bytes(last.document)
    if to := json.loads(document).get("merged_into"):
        return HttpResponse(
            document,
            "application/json",
            status=301,
            headers={"Location": to, "Cache-Control": SHORT},
        )
    return errors.answer(
        410,
        "This claim was withdrawn.",
        note=last.note,
        version=last.version,
        versions=address(claim_id, "versions"),
    )
