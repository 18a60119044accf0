"""The fact-checkers' desk: a file a noun; what it writes goes through services."""

from .accounts import GroupAdmin, PersonAdmin
from .acknowledgements import AcknowledgementAdmin
from .agents import AgentAdmin
from .attempts import WebhookAttemptAdmin
from .citations import CitationAdmin
from .claims import ClaimAdmin
from .comments import CommentAdmin
from .jobs import JobAdmin
from .measures import MeasureAdmin
from .partners import PartnerAdmin
from .rating_labels import RatingLabelAdmin
from .record import EntryAdmin, PublishedClaimAdmin
from .reviews import ReviewAdmin
from .sources import SourceAdmin
from .submissions import SubmissionAdmin
from .tags import TagAdmin
from .topics import TopicAdmin
from .verdicts import VerdictAdmin
from .webhooks import WebhookAdmin

__all__ = [
    "AcknowledgementAdmin",
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
    "RatingLabelAdmin",
    "ReviewAdmin",
    "SourceAdmin",
    "SubmissionAdmin",
    "TagAdmin",
    "TopicAdmin",
    "VerdictAdmin",
    "WebhookAdmin",
    "WebhookAttemptAdmin",
]
