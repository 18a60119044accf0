"""What would go out: the next version of a claim, rendered as publication does."""

import json
from typing import Any, NamedTuple

import rfc8785

from claims.documents import content_of, seal_of
from claims.documents.differences import Difference, content, differences
from claims.models import Claim, Entry, Event, PublishedClaim

from .record import ends_of, next_entry


class Preview(NamedTuple):
    """The document that a publication would append now, and what is public instead.

    ``public`` is ``None`` for a claim that is not public; ``entry`` is not saved.
    """

    entry: Entry
    document: dict[str, Any]
    public: dict[str, Any] | None

    @property
    def data(self) -> bytes:
        """The bytes that would be appended."""
        return rfc8785.dumps(self.document)

    @property
    def seal(self) -> str:
        """A digest of what it says: ``publish_claim`` lets out nothing else under it."""
        return seal_of(content(self.document))

    @property
    def differences(self) -> list[Difference]:
        """What the publication would change of what is public."""
        return differences(self.public, self.document)

    @property
    def losses(self) -> list[Difference]:
        """What a withdrawal would take back."""
        return differences(self.public, {})


def public_document(claim: Claim) -> dict[str, Any] | None:
    """Give the document of a claim that is public now, read with the desk's eyes."""
    standing = PublishedClaim.objects.using("default").standing()
    row = standing.select_related("entry").filter(claim_id=claim.pk).first()
    return None if row is None else json.loads(bytes(row.entry.document))


def preview_claim(claim: Claim, *, event: str = "", note: str = "") -> Preview:
    """Render what the desk holds of a claim as its next version; reads only.

    The same bytes as ``publish_claim`` would append, but for the time, the note
    and, where ``event`` does not say it, whether it is a correction.
    """
    public = public_document(claim)
    event = event or (Event.PUBLISHED if public is None else Event.UPDATED)
    entry, document = next_entry(
        claim, *ends_of(claim), Event(event), content_of(claim), note
    )
    return Preview(entry, document, public)
