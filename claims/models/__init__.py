"""The tables of the desk and of the record; import from here, not from the modules."""

from .agents import Agent, AgentKind
from .allowed import ALL, Allowed
from .base import DeskRow
from .captures import Capture, CaptureKind
from .citations import Citation, Role, Stance
from .claims import Claim, ClaimTag
from .comments import Comment, CommentMention
from .conflicts import FigureConflict
from .counts import counts_of
from .dates import EdtfField
from .evidence import Evidence, evidence_of
from .feed import FeedEntry, Stretch, feed_after
from .figures import Comparator, FigureRow
from .filters import SavedFilter
from .finding import ORDERS, Moment, Place, PublishedRow, Wanted
from .guesses import Guess
from .idempotency import KeptAnswer
from .jobs import PERIODIC, Job, JobFailure, JobState, Task
from .keys import (
    PARTNER_SCOPES,
    PERSONAL_SCOPES,
    PREFIX_LENGTH,
    ApiKey,
    Presented,
    Scope,
    digest_of,
)
from .link_checks import LinkCheck, LinkOutcome, sources_to_check
from .links import ClaimLink, LinkKind
from .measures import Measure
from .merging import MergeableRow
from .partners import Partner, PartnerTopic
from .presence import Presence
from .quotas import DailyUse, Quota
from .receipts import Receipt
from .record import (
    RECORD_MODELS,
    Entry,
    Event,
    PublishedClaim,
    PublishedTerm,
    PublishedTopic,
    Version,
)
from .reminders import RecheckReminder, claims_to_remind_of
from .reviews import Review
from .schedules import ScheduledPublication, ScheduleState
from .sizes import Size, size_of
from .sources import Directness, Reliability, Source, SourceAuthor, SourceKind
from .submissions import Submission, SubmissionState
from .tags import Tag
from .telling import Change, Difference
from .text import Line, Prose, TextFormField
from .timelines import (
    Changes,
    changes_by,
    changes_since,
    event_before,
    events_of,
    many_at,
    many_events,
    people_of,
    row_at,
    timeline,
    tracked_models,
)
from .topics import Topic, TopicKind
from .unpublished import UnpublishedChange
from .verdicts import Status, Verdict
from .workflow import REVIEW_MOVES, STEPS, ReviewState, Stage, Step, moves

__all__ = [
    "ALL",
    "ORDERS",
    "PARTNER_SCOPES",
    "PERIODIC",
    "PERSONAL_SCOPES",
    "PREFIX_LENGTH",
    "RECORD_MODELS",
    "REVIEW_MOVES",
    "STEPS",
    "Agent",
    "AgentKind",
    "Allowed",
    "ApiKey",
    "Capture",
    "CaptureKind",
    "Change",
    "Changes",
    "Citation",
    "Claim",
    "ClaimLink",
    "ClaimTag",
    "Comment",
    "CommentMention",
    "Comparator",
    "DailyUse",
    "DeskRow",
    "Difference",
    "Directness",
    "EdtfField",
    "Entry",
    "Event",
    "Evidence",
    "FeedEntry",
    "FigureConflict",
    "FigureRow",
    "Guess",
    "Job",
    "JobFailure",
    "JobState",
    "KeptAnswer",
    "Line",
    "LinkCheck",
    "LinkKind",
    "LinkOutcome",
    "Measure",
    "MergeableRow",
    "Moment",
    "Partner",
    "PartnerTopic",
    "Place",
    "Presence",
    "Presented",
    "Prose",
    "PublishedClaim",
    "PublishedRow",
    "PublishedTerm",
    "PublishedTopic",
    "Quota",
    "Receipt",
    "RecheckReminder",
    "Reliability",
    "Review",
    "ReviewState",
    "Role",
    "SavedFilter",
    "ScheduleState",
    "ScheduledPublication",
    "Scope",
    "Size",
    "Source",
    "SourceAuthor",
    "SourceKind",
    "Stage",
    "Stance",
    "Status",
    "Step",
    "Stretch",
    "Submission",
    "SubmissionState",
    "Tag",
    "Task",
    "TextFormField",
    "Topic",
    "TopicKind",
    "UnpublishedChange",
    "Verdict",
    "Version",
    "Wanted",
    "changes_by",
    "changes_since",
    "claims_to_remind_of",
    "counts_of",
    "digest_of",
    "event_before",
    "events_of",
    "evidence_of",
    "feed_after",
    "many_at",
    "many_events",
    "moves",
    "people_of",
    "row_at",
    "size_of",
    "sources_to_check",
    "timeline",
    "tracked_models",
]
