"""``/claims/<id>/versions/<n>/diff/<m>/``: what makes one version of another."""

import json
import uuid
from typing import Any

import rfc8785
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from claims.api.parameters import read_parameters
from claims.api.stored import FOR_EVER, etag_of, stored
from claims.api.views import RecordView, reads
from claims.documents import Document, address
from claims.documents.differences import differences
from claims.documents.patches import patch
from claims.models import Version

from .examples import DIFF, NOT_FOUND
from .standing import numbered


class SideDocument(serializers.Serializer):
    """One of the two versions that are compared."""

    version = serializers.IntegerField()
    digest = serializers.CharField(help_text="SHA-256 of the document, hexadecimal.")
    url = serializers.URLField()


class OperationDocument(serializers.Serializer):
    """One step of a JSON Patch (RFC 6902)."""

    op = serializers.ChoiceField(choices=["add", "remove", "replace"])
    path = serializers.CharField(help_text="A JSON pointer (RFC 6901).")
    value = serializers.JSONField(required=False, help_text="Not with “remove”.")


class ChangeDocument(serializers.Serializer):
    """One difference of what the versions say, in plain words."""

    path = serializers.CharField(
        help_text="A JSON pointer into the second version, or into the first where "
        "it was removed."
    )
    what = serializers.ChoiceField(choices=["added", "removed", "changed"])
    label = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()
    words = serializers.CharField(help_text="All of it in a line, in English.")


class DiffDocument(serializers.Serializer):
    """What makes one version of a claim of another.

    The patch covers every byte: applied to the first version's document, and written
    as canonical JSON (RFC 8785), it has the second one's digest. The changes leave out
    which version it is.
    """

    before = SideDocument()
    after = SideDocument()
    patch = OperationDocument(many=True)
    changes = ChangeDocument(many=True)


class VersionDiff(RecordView):
    """What differs between two versions of a claim, for ever."""

    @reads("versions_diff", DiffDocument, examples=[DIFF, NOT_FOUND])
    def get(
        self,
        request: Request,
        id: uuid.UUID,  # noqa: A002
        version: int,
        other: int,
    ) -> HttpResponse:
        """Compare two versions of a claim, in either direction.

        The answer has a JSON Patch for programs and the same in plain words for people.
        """
        read_parameters(request)
        before = numbered(request, id, version)
        after = numbered(request, id, other)
        body = rfc8785.dumps(diff_of(id, before, after))
        return stored(request, etag_of([body.decode()]), body, cache=FOR_EVER)


def diff_of(claim_id: uuid.UUID, before: Version, after: Version) -> dict[str, Any]:
    """Say what makes one version of another."""
    old, new = (json.loads(bytes(each.document)) for each in (before, after))
    return {
        "before": side(claim_id, before),
        "after": side(claim_id, after),
        "patch": patch(old, new),
        "changes": changes_between(old, new),
    }


def changes_between(old: Document | None, new: Document) -> list[dict[str, Any]]:
    """Tell two documents apart, in plain words."""
    return [{**each._asdict(), "words": each.words} for each in differences(old, new)]


def side(claim_id: uuid.UUID, version: Version) -> dict[str, Any]:
    """Name one of two versions."""
    return {
        "version": version.version,
        "digest": version.digest,
        "url": address(claim_id, "versions", str(version.version)),
    }
