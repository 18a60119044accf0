"""Checks of the evidence, each as a table of what is and what is not warned of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import LinkOutcome, ReviewState, Role, Stage
from claims.services.captures import keep_text
from claims.services.checks import check_claim
from claims.services.claims import plan_recheck, revise_claim
from claims.services.merging import merge_sources
from claims.services.reviews import draft_review
from tests import factories
from tests.services.merges import merge
from tests.stories import now

pytestmark = pytest.mark.django_db


def warned(claim, field):
    """Give the severities of what is said of one field."""
    return [each.severity.label for each in check_claim(claim) if each.field == field]


SEVERITY = {
    Stage.DRAFT: [],
    Stage.IN_REVIEW: ["warning"],
    Stage.PUBLISHED: ["violation"],
    Stage.WITHDRAWN: [],
}


@pytest.mark.parametrize("stage", Stage)
def test_claims_on_their_way_out_want_evidence(newsroom, stage):
    claim = newsroom.claim(stage)
    assert warned(claim, "citations") == SEVERITY[stage]

    factories.CitationFactory(claim=claim)

    assert warned(claim, "citations") == []


@pytest.mark.parametrize("tie", ["appears", "repeats", "publisher", "claimant"])
def test_evidence_that_is_the_claim_again_is_not_independent(newsroom, people, tie):
    claim = newsroom.claim(Stage.PUBLISHED)
    agent = factories.AgentFactory()
    first = factories.SourceFactory(publisher=agent)
    factories.CitationFactory(claim=claim, source=first, role=Role.APPEARANCE)
    if tie == "claimant":
        speaker = factories.AgentFactory()
        claim = revise_claim(
            claim, revision=claim.revision, by=people["Editor"], claimant=speaker
        )
    source = {
        "appears": lambda: first,
        "repeats": lambda: factories.SourceFactory(repeats=first),
        "publisher": lambda: factories.SourceFactory(publisher=agent),
        "claimant": lambda: factories.SourceFactory(publisher=speaker),
    }[tie]()
    factories.CitationFactory(claim=claim, source=source, role=Role.EVIDENCE)
    told = warned(claim, "citations")

    factories.CitationFactory(claim=claim)

    assert told == ["violation"]
    assert warned(claim, "citations") == []


@pytest.mark.parametrize(
    ("quote", "text", "said"),
    [
        ("more than 6,500", "It cost more than 6,500 lives.", []),
        ("more than 6,500", "It cost more\n   than\u00a06,500 lives.", []),
        ('"more than" 6,500', "It cost “more than” 6,500 lives.", []),
        ("more than 6,500", "It cost about 6,500 lives.", ["warning"]),
        ("more than 6,500", None, []),
        ("", "It cost about 6,500 lives.", []),
    ],
)
def test_quote_is_looked_for_in_the_newest_text(people, quote, text, said):
    citation = factories.CitationFactory(quote=quote)
    if text:
        editor = people["Editor"]
        keep_text(citation.source, text="An older copy.", by=editor)
        keep_text(citation.source, text=text, by=editor)

    assert warned(citation.claim, "quote") == said
    assert all(
        each.citation == citation
        for each in check_claim(citation.claim)
        if each.field == "quote"
    )


def test_quote_is_looked_for_in_the_texts_of_what_was_merged_too(people):
    citation = factories.CitationFactory(quote="more than 6,500")
    first, second = factories.SourceFactory.create_batch(2)
    keep_text(citation.source, text="An older copy.", by=people["Editor"])
    keep_text(first, text="It cost more than 6,500 lives.", by=people["Editor"])
    assert warned(citation.claim, "quote") == ["warning"]

    merge(merge_sources, second, first, people["Editor"])
    merge(merge_sources, citation.source, second, people["Editor"])

    assert warned(citation.claim, "quote") == []


SAID = {
    LinkOutcome.OK: [],
    LinkOutcome.CHANGED: ["suggestion"],
    LinkOutcome.GONE: ["warning"],
    LinkOutcome.QUOTE_MISSING: ["warning"],
    LinkOutcome.UNREACHABLE: ["suggestion"],
}


@pytest.mark.parametrize("before", [None, *LinkOutcome])
@pytest.mark.parametrize("newest", [None, *LinkOutcome])
def test_newest_check_of_a_link_is_what_counts(before, newest):
    citation = factories.CitationFactory()
    factories.CitationFactory(claim=citation.claim, source=citation.source, quote="6")
    factories.LinkCheckFactory(outcome=LinkOutcome.GONE)
    outcomes = [each for each in (before, newest) if each]
    for outcome in outcomes:
        factories.LinkCheckFactory(source=citation.source, outcome=outcome)

    said = SAID[outcomes[-1]] if outcomes else []
    assert warned(citation.claim, "source") == said
    assert all(
        each.citation == citation and str(citation.source) in each.words
        for each in check_claim(citation.claim)
        if each.field == "source"
    )


@pytest.mark.parametrize(
    ("state", "newer", "said"),
    [
        (ReviewState.APPROVED, 0, []),
        (ReviewState.APPROVED, 1, ["warning"]),
        (ReviewState.APPROVED, 2, ["warning"]),
        (ReviewState.SUBMITTED, 1, []),
        (None, 1, []),
    ],
)
def test_approved_review_is_newer_than_the_evidence(newsroom, state, newer, said):
    claim = factories.ClaimFactory()
    factories.CitationFactory(claim=claim)
    if state:
        newsroom.review(state, claim)
    for _ in range(newer):
        factories.CitationFactory(claim=claim)

    assert warned(claim, "review") == said


def test_a_new_review_that_is_worked_on_is_the_one_looked_at(newsroom):
    claim = factories.ClaimFactory()
    newsroom.review(ReviewState.SUPERSEDED, claim)
    factories.CitationFactory(claim=claim)
    assert warned(claim, "review") == ["warning"]

    draft_review(now(claim), by=newsroom.author)

    assert warned(claim, "review") == []


@pytest.mark.parametrize(("days", "said"), [(-1, ["warning"]), (0, []), (None, [])])
def test_recheck_is_overdue_the_day_after(people, days, said):
    claim = factories.ClaimFactory()
    if days is not None:
        day = timezone.localdate() + timedelta(days=days)
        claim = plan_recheck(claim, on=day, revision=1, by=people["Editor"])

    assert warned(claim, "recheck_on") == said
