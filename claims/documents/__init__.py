"""The public documents: how what the desk holds is told to partners, once."""

from .claims import CONTENT, ClaimDocument, content_of
from .parts import TopicDocument, address, timestamp
from .submissions import SubmissionDocument, submission_documents
from .versions import TombstoneDocument, VersionDocument, document_of, successor

__all__ = [
    "CONTENT",
    "ClaimDocument",
    "SubmissionDocument",
    "TombstoneDocument",
    "TopicDocument",
    "VersionDocument",
    "address",
    "content_of",
    "document_of",
    "submission_documents",
    "successor",
    "timestamp",
]
