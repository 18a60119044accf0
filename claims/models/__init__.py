"""The tables of the desk and of the record; import from here, not from the modules."""

from .acknowledgements import Acknowledgement
from .agents import Agent, AgentKind
from .allowed import ALL, Allowed
from .attempts import FIRST_BYTES, WebhookAttempt
from .base import DeskRow
from .captures import Capture, CaptureKind
from .citations import Citation, Role, Stance
from .claims import Claim, ClaimTag
from .comments import Comment, CommentMention
from .comparisons import MeasuredClaim, PublishedFigures
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
from .imports import (
    Counts,
    Import,
    ImportBatch,
    ImportedReview,
    ImportProblem,
    ImportState,
)
from .jobs import (
    DELIVERIES,
    PERIODIC,
    QUIET,
    SLOW_DELIVERIES,
    Job,
    JobFailure,
    JobState,
    Task,
)
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
from .nouns import NounKind, PublishedNoun, PublishedShare, Told
from .partners import Partner, PartnerTopic
from .presence import Presence
from .quotas import DailyUse, Quota
from .rating_labels import RatingLabel, rating_key
from .receipts import Receipt
from .record import (
    Entry,
    Event,
    PublishedClaim,
    PublishedTerm,
    Said,
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
from .versions import version_of, versions_of
from .webhooks import (
    PING,
    UNAVAILABLE,
    EventType,
    Payload,
    Webhook,
    WebhookCursor,
    WebhookSecret,
    WebhookState,
    WebhookTopic,
)
from .workflow import REVIEW_MOVES, STEPS, ReviewState, Stage, Step, moves

__all__ = [
    "ALL",
    "DELIVERIES",
    "FIRST_BYTES",
    "ORDERS",
    "PARTNER_SCOPES",
    "PERIODIC",
    "PERSONAL_SCOPES",
    "PING",
    "PREFIX_LENGTH",
    "QUIET",
    "RECORD_MODELS",
    "REVIEW_MOVES",
    "SLOW_DELIVERIES",
    "STEPS",
    "UNAVAILABLE",
    "Acknowledgement",
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
    "Counts",
    "DailyUse",
    "DeskRow",
    "Difference",
    "Directness",
    "EdtfField",
    "Entry",
    "Event",
    "EventType",
    "Evidence",
    "FeedEntry",
    "FigureConflict",
    "FigureRow",
    "Guess",
    "Import",
    "ImportBatch",
    "ImportProblem",
    "ImportState",
    "ImportedReview",
    "Job",
    "JobFailure",
    "JobState",
    "KeptAnswer",
    "Line",
    "LinkCheck",
    "LinkKind",
    "LinkOutcome",
    "Measure",
    "MeasuredClaim",
    "MergeableRow",
    "Moment",
    "NounKind",
    "Partner",
    "PartnerTopic",
    "Payload",
    "Place",
    "Presence",
    "Presented",
    "Prose",
    "PublishedClaim",
    "PublishedFigures",
    "PublishedNoun",
    "PublishedRow",
    "PublishedShare",
    "PublishedTerm",
    "Quota",
    "RatingLabel",
    "Receipt",
    "RecheckReminder",
    "Reliability",
    "Review",
    "ReviewState",
    "Role",
    "Said",
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
    "Told",
    "Topic",
    "TopicKind",
    "UnpublishedChange",
    "Verdict",
    "Version",
    "Wanted",
    "Webhook",
    "WebhookAttempt",
    "WebhookCursor",
    "WebhookSecret",
    "WebhookState",
    "WebhookTopic",
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
    "rating_key",
    "row_at",
    "size_of",
    "sources_to_check",
    "timeline",
    "tracked_models",
    "version_of",
    "versions_of",
]

# What the record's role may read, and nothing else.
RECORD_MODELS = (
    Entry,
    PublishedClaim,
    PublishedTerm,
    PublishedNoun,
    PublishedShare,
    PublishedFigures,
)
