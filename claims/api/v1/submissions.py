"""``/submissions/``: statements that a partner asks to check, and what became of them."""

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import rfc8785
from django.http import Http404, HttpResponse
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request

from claims.api import pages
from claims.api.access import Access
from claims.api.fields import TextField, read_fields
from claims.api.idempotency import idempotent
from claims.api.parameters import read_parameters
from claims.api.stored import PRIVATE, etag_of, stored
from claims.api.views import PAGING, RecordView, reads
from claims.api.writing import keyed, sparingly, writes
from claims.documents import SubmissionDocument, submission_documents
from claims.models import Scope, Submission
from claims.services.submissions import submit
from claims.text import LINE

from .examples import SUBMISSION, SUBMISSIONS, SUBMITTED

REFERENCE = OpenApiParameter(
    "reference", str, description="What the partner itself calls it."
)


class SubmissionBody(serializers.Serializer):
    """A statement to check; texts are kept in their normal form."""

    statement = TextField(max_length=2000, help_text="What is claimed.")
    language = TextField(
        required=False,
        max_length=35,
        help_text="A BCP 47 tag, such as en or sr-Latn.",
    )
    seen_url = TextField(
        required=False, max_length=2048, help_text="Where it was seen: http or https."
    )
    seen = TextField(
        required=False,
        max_length=100,
        help_text="When it was seen, as EDTF (ISO 8601-2): 2026-11-24, 2026-11.",
    )
    note = TextField(
        required=False, max_length=2000, help_text="A word to the newsroom."
    )
    reference = TextField(
        required=False,
        max_length=200,
        help_text="What the partner itself calls it; each is given once.",
    )


class SubmissionPage(serializers.Serializer):
    """A page of the partner's submissions, newest first."""

    next = serializers.URLField(
        allow_null=True, help_text="The page after this one, null at the end."
    )
    results = SubmissionDocument(many=True)


class SubmissionList(RecordView):
    """A partner's submissions."""

    scope = Scope.SUBMIT

    @keyed
    @reads(
        "submissions_list",
        SubmissionPage,
        missing=False,
        parameters=[REFERENCE, *PAGING],
        examples=[SUBMISSIONS],
    )
    def get(self, request: Request) -> HttpResponse:
        """List the partner's own submissions, newest first, with what became of them."""
        access: Access = request.auth
        own = Submission.objects.of_partner(access.partner_id)
        given = read_parameters(
            request,
            cursor=place_among(own),
            page_size=pages.page_size,
            reference=LINE.normal,
        )
        size = given.get("page_size", pages.DEFAULT_SIZE)
        if "reference" in given:
            own = own.filter(reference=given["reference"])
        if "cursor" in given:
            own = own.filter(pk__lt=given["cursor"])
        rows, following = pages.read_page(request, own, size)
        documents = submission_documents(rows, access.allowed)
        body = rfc8785.dumps({"next": following, "results": documents})
        return stored(request, etag_of([body.decode()]), body, cache=PRIVATE)

    @writes(
        "submissions_create",
        SubmissionBody,
        SubmissionDocument,
        examples=[SUBMITTED, SUBMISSION],
    )
    @sparingly
    @idempotent
    def post(self, request: Request) -> HttpResponse:
        """Ask the newsroom to check a statement.

        It waits at the desk until somebody takes it into work or declines it.
        """
        read_parameters(request)
        access: Any = request.auth
        values = read_fields(SubmissionBody, request.data)
        submission = submit(access.partner, **values)
        [document] = submission_documents([submission], access.allowed)
        return HttpResponse(
            rfc8785.dumps(document),
            "application/json",
            status=HTTPStatus.CREATED,
            headers={"Location": document["url"], "Cache-Control": PRIVATE},
        )


class SubmissionDetail(RecordView):
    """One of a partner's submissions."""

    scope = Scope.SUBMIT

    @keyed
    @reads("submissions_read", SubmissionDocument, examples=[SUBMISSION])
    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Read a submission of the partner's own, and what has become of it."""
        read_parameters(request)
        access: Access = request.auth
        row = Submission.objects.of_partner(access.partner_id).filter(pk=id).first()
        if row is None:
            raise Http404
        [document] = submission_documents([row], access.allowed)
        body = rfc8785.dumps(document)
        return stored(request, etag_of([body.decode()]), body, cache=PRIVATE)


def place_among(own: Any) -> Callable[[str], uuid.UUID]:
    """Make the reader of a cursor, which is one of the partner's own submissions."""

    def read(cursor: str) -> uuid.UUID:
        key = pages.key_of(cursor)
        if not own.filter(pk=key).exists():
            raise ValueError(pages.NOT_OURS)
        return key

    return read
