"""The fact-checkers' desk: a file a noun; what it writes goes through services."""

from .accounts import GroupAdmin, PersonAdmin
from .agents import AgentAdmin
from .claims import ClaimAdmin
from .comments import CommentAdmin
from .measures import MeasureAdmin
from .record import EntryAdmin, PublishedClaimAdmin
from .reviews import ReviewAdmin
from .sources import SourceAdmin
from .tags import TagAdmin
from .topics import TopicAdmin
from .verdicts import VerdictAdmin

__all__ = [
    "AgentAdmin",
    "ClaimAdmin",
    "CommentAdmin",
    "EntryAdmin",
    "GroupAdmin",
    "MeasureAdmin",
    "PersonAdmin",
    "PublishedClaimAdmin",
    "ReviewAdmin",
    "SourceAdmin",
    "TagAdmin",
    "TopicAdmin",
    "VerdictAdmin",
]
