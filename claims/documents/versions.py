"""The documents of the record: a version of a claim, or the note that withdrew it."""

import hashlib
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import rfc8785
from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers

from claims.models import Claim, Entry

from .claims import ClaimDocument
from .nouns import Noun
from .parts import address, noun_address, timestamp


class TombstoneDocument(serializers.Serializer):
    """What is left of a withdrawn claim; the versions before keep their addresses."""

    id = serializers.UUIDField()
    url = serializers.URLField()
    version = serializers.IntegerField()
    version_url = serializers.URLField()
    previous_digest = serializers.CharField()
    event = serializers.ChoiceField(choices=["withdrawn"])
    note = serializers.CharField(help_text="Why it was withdrawn, for readers.")
    published_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    merged_into = serializers.URLField(
        required=False,
        help_text="The permanent address of the claim that stands for it, where it "
        "was withdrawn because both are one.",
    )


VersionDocument = PolymorphicProxySerializer(
    component_name="VersionDocument",
    serializers=[ClaimDocument, TombstoneDocument],
    resource_type_field_name=None,
)


def document_of(
    entry: Entry, content: dict[str, Any], *, published_at: datetime
) -> dict[str, Any]:
    """Make the document of a version; a withdrawal has no content."""
    return {**content, **envelope(entry, published_at)}


def seal_of(content: dict[str, Any]) -> str:
    """Digest what a version says: the same until somebody changes what goes out."""
    return hashlib.sha256(rfc8785.dumps(content)).hexdigest()


def successor(claim: Claim) -> dict[str, Any]:
    """Say which claim stands for one that is withdrawn because both are one."""
    return {"merged_into": address(claim.pk)}


def merged_nouns(became: Mapping[uuid.UUID, Noun]) -> dict[str, Any]:
    """Say which nouns of the version before are others now; nothing where none is."""
    merged = [
        {"id": str(key), "merged_into": noun_address(noun.kind, noun.id)}
        for key, noun in sorted(became.items())
    ]
    return {"merged": merged} if merged else {}


def envelope(entry: Entry, published_at: datetime) -> dict[str, Any]:
    """Say which version of which claim an entry is."""
    return {
        "id": str(entry.claim_id),
        "url": address(entry.claim_id),
        "version": entry.version,
        "version_url": address(entry.claim_id, "versions", str(entry.version)),
        "previous_digest": entry.previous,
        "event": str(entry.event),
        "note": entry.note,
        "published_at": timestamp(published_at),
        "updated_at": timestamp(entry.at),
    }
