"""One broken row for each named constraint of the desk and the record."""

from decimal import Decimal
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone

from claims.models import Event, ReviewState
from claims.models.base import new_id
from tests.factories import (
    AgentFactory,
    CaptureFactory,
    CitationFactory,
    ClaimFactory,
    ClaimLinkFactory,
    FigureClaimFactory,
    LinkCheckFactory,
    MeasureFactory,
    PresenceFactory,
    RecheckReminderFactory,
    ReviewFactory,
    SavedFilterFactory,
    ScheduledPublicationFactory,
    SourceFactory,
    TagFactory,
    TopicFactory,
    UserFactory,
    VerdictFactory,
)
from tests.models.rows import entry, rows
from tests.stories import Newsroom


class Broken(NamedTuple):
    """A valid row, the values that break it, and the field that says so."""

    constraint: str
    factory: Any
    values: dict[str, Any]
    field: str


class Same(NamedTuple):
    """What another column of the row holds."""

    column: str


ITSELF = "itself"
AGAIN = "again"


def figures(model: str, factory: Any) -> list[Broken]:
    half = f"{model}_figure_has_comparator_and_value"
    bounds = f"{model}_only_between_has_two_bounds"
    order = f"{model}_lower_bound_is_not_above_upper"
    between = {"comparator": "between"}
    return [
        Broken(half, factory, {"comparator": ""}, "comparator"),
        Broken(half, factory, {"value": None}, "comparator"),
        Broken(half, factory, {"comparator": "roughly"}, "comparator"),
        Broken(bounds, factory, between, "upper"),
        Broken(bounds, factory, {"upper": Decimal(9000)}, "upper"),
        Broken(order, factory, {**between, "upper": Decimal(6499)}, "upper"),
    ]


def figure_citation(**values: Any) -> Any:
    given = {"comparator": "more_than", "value": Decimal(6500)}
    return CitationFactory(**{**given, **values})


def placed_source(**values: Any) -> Any:
    return SourceFactory(**{"url": f"https://example.org/{new_id()}", **values})


def graded_verdict(**values: Any) -> Any:
    return VerdictFactory(**{"rating": 3, "best": 5, "worst": 1, **values})


def others_review(**values: Any) -> Any:
    given = {
        "publisher": AgentFactory(),
        "label": "Mostly true",
        "url": "https://other.example/1",
        "state": ReviewState.APPROVED,
    }
    return ReviewFactory(**{**given, **values})


def approved_review(**values: Any) -> Any:
    return Newsroom(*UserFactory.create_batch(2, is_superuser=True)).review("approved")


WHEN = timezone.now()
ONE_TO_SIX = "citation_credibility_is_1_to_6"
SCALE = "verdict_is_on_the_scale_or_off_it"
RANGE = "verdict_rating_is_between_worst_and_best"
ORDER = "review_finding_low_best_high_are_in_order"
OTHERS = "review_of_others_names_rating_and_address"
SUBMITTED = "review_submitted_has_verdict_and_summary"
EYES = "review_of_ours_has_four_eyes"
NOTED = "entry_correction_and_withdrawal_have_a_note"
WHY = "scheduledpublication_refused_says_why"
STATED = {"state": ReviewState.SUBMITTED}
RETURNED = "review_returned_says_why"

