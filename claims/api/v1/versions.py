"""``/claims/<id>/versions/``: everything that was ever said of a claim."""

import uuid
from typing import Any

import rfc8785
from django.http import Http404, HttpResponse
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request

from claims.api.parameters import read_parameters
from claims.api.stored import FOR_EVER, stored
from claims.api.views import RecordView, reads
from claims.documents import VersionDocument, address, timestamp
from claims.models import Entry, Event


class VersionLine(serializers.Serializer):
    """One line of a claim's history."""

    version = serializers.IntegerField()
    event = serializers.ChoiceField(choices=Event.choices)
    at = serializers.DateTimeField()
    note = serializers.CharField()
    digest = serializers.CharField(help_text="SHA-256 of the document, hexadecimal.")
    url = serializers.URLField()


class VersionPage(serializers.Serializer):
    """All versions of a claim, newest first."""

    results = VersionLine(many=True)


LATEST = OpenApiParameter(
    "Link",
    str,
    OpenApiParameter.HEADER,
    response=[200, 304],
    description="The claim as it is public now, as “latest-version” (RFC 5829).",
)


class VersionList(RecordView):
    """The history of one claim."""

    @reads("versions_list", VersionPage)
    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """List a claim's versions, newest first, also of a withdrawn claim."""
        read_parameters(request)
        lines: list[dict[str, Any]] = [
            {
                "version": entry.version,
                "event": entry.event,
                "at": timestamp(entry.at),
                "note": entry.note,
                "digest": entry.digest,
                "url": address(id, "versions", str(entry.version)),
            }
            for entry in Entry.objects.of_claim(id).defer("document")
        ]
        if not lines:
            raise Http404
        return stored(
            request, f'"{lines[0]["digest"]}"', rfc8785.dumps({"results": lines})
        )


class VersionDetail(RecordView):
    """One version of a claim, for ever."""

    @reads("versions_read", VersionDocument, parameters=[LATEST])
    def get(self, request: Request, id: uuid.UUID, version: int) -> HttpResponse:  # noqa: A002
        """Read a version as it went out; a withdrawal is a document with its note."""
        read_parameters(request)
        found = Entry.objects.version(id, version)
        if found is None:
            raise Http404
        response = stored(request, f'"{found.digest}"', found.document, cache=FOR_EVER)
        response["Link"] = f'<{address(id)}>; rel="latest-version"'
        return response
