"""The public documents: how what the desk holds is told to partners, once."""

from .claims import (
    CONTENT,
    CitationDocument,
    ClaimContent,
    ClaimDocument,
    MergedDocument,
    content_of,
)
from .figures import Comparison, Row, rows_of, stated_in
from .nouns import Document, Noun, nouns_of
from .parts import TopicDocument, address, key_at, timestamp
from .submissions import SubmissionDocument, submission_documents
from .versions import (
    TombstoneDocument,
    VersionDocument,
    document_of,
    merged_nouns,
    seal_of,
    successor,
)

__all__ = [
    "CONTENT",
    "CitationDocument",
    "ClaimContent",
    "ClaimDocument",
    "Comparison",
    "Document",
    "MergedDocument",
    "Noun",
    "Row",
    "SubmissionDocument",
    "TombstoneDocument",
    "TopicDocument",
    "VersionDocument",
    "address",
    "content_of",
    "document_of",
    "key_at",
    "merged_nouns",
    "nouns_of",
    "rows_of",
    "seal_of",
    "stated_in",
    "submission_documents",
    "successor",
    "timestamp",
]