BROKEN = [
    Broken("agent_kind_is_known", AgentFactory, {"kind": "ghost"}, "kind"),
    Broken(
        "agent_wikidata_is_well_formed", AgentFactory, {"wikidata": "42"}, "wikidata"
    ),
    Broken(
        "agent_site_is_well_formed", AgentFactory, {"site": "ftp://a.example"}, "site"
    ),
    Broken("agent_country_is_well_formed", AgentFactory, {"country": "am"}, "country"),
    Broken("agent_is_listed_once", AgentFactory, {AGAIN: ["name", "kind"]}, "__all__"),
    Broken(
        "agent_is_not_merged_into_itself",
        AgentFactory,
        {ITSELF: "merged_into"},
        "merged_into",
    ),
    Broken(
        "claim_is_not_merged_into_itself",
        ClaimFactory,
        {ITSELF: "merged_into"},
        "merged_into",
    ),
    Broken(
        "source_is_not_merged_into_itself",
        SourceFactory,
        {ITSELF: "merged_into"},
        "merged_into",
    ),
    Broken(
        "source_has_its_address_alone",
        placed_source,
        {AGAIN: ["url", "canonical_url", "archive_url"]},
        "url",
    ),
    Broken("topic_kind_is_known", TopicFactory, {"kind": "war"}, "kind"),
    Broken(
        "topic_wikidata_is_well_formed", TopicFactory, {"wikidata": "Q0"}, "wikidata"
    ),
    Broken("topic_slug_is_well_formed", TopicFactory, {"slug": "A-War"}, "slug"),
    Broken("topic_is_not_its_own_parent", TopicFactory, {ITSELF: "parent"}, "parent"),
    Broken(
        "measure_is_defined_once",
        MeasureFactory,
        {AGAIN: ["topic", "name", "scope", "period"]},
        "__all__",
    ),
    Broken(
        "savedfilter_query_is_well_formed", SavedFilterFactory, {"query": "?q"}, "query"
    ),
    Broken(
        "saved_filter_has_its_name_once",
        SavedFilterFactory,
        {AGAIN: ["owner", "name"]},
        "__all__",
    ),
    Broken("tag_name_is_well_formed", TagFactory, {"name": "a,b"}, "name"),
    Broken("tag_name_is_well_formed", TagFactory, {"name": "#a"}, "name"),
    Broken("source_kind_is_known", SourceFactory, {"kind": "rumour"}, "kind"),
    Broken(
        "source_directness_is_known", SourceFactory, {"directness": "x"}, "directness"
    ),
    Broken(
        "source_reliability_is_known",
        SourceFactory,
        {"reliability": "G"},
        "reliability",
    ),
    Broken(
        "source_language_is_well_formed", SourceFactory, {"language": "e"}, "language"
    ),
    Broken("source_url_is_well_formed", SourceFactory, {"url": "//a.example"}, "url"),
    Broken(
        "source_archive_url_is_well_formed",
        SourceFactory,
        {"archive_url": "a.example"},
        "archive_url",
    ),
    Broken(
        "source_archive_digest_is_well_formed",
        SourceFactory,
        {"archive_digest": "A" * 64},
        "archive_digest",
    ),
    Broken(
        "source_does_not_repeat_itself", SourceFactory, {ITSELF: "repeats"}, "repeats"
    ),
    Broken(
        "source_withheld_needs_a_reason",
        SourceFactory,
        {"is_withheld": True},
        "withheld_reason",
    ),
    Broken(
        "source_withheld_needs_a_reason",
        SourceFactory,
        {"withheld_reason": "Danger."},
        "withheld_reason",
    ),
    Broken("capture_kind_is_known", CaptureFactory, {"kind": "dreamt"}, "kind"),
    Broken("capture_url_is_well_formed", CaptureFactory, {"url": "a.example"}, "url"),
    Broken(
        "capture_archive_url_is_well_formed",
        CaptureFactory,
        {"archive_url": "archive"},
        "archive_url",
    ),
    Broken("capture_digest_is_well_formed", CaptureFactory, {"digest": ""}, "digest"),
    Broken("verdict_status_is_known", VerdictFactory, {"status": "maybe"}, "status"),
    Broken(
        "verdict_colour_is_well_formed", VerdictFactory, {"colour": "red"}, "colour"
    ),
    Broken(SCALE, graded_verdict, {"best": None}, "rating"),
    Broken(SCALE, VerdictFactory, {"worst": 1}, "rating"),
    Broken(RANGE, graded_verdict, {"rating": 6}, "rating"),
    Broken(RANGE, graded_verdict, {"rating": 0}, "rating"),
    Broken(RANGE, graded_verdict, {"worst": 0}, "rating"),
    Broken(RANGE, graded_verdict, {"rating": 1, "best": 1}, "rating"),
    *figures("claim", FigureClaimFactory),
    Broken("claim_stage_is_known", ClaimFactory, {"stage": "lost"}, "stage"),
    Broken("claim_status_is_known", ClaimFactory, {"status": "lost"}, "status"),
    Broken(
        "claim_language_is_well_formed", ClaimFactory, {"language": "E"}, "language"
    ),
    Broken(
        "claim_figure_counts_something",
        FigureClaimFactory,
        {"measure": None},
        "measure",
    ),
    *figures("citation", figure_citation),
    Broken("citation_role_is_known", CitationFactory, {"role": "x"}, "role"),
    Broken("citation_stance_is_known", CitationFactory, {"stance": "x"}, "stance"),
    Broken(ONE_TO_SIX, CitationFactory, {"credibility": 0}, "credibility"),
    Broken(ONE_TO_SIX, CitationFactory, {"credibility": 7}, "credibility"),
    Broken(
        "citation_quote_context_needs_a_quote",
        CitationFactory,
        {"quote_prefix": "before"},
        "quote",
    ),
    Broken(
        "citation_quote_context_needs_a_quote",
        CitationFactory,
        {"quote_suffix": "after"},
        "quote",
    ),
    Broken(
        "citation_is_made_once",
        CitationFactory,
        {AGAIN: ["claim", "source", "role", "locator", "quote"]},
        "__all__",
    ),
    Broken("claimlink_kind_is_known", ClaimLinkFactory, {"kind": "x"}, "kind"),
    Broken(
        "claimlink_joins_two_claims",
        ClaimLinkFactory,
        {"to_claim": Same("from_claim")},
        "to_claim",
    ),
    Broken(
        "claimlink_is_made_once",
        ClaimLinkFactory,
        {AGAIN: ["from_claim", "kind", "to_claim"]},
        "__all__",
    ),
    Broken(
        "presence_is_noted_once",
        PresenceFactory,
        {AGAIN: ["claim", "person"]},
        "__all__",
    ),
    Broken("review_state_is_known", ReviewFactory, {"state": "lost"}, "state"),
    Broken(
        "review_language_is_well_formed", ReviewFactory, {"language": ""}, "language"
    ),
    Broken("review_url_is_well_formed", ReviewFactory, {"url": "a.example"}, "url"),
    Broken(ORDER, ReviewFactory, {"finding_low": 2, "finding_best": 1}, "finding_best"),
    Broken(
        ORDER, ReviewFactory, {"finding_best": 2, "finding_high": 1}, "finding_best"
    ),
    Broken(ORDER, ReviewFactory, {"finding_low": 2, "finding_high": 1}, "finding_best"),
    Broken(OTHERS, ReviewFactory, {"label": "Mostly true"}, "publisher"),
    Broken(OTHERS, others_review, {"label": ""}, "publisher"),
    Broken(OTHERS, others_review, {"url": ""}, "publisher"),
    Broken(
        "review_of_others_is_not_worked_on",
        others_review,
        {"state": "draft"},
        "publisher",
    ),
    Broken(SUBMITTED, ReviewFactory, {**STATED, "verdict": None}, "verdict"),
    Broken(SUBMITTED, ReviewFactory, {**STATED, "summary": ""}, "verdict"),
    Broken(EYES, ReviewFactory, {"state": "approved"}, "approved_by"),
    Broken(EYES, ReviewFactory, {"state": "superseded"}, "approved_by"),
    Broken(
        EYES,
        ReviewFactory,
        {"state": "approved", "approved_by": Same("author"), "approved_at": WHEN},
        "approved_by",
    ),
    Broken(RETURNED, ReviewFactory, {"state": "returned"}, "return_reason"),
    Broken("review_of_ours_is_open_once", ReviewFactory, {AGAIN: ["claim"]}, "__all__"),
    Broken(
        "review_of_ours_stands_alone", approved_review, {AGAIN: ["claim"]}, "__all__"
    ),
    Broken(
        "review_of_others_is_recorded_once",
        others_review,
        {AGAIN: ["claim", "publisher", "url"]},
        "__all__",
    ),
    Broken(
        "scheduledpublication_state_is_known",
        ScheduledPublicationFactory,
        {"state": "lost"},
        "state",
    ),
    Broken(
        "scheduledpublication_seal_is_well_formed",
        ScheduledPublicationFactory,
        {"seal": "A" * 64},
        "seal",
    ),
    Broken(WHY, ScheduledPublicationFactory, {"state": "refused"}, "refusal"),
    Broken(WHY, ScheduledPublicationFactory, {"refusal": "Changed."}, "refusal"),
    Broken(
        "scheduledpublication_waits_once",
        ScheduledPublicationFactory,
        {AGAIN: ["claim"]},
        "__all__",
    ),
    Broken("linkcheck_outcome_is_known", LinkCheckFactory, {"outcome": "x"}, "outcome"),
    Broken(
        "recheckreminder_is_sent_once",
        RecheckReminderFactory,
        {AGAIN: ["claim", "recheck_on"]},
        "__all__",
    ),
    Broken("entry_event_is_known", entry, {"event": "x"}, "event"),
    Broken("entry_is_one_version", entry, {"sequence": 0}, "__all__"),
    Broken(NOTED, entry, {"event": Event.CORRECTED}, "note"),
    Broken(NOTED, entry, {"event": Event.WITHDRAWN}, "note"),
]


def broken(case: Broken, row: Any) -> Any:
    """Make of a case's valid row the one that breaks its rule."""
    values = dict(case.values)
    other = case.factory() if AGAIN in values else row
    for name in values.pop(AGAIN, []):
        setattr(other, name, getattr(row, name))
    if ITSELF in values:
        values[values.pop(ITSELF)] = row
    for name, value in values.items():
        if isinstance(value, Same):
            value = getattr(row, value.column)
        setattr(other, name, value() if value is UserFactory else value)
    return other


def halves(model: type[models.Model], name: str) -> list[Broken]:
    """Give both halves of a pair, each without the other."""
    constraint = f"{model._meta.model_name}_{name}_at_and_by_go_together"
    return [
        Broken(constraint, rows()[model], values, f"{name}_by")
        for values in ({f"{name}_at": WHEN}, {f"{name}_by": UserFactory})
    ]
