"""The public documents: how what the desk holds is told to partners, once."""

from .claims import (
    CONTENT,
    CitationDocument,
    ClaimContent,
    ClaimDocument,
    content_of,
)
from .figures import Comparison, Row, rows_of, stated_in
from .nouns import Document, Noun, nouns_of
from .parts import TopicDocument, address, claim_at, timestamp
from .submissions import SubmissionDocument, submission_documents
from .versions import TombstoneDocument, VersionDocument, document_of, successor

__all__ = [
    "CONTENT",
    "CitationDocument",
    "ClaimContent",
    "ClaimDocument",
    "Comparison",
    "Document",
    "Noun",
    "Row",
    "SubmissionDocument",
    "TombstoneDocument",
    "TopicDocument",
    "VersionDocument",
    "address",
    "claim_at",
    "content_of",
    "document_of",
    "nouns_of",
    "rows_of",
    "stated_in",
    "submission_documents",
    "successor",
    "timestamp",
]
