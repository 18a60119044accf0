"""The public documents: how what the desk holds is told to partners, once."""

from .claims import CONTENT, CitationDocument, ClaimDocument, content_of
from .parts import TopicDocument, address, claim_at, timestamp
from .versions import TombstoneDocument, VersionDocument, document_of, successor

__all__ = [
    "CONTENT",
    "CitationDocument",
    "ClaimDocument",
    "TombstoneDocument",
    "TopicDocument",
    "VersionDocument",
    "address",
    "claim_at",
    "content_of",
    "document_of",
    "successor",
    "timestamp",
]
