"""The document of a claim: the one serializer that publication and schema share."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims import edtf, figures
from claims.models import Citation, Claim, Review, Role, Stance, Status

from .parts import (
    AgentDocument,
    EdtfDocumentField,
    FigureDocument,
    IntervalDocument,
    MeasureDocument,
    OptionalAmountField,
    SourceDocument,
    TopicDocument,
    figure_document,
    interval_document,
    timestamp,
)


def stated(row: Claim | Citation, scope: str = "") -> figures.Stated | None:
    """Give a row's figure as one side of a comparison."""
    if row.figure is None:
        return None
    as_of = edtf.parse(row.as_of) if row.as_of else None
    return figures.Stated(row.figure, scope, as_of)


class QuoteDocument(serializers.Serializer):
    """A text-quote selector of the W3C Web Annotation model."""

    exact = serializers.CharField()
    prefix = serializers.CharField()
    suffix = serializers.CharField()


class CitationDocument(serializers.Serializer):
    """What one source says of the claim, in its own words and number."""

    id = serializers.UUIDField()
    role = serializers.ChoiceField(choices=Role.choices)
    stance = serializers.ChoiceField(choices=Stance.choices)
    quote = serializers.SerializerMethodField()
    locator = serializers.CharField()
    figure = serializers.SerializerMethodField()
    scope = serializers.CharField(
        help_text="What this source counts, where it differs from the measure."
    )
    as_of = EdtfDocumentField()
    credibility = serializers.IntegerField(
        allow_null=True, help_text="Admiralty grade, 1 confirmed to 6 cannot be judged."
    )
    comparison = serializers.SerializerMethodField(
        help_text="How its figure stands to the claim's."
    )
    reasons = serializers.SerializerMethodField(
        help_text="What may explain a difference: scope, as_of."
    )
    source = SourceDocument()

    @extend_schema_field(QuoteDocument(allow_null=True))
    def get_quote(self, citation: Citation) -> dict[str, str] | None:
        if not citation.quote:
            return None
        return {
            "exact": citation.quote,
            "prefix": citation.quote_prefix,
            "suffix": citation.quote_suffix,
        }

    @extend_schema_field(FigureDocument(allow_null=True))
    def get_figure(self, citation: Citation) -> dict[str, Any] | None:
        return figure_document(citation, citation.claim.measure)

    @extend_schema_field(
        {
            "type": "string",
            "enum": [comparison.value for comparison in figures.Comparison],
        }
    )
    def get_comparison(self, citation: Citation) -> str:
        return self.compared(citation).comparison.value

    @extend_schema_field(
        {"type": "array", "items": {"type": "string", "enum": ["scope", "as_of"]}}
    )
    def get_reasons(self, citation: Citation) -> list[str]:
        return list(self.compared(citation).reasons)

    def compared(self, citation: Citation) -> figures.Compared:
        """Compare the source's figure with the claim's."""
        return figures.compare(stated(citation.claim), stated(citation, citation.scope))


class VerdictDocument(serializers.Serializer):
    """An entry of the rating scale, with its written definition."""

    id = serializers.UUIDField()
    label = serializers.CharField()
    definition = serializers.CharField()
    status = serializers.ChoiceField(choices=Status.choices)
    rating = serializers.IntegerField(
        allow_null=True, help_text="Null for a verdict that is off the scale."
    )
    best = serializers.IntegerField(allow_null=True)
    worst = serializers.IntegerField(allow_null=True)
    colour = serializers.CharField()


class FindingDocument(serializers.Serializer):
    """The figures the evidence allows."""

    low = OptionalAmountField()
    best = OptionalAmountField()
    high = OptionalAmountField()


class ReviewDocument(serializers.Serializer):
    """One assessment of the claim; without a publisher it is the newsroom's own."""

    id = serializers.UUIDField()
    publisher = AgentDocument(allow_null=True)
    verdict = VerdictDocument(allow_null=True)
    label = serializers.CharField(
        help_text="Another publisher's rating in its own words; empty for ours."
    )
    summary = serializers.CharField()
    text = serializers.CharField()
    language = serializers.CharField()
    finding = serializers.SerializerMethodField()
    url = serializers.CharField()
    reviewed = EdtfDocumentField()
    approved_at = serializers.SerializerMethodField()

    @extend_schema_field(FindingDocument(allow_null=True))
    def get_finding(self, review: Review) -> dict[str, Any] | None:
        finding = {
            "low": review.finding_low,
            "best": review.finding_best,
            "high": review.finding_high,
        }
        if set(finding.values()) == {None}:
            return None
        return dict(FindingDocument(finding).data)

    @extend_schema_field({"type": ["string", "null"], "format": "date-time"})
    def get_approved_at(self, review: Review) -> str | None:
        return timestamp(review.approved_at) if review.approved_at else None


class FiguresDocument(serializers.Serializer):
    """How the evidence stands to the claim's figure; withheld sources are left out."""

    given = serializers.IntegerField(help_text="Sources that give a figure.")
    agree = serializers.IntegerField()
    conflict = serializers.IntegerField()
    differ_in_scope = serializers.IntegerField()
    covering = IntervalDocument(
        allow_null=True, help_text="From the least to the greatest bound given."
    )
    words = serializers.CharField(help_text="In English.")


