"""Previews: what would go out of a claim now, with the seal that publishing asks for."""

from typing import Any

from rest_framework import serializers

from claims.api.v1.diffs import ChangeDocument, changes_between
from claims.documents import ClaimDocument
from claims.models import Claim
from claims.services.preview import preview_claim


class Preview(serializers.Serializer):
    """What would go out of a claim now, and what that changes for readers."""

    revision = serializers.IntegerField(help_text="The claim's, as it was seen.")
    seal = serializers.CharField(
        help_text="A digest of what would go out: to publish, send it as it is."
    )
    document = ClaimDocument(
        help_text="The next version; its times and its note are given as it goes out."
    )
    changes = ChangeDocument(many=True)


def preview_document(claim: Claim) -> dict[str, Any]:
    """Tell what would go out of a claim."""
    preview = preview_claim(claim)
    return {
        "revision": claim.revision,
        "seal": preview.seal,
        "document": preview.document,
        "changes": changes_between(preview.public, preview.document),
    }
