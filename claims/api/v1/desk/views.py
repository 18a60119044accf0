"""The views of the desk API: lists, rows, histories and steps, the same for every noun."""

import re
import uuid
from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404, HttpResponse
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api import errors, pages
from claims.api.bodies import child
from claims.api.idempotency import idempotent
from claims.api.parameters import read_parameters
from claims.api.stored import stored
from claims.models import Scope, timeline
from claims.services.accounts import lacks_second_factor
from claims.services.base import clean_words

from .contract import DeskSchema
from .histories import history_cursor, history_line, history_place
from .members import uuid_in
from .nouns import Noun, is_merged
from .preconditions import etag_of, require_match
from .previews import preview_document
from .refusals import RefusedError, not_taken, refusals
from .steps import Step

KEPT = "no-store"
NO_FACTOR = "Set up a second factor at the desk first: what you may do asks for one."
ACTIONS = {
    "GET": "view",
    "HEAD": "view",
    "POST": "add",
    "PATCH": "change",
    "DELETE": "delete",
}


class DeskView(APIView):
    """A view for a person's own tools: it asks whose token it is before all else."""

    scope = Scope.DESK
    schema = DeskSchema()
    noun: Noun

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Let in whom the token is of, with the right that this person has by now.

        Who would first be asked for a second factor at the desk is asked here too.
        Before anything is looked up, so that who may not see a row learns nothing
        of it.
        """
        super().initial(request, *args, **kwargs)
        if request.method not in self.allowed_methods or request.method == "OPTIONS":
            return
        access: Any = request.auth
        self.by: User = access.person
        permission = self.permission(str(request.method))
        if not self.by.has_perm(f"claims.{permission}"):
            raise RefusedError(
                HTTPStatus.FORBIDDEN, f"{self.by} lacks the permission {permission}."
            )
        if lacks_second_factor(self.by):
            raise RefusedError(HTTPStatus.FORBIDDEN, NO_FACTOR)

    def permission(self, method: str) -> str:
        """Name the right that a method needs."""
        return self.noun.permission(ACTIONS[method])

    def handle_exception(self, exc: Exception) -> Any:
        if isinstance(exc, RefusedError):
            more: Any = {"errors": exc.errors} if exc.errors else {}
            return errors.answer(exc.status_code, str(exc.detail), **more)
        return super().handle_exception(exc)

    def options(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        """Answer with the methods allowed, in the header that every answer has."""
        return HttpResponse(status=HTTPStatus.NO_CONTENT)

    def finalize_response(
        self, request: Any, response: Any, *args: Any, **kwargs: Any
    ) -> Any:
        response["Cache-Control"] = KEPT
        return super().finalize_response(request, response, *args, **kwargs)

    def row(self, key: uuid.UUID) -> Any:
        """Find the row of the address, as it stands."""
        row = self.noun.row(key)
        if row is None:
            raise Http404
        return row

    def row_to_change(self, key: uuid.UUID, *, any_will_do: bool) -> Any:
        """Find the row of the address in the state that the client has seen."""
        row = self.row(key)
        revision = self.noun.revision(row)
        require_match(self.request, row, revision, any_will_do=any_will_do)
        if is_merged(row):
            raise RefusedError(
                HTTPStatus.CONFLICT,
                f"This {row._meta.verbose_name} was merged into {row.merged_into_id}: "
                "take that one.",
            )
        return row

    def sent(
        self, document: serializers.Serializer, kept: frozenset[str] = frozenset()
    ) -> dict[str, Any]:
        """Read what was sent, and refuse by name what nobody sends.

        ``kept`` are members that stay as the row was made with them.
        """
        data = self.request.data
        if not isinstance(data, dict):
            raise not_taken([{"pointer": "", "detail": "Send a JSON object."}])
        open_to = {
            name
            for name, member in document.fields.items()
            if not member.read_only and name not in kept
        }
        unknown = [
            {"pointer": child("", name), "detail": refusal(document, name, open_to)}
            for name in data
            if name not in open_to
        ]
        valid = document.is_valid()
        if unknown or not valid:
            raise not_taken([*unknown, *errors.faults_of(document.errors)])
        return dict(document.validated_data)

    def told(self, row: Any, status: int = HTTPStatus.OK) -> HttpResponse:
        """Answer with a row as it stands, under its ETag."""
        body = JSONRenderer().render(self.noun.document(row).data)
        response = HttpResponse(body, "application/json", status=status)
        response["ETag"] = etag_of(self.noun.revision(row))
        return response


class RowList(DeskView):
    """The rows of a noun."""

    def get(self, request: Request) -> HttpResponse:
        """List the rows, newest first."""
        filters = self.noun.filters
        given = read_parameters(
            request,
            cursor=read_key_of(self.noun.model),
            page_size=pages.page_size,
            **{name: each.read for name, each in filters.items()},
        )
        size = given.pop("page_size", pages.DEFAULT_SIZE)
        rows = self.noun.rows().order_by("-pk")
        if (cursor := given.pop("cursor", None)) is not None:
            rows = rows.filter(pk__lt=cursor)
        for name, value in given.items():
            rows = filters[name].keep(rows, value)
        found, following = pages.read_page(request, rows, size)
        results = self.noun.document(found, many=True).data
        body = {"next": following, "results": results}
        return HttpResponse(JSONRenderer().render(body), "application/json")

    @idempotent
    def post(self, request: Request) -> HttpResponse:
        """Add a row."""
        read_parameters(request)
        document = self.noun.document(data=request.data)
        values = self.sent(document)
        assert self.noun.create  # noqa: S101 - a noun without it has no such method
        with refusals(document.fields):
            made = self.noun.create(self.by, values)
        response = self.told(self.noun.row(made.pk), HTTPStatus.CREATED)
        response["Location"] = f"{request.path}{made.pk}/"
        return response


class RowDetail(DeskView):
    """One row of a noun."""

    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Read a row as it stands, also one that was merged."""
        read_parameters(request)
        told = self.told(self.row(id))
        return stored(request, told["ETag"], told.content, cache=KEPT)

    def patch(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Change some members of a row; the others stay as they are."""
        read_parameters(request)
        row = self.row_to_change(id, any_will_do=True)
        document = self.noun.document(row, data=request.data, partial=True)
        values = self.sent(document, self.noun.kept)
        if not set(values) - {"reason"}:
            return self.told(row)
        assert self.noun.revise  # noqa: S101 - a noun without it has no such method
        with refusals(document.fields), transaction.atomic():
            self.noun.revise(
                row, revision=self.noun.revision(row), by=self.by, **values
            )
            # Still locked: nobody has changed it once more.
            return self.told(self.row(id))

    def delete(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Take a row away; the history keeps it."""
        reason = read_parameters(request, reason=read_reason).get("reason", "")
        row = self.row_to_change(id, any_will_do=True)
        assert self.noun.remove  # noqa: S101 - a noun without it has no such method
        with refusals():
            self.noun.remove(
                row, revision=self.noun.revision(row), by=self.by, reason=reason
            )
        return HttpResponse(status=HTTPStatus.NO_CONTENT)


class RowHistory(DeskView):
    """What was done to one row."""

    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Tell what was done to a row and to its parts, newest first."""
        given = read_parameters(
            request, cursor=history_place, page_size=pages.page_size
        )
        changes = timeline(
            self.row(id),
            limit=given.get("page_size", pages.DEFAULT_SIZE),
            before=given.get("cursor"),
        )
        following = changes.more and pages.next_link(
            request, history_cursor(changes.more)
        )
        body = {"next": following, "results": [*map(history_line, changes.changes)]}
        return HttpResponse(JSONRenderer().render(body), "application/json")


class RowPreview(DeskView):
    """What would go out of one claim."""

    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Tell what would go out of a claim now, and the seal to publish it under."""
        read_parameters(request)
        body = preview_document(self.row(id))
        return HttpResponse(JSONRenderer().render(body), "application/json")


class RowStep(DeskView):
    """A step that is taken with one row."""

    step: Step

    def permission(self, method: str) -> str:
        return self.step.permission

    @idempotent
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Take the step, and answer with the row as it stands then."""
        read_parameters(request)
        row = self.row_to_change(id, any_will_do=False)
        document = self.step.body(data=request.data)
        words = self.sent(document)
        with refusals(document.fields, dict(self.step.names)):
            self.step.take(row, self.noun.revision(row), self.by, words)
        return self.told(self.row(id))


def refusal(document: serializers.Serializer, name: str, open_to: set[str]) -> str:
    """Say why a member is not to be sent."""
    if name in document.fields:
        return "This is not for a body to set."
    known = ", ".join(sorted(open_to)) or "none"
    return f"There is no such member. Known here: {known}."


def read_reason(text: str) -> str:
    """Read the reason for a change that has no body to say it in."""
    try:
        return clean_words("reason", text)
    except ValidationError as error:
        raise ValueError(error.messages[0]) from error


def read_key_of(model: type[models.Model]) -> Any:
    """Make the reader of a list's cursor, which is the key of the row before it."""

    def read(cursor: str) -> Any:
        if isinstance(model._meta.pk, models.UUIDField):
            key: Any = uuid_in(cursor)
        else:
            key = int(cursor) if re.fullmatch("[1-9][0-9]{0,8}", cursor) else None
        if key is None:
            raise ValueError(pages.NOT_OURS)
        return key

    return read