class EvidenceDocument(serializers.Serializer):
    """What the evidence comes to."""

    sources = serializers.IntegerField(help_text="Sources cited as evidence.")
    withheld = serializers.IntegerField(
        help_text="Of these, how many are not named, for somebody's safety."
    )
    independent_origins = serializers.IntegerField(
        help_text="Of the named ones; those that repeat one another or share a "
        "publisher count once."
    )
    figures = FiguresDocument(allow_null=True)


class ClaimContent(serializers.Serializer):
    """What a claim says in public, before it has a version."""

    text = serializers.CharField()
    language = serializers.CharField()
    claimant = AgentDocument(allow_null=True)
    claimed = EdtfDocumentField(help_text="When it was said.")
    topic = TopicDocument()
    measure = MeasureDocument(allow_null=True)
    figure = serializers.SerializerMethodField()
    as_of = EdtfDocumentField(help_text="The day the figure stands for.")
    period = EdtfDocumentField(help_text="The time the claim is about.")
    place = serializers.CharField()
    tags = serializers.SerializerMethodField()
    status = serializers.ChoiceField(choices=Status.choices)
    evidence = serializers.SerializerMethodField()
    citations = serializers.SerializerMethodField()
    withheld_sources = serializers.SerializerMethodField(
        help_text="Sources cited but not named, for somebody's safety."
    )
    reviews = ReviewDocument(many=True, source="approved_reviews")

    @extend_schema_field(FigureDocument(allow_null=True))
    def get_figure(self, claim: Claim) -> dict[str, Any] | None:
        return figure_document(claim, claim.measure)

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_tags(self, claim: Claim) -> list[str]:
        return [tag.name for tag in claim.tags.all()]

    @extend_schema_field(EvidenceDocument)
    def get_evidence(self, claim: Claim) -> dict[str, Any]:
        evidence = [
            each for each in claim.citations.all() if each.role == Role.EVIDENCE
        ]
        sources = {each.source_id: each.source for each in evidence}
        named = [source for source in sources.values() if not source.is_withheld]
        # Counted with the withheld ones, it would tell who published those.
        origins = figures.group_origins(
            figures.Origin(source.pk, source.repeats_id, source.publisher_id)
            for source in named
        )
        return {
            "sources": len(sources),
            "withheld": len(sources) - len(named),
            "independent_origins": len(origins),
            "figures": figures_document(
                claim, [each for each in evidence if not each.source.is_withheld]
            ),
        }

    @extend_schema_field(CitationDocument(many=True))
    def get_citations(self, claim: Claim) -> list[dict[str, Any]]:
        named = [each for each in claim.citations.all() if not each.source.is_withheld]
        return list(CitationDocument(named, many=True).data)

    @extend_schema_field({"type": "integer"})
    def get_withheld_sources(self, claim: Claim) -> int:
        cited = claim.citations.all()
        return len({each.source_id for each in cited if each.source.is_withheld})


class MergedDocument(serializers.Serializer):
    """An agent or a source that was found to be another, which stands for it now."""

    id = serializers.UUIDField()
    merged_into = serializers.URLField(
        help_text="The permanent address of the one that stands for it."
    )


class ClaimDocument(ClaimContent):
    """A published claim: what it says, and which version of it this is."""

    id = serializers.UUIDField()
    url = serializers.URLField(help_text="Its permanent address.")
    version = serializers.IntegerField()
    version_url = serializers.URLField(help_text="The address of this version.")
    previous_digest = serializers.CharField(
        help_text="SHA-256 of the version before, empty for the first."
    )
    event = serializers.ChoiceField(choices=["published", "updated", "corrected"])
    note = serializers.CharField(help_text="What changed and why, for readers.")
    published_at = serializers.DateTimeField(help_text="When it first went out.")
    updated_at = serializers.DateTimeField(help_text="When this version went out.")
    merged = MergedDocument(
        many=True,
        required=False,
        help_text="Agents and sources that the version before named, and this one "
        "names as others since both are one; there where there are any.",
    )


CONTENT = tuple(ClaimContent().fields)


def figures_document(claim: Claim, evidence: list[Citation]) -> dict[str, Any] | None:
    """Sum up the figures the evidence gives, ``None`` for a claim without a figure."""
    claimed = stated(claim)
    if claimed is None:
        return None
    summary = figures.summarise(
        claimed, [stated(each, each.scope) for each in evidence]
    )
    return {
        "given": summary.figures,
        "agree": summary.count(figures.Comparison.AGREES),
        "conflict": summary.count(figures.Comparison.CONFLICTS),
        "differ_in_scope": summary.count(figures.Comparison.DIFFERS_IN_SCOPE),
        "covering": summary.covering and interval_document(summary.covering),
        "words": summary.in_words(),
    }


def content_of(claim: Claim) -> dict[str, Any]:
    """Render what a claim would say in public now, read afresh from the desk."""
    return dict(ClaimContent(Claim.objects.with_document().get(pk=claim.pk)).data)
