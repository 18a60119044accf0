"""The fact-checkers' desk: a file a noun; what it writes goes through services."""

from .accounts import GroupAdmin, PersonAdmin
from .agents import AgentAdmin
from .citations import CitationAdmin
from .claims import ClaimAdmin
from .comments import CommentAdmin
from .jobs import JobAdmin
from .measures import MeasureAdmin
from .partners import PartnerAdmin
from .record import EntryAdmin, PublishedClaimAdmin
from .reviews import ReviewAdmin
from .sources import SourceAdmin
from .tags import TagAdmin
from .topics import TopicAdmin
from .verdicts import VerdictAdmin

__all__ = [
    "AgentAdmin",
    "CitationAdmin",
    "ClaimAdmin",
    "CommentAdmin",
    "EntryAdmin",
    "GroupAdmin",
    "JobAdmin",
    "MeasureAdmin",
    "PartnerAdmin",
    "PersonAdmin",
    "PublishedClaimAdmin",
    "ReviewAdmin",
    "SourceAdmin",
    "TagAdmin",
    "TopicAdmin",
    "VerdictAdmin",
]
