"""The tables of the desk and of the record; import from here, not from the modules."""

from .agents import Agent, AgentKind
from .base import DeskRow
from .captures import Capture, CaptureKind
from .changes import UnpublishedChange
from .citations import Citation, Role, Stance
from .claims import Claim, ClaimTag
from .comments import Comment, CommentMention
from .conflicts import FigureConflict
from .counts import counts_of
from .dates import EdtfField
from .evidence import Evidence, evidence_of
from .figures import Comparator, FigureRow
from .filters import SavedFilter
from .links import ClaimLink, LinkKind
from .measures import Measure
from .record import (
    RECORD_MODELS,
    Entry,
    Event,
    Place,
    PublishedClaim,
    PublishedRow,
    PublishedTopic,
    Version,
)
from .reviews import Review
from .sizes import Size, size_of
from .sources import Directness, Reliability, Source, SourceAuthor, SourceKind
from .tags import Tag
from .topics import Topic, TopicKind
from .verdicts import Status, Verdict
from .workflow import REVIEW_MOVES, STEPS, ReviewState, Stage, Step, moves

__all__ = [
    "RECORD_MODELS",
    "REVIEW_MOVES",
    "STEPS",
    "Agent",
    "AgentKind",
    "Capture",
    "CaptureKind",
    "Citation",
    "Claim",
    "ClaimLink",
    "ClaimTag",
    "Comment",
    "CommentMention",
    "Comparator",
    "DeskRow",
    "Directness",
    "EdtfField",
    "Entry",
    "Event",
    "Evidence",
    "FigureConflict",
    "FigureRow",
    "LinkKind",
    "Measure",
    "Place",
    "PublishedClaim",
    "PublishedRow",
    "PublishedTopic",
    "Reliability",
    "Review",
    "ReviewState",
    "Role",
    "SavedFilter",
    "Size",
    "Source",
    "SourceAuthor",
    "SourceKind",
    "Stage",
    "Stance",
    "Status",
    "Step",
    "Tag",
    "Topic",
    "TopicKind",
    "UnpublishedChange",
    "Verdict",
    "Version",
    "counts_of",
    "evidence_of",
    "moves",
    "size_of",
]
