"""The desk's documents, a noun each: every column under its own name, rows by their ids.

What only a step sets is read-only here because its column is no form's either.
"""

from typing import Any

from django.contrib.auth.models import User
from django.db import models
from rest_framework import serializers

from claims.models import (
    Agent,
    Citation,
    Claim,
    ClaimLink,
    Comment,
    Measure,
    Review,
    ScheduledPublication,
    Source,
    Tag,
    Topic,
    Verdict,
)
from claims.services.base import WORDS

from .members import (
    AmountMember,
    ChoiceMember,
    DayMember,
    FlagMember,
    MomentMember,
    PeopleMember,
    RowMember,
    RowsMember,
    TextMember,
    WholeMember,
)

ROW = ["id", "revision", "created_at"]
FIGURE = ["wording", "comparator", "value", "upper"]


def words_member(help_text: str, *, required: bool = False) -> TextMember:
    """Make a member for a reason or a note that goes with a change."""
    return TextMember(
        column=WORDS,
        required=required,
        allow_blank=not required,
        write_only=True,
        max_length=WORDS.max_length,
        help_text=help_text,
    )


class RowDocument(serializers.ModelSerializer):
    """A row as its columns are; rules are for the model, which says them once."""

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.CharField: TextMember,
        models.SlugField: TextMember,
        models.DecimalField: AmountMember,
        models.SmallIntegerField: WholeMember,
        models.PositiveSmallIntegerField: WholeMember,
        models.PositiveIntegerField: WholeMember,
        models.BooleanField: FlagMember,
        models.DateField: DayMember,
        models.DateTimeField: MomentMember,
    }
    serializer_related_field = RowMember
    serializer_choice_field = ChoiceMember

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        kind, kwargs = super().build_standard_field(field_name, model_field)
        kwargs.pop("validators", None)
        if issubclass(kind, TextMember):
            kwargs.pop("allow_unicode", None)
            kwargs["column"] = model_field
        return kind, kwargs

    def build_relational_field(self, field_name: str, relation_info: Any) -> Any:
        kind, kwargs = super().build_relational_field(field_name, relation_info)
        if kwargs.pop("many", False):
            of_people = relation_info.related_model is User
            return PeopleMember if of_people else RowsMember, kwargs
        return kind, kwargs

    def get_uniqueness_extra_kwargs(
        self, field_names: Any, declared_fields: Any, extra_kwargs: Any
    ) -> Any:
        """Leave what may be left out as the columns have it."""
        return extra_kwargs, {}

    def get_validators(self) -> list[Any]:
        """Leave uniqueness to the model: what it says names who has the place."""
        return []


class ReasonedDocument(RowDocument):
    """A row of which a change is written with a reason."""

    reason = words_member("Why, for the history; it is no part of the row.")


class TopicRow(ReasonedDocument):
    """An event or subject that claims are about."""

    class Meta:
        model = Topic
        fields = [
            *ROW,
            "name",
            "slug",
            "kind",
            "description",
            "wikidata",
            "period",
            "parent",
            "reason",
        ]


class MeasureRow(ReasonedDocument):
    """What a figure counts about one topic."""

    class Meta:
        model = Measure
        fields = [
            *ROW,
            "topic",
            "name",
            "unit",
            "scope",
            "period",
            "counts_from",
            "reason",
        ]


class AgentRow(ReasonedDocument):
    """A person or organisation: claimant, publisher or author."""

    class Meta:
        model = Agent
        fields = [
            *ROW,
            "name",
            "kind",
            "site",
            "wikidata",
            "country",
            "merged_into",
            "reason",
        ]


class TagRow(ReasonedDocument):
    """A word that claims are grouped by."""

    class Meta:
        model = Tag
        fields = [*ROW, "name", "reason"]


class VerdictRow(ReasonedDocument):
    """An entry of the rating scale."""

    class Meta:
        model = Verdict
        fields = [
            *ROW,
            "label",
            "definition",
            "status",
            "rating",
            "best",
            "worst",
            "colour",
            "position",
            "reason",
        ]


class SourceRow(ReasonedDocument):
    """One citable document; a withheld one too, with the reason that stays here."""

    class Meta:
        model = Source
        fields = [
            *ROW,
            "kind",
            "title",
            "publisher",
            "authors",
            "url",
            "canonical_url",
            "published",
            "accessed_on",
            "language",
            "archive_url",
            "archive_digest",
            "directness",
            "reliability",
            "repeats",
            "is_withheld",
            "withheld_reason",
            "merged_into",
            "reason",
        ]


class ClaimRow(ReasonedDocument):
    """A claim as the desk holds it, whatever is public of it."""

    class Meta:
        model = Claim
        fields = [
            *ROW,
            "text",
            "language",
            "claimant",
            "claimed",
            "topic",
            "measure",
            *FIGURE,
            "as_of",
            "period",
            "place",
            "tags",
            "stage",
            "status",
            "assignee",
            "due_on",
            "recheck_on",
            "merged_into",
            "reason",
        ]


class CitationRow(ReasonedDocument):
    """What one source says of one claim."""

    class Meta:
        model = Citation
        fields = [
            *ROW,
            "claim",
            "source",
            "role",
            "stance",
            "quote",
            "quote_prefix",
            "quote_suffix",
            "locator",
            *FIGURE,
            "scope",
            "as_of",
            "credibility",
            "reason",
        ]


class ReviewRow(ReasonedDocument):
    """One assessment of a claim: ours, or another publisher's where it names one."""

    class Meta:
        model = Review
        fields = [
            *ROW,
            "claim",
            "publisher",
            "verdict",
            "label",
            "summary",
            "text",
            "language",
            "url",
            "reviewed",
            "finding_low",
            "finding_best",
            "finding_high",
            "state",
            "author",
            "submitted_at",
            "submitted_by",
            "returned_at",
            "returned_by",
            "return_reason",
            "approved_at",
            "approved_by",
            "reason",
        ]


class CommentRow(RowDocument):
    """A remark on a claim; it never leaves the desk."""

    revision = serializers.SerializerMethodField(
        help_text="1 while it is open, 2 once it is settled."
    )

    class Meta:
        model = Comment
        fields = [
            *ROW,
            "claim",
            "author",
            "text",
            "mentions",
            "resolved_at",
            "resolved_by",
        ]
        read_only_fields = ["author"]

    def get_revision(self, comment: Comment) -> int:
        return comment_revision(comment)


class LinkRow(RowDocument):
    """How one claim stands to another; it is made once and stays."""

    class Meta:
        model = ClaimLink
        fields = ["id", "created_at", "from_claim", "kind", "to_claim"]


class ScheduleRow(RowDocument):
    """A claim that is to go out at a time, and what came of it."""

    class Meta:
        model = ScheduledPublication
        fields = [
            *ROW,
            "claim",
            "at",
            "note",
            "claim_revision",
            "by",
            "state",
            "refusal",
        ]
        read_only_fields = fields


class PersonRow(RowDocument):
    """Somebody at the desk."""

    name = serializers.CharField(
        source="get_full_name", read_only=True, help_text="May be empty."
    )

    class Meta:
        model = User
        fields = ["id", "username", "name"]
        read_only_fields = fields


def comment_revision(comment: Comment) -> int:
    """Give 1 for a comment as it was written, 2 for one that was settled."""
    return 1 if comment.resolved_at is None else 2
