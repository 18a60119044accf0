"""A claim's figures as the desk holds them, for the chart."""

from collections.abc import Iterable, Iterator

from claims import edtf
from claims.charts import Chart, Finding, Given, figures_chart
from claims.documents.claims import stated
from claims.figures import Origin, compare, group_origins
from claims.models import Citation, Claim, Review, ReviewState, Role
from claims.services.checks import Desk

TITLE = "What the claim says, what each source gives, and what we found"


def chart_of(desk: Desk) -> Chart | None:
    """Draw a claim, its citations and its finding; None where nothing is a number."""
    claim = desk.claim
    return figures_chart(
        TITLE,
        claimed=claim.figure,
        given=list(figures_given(claim, desk.citations)),
        finding=finding_of(desk.review) if desk.review else None,
        unit=claim.measure.name if claim.measure else "",
    )


def finding_of(review: Review) -> Finding:
    """Take a review's finding, and say so where it does not stand yet."""
    return Finding(
        review.finding_low,
        review.finding_best,
        review.finding_high,
        "" if review.state == ReviewState.APPROVED else "not approved yet",
    )


def figures_given(claim: Claim, citations: Iterable[Citation]) -> Iterator[Given]:
    """Give each figure of each source once, with its origin and how it stands."""
    cited = list(citations)
    sources = {each.source_id: each.source for each in cited}
    groups = group_origins(
        Origin(source.pk, source.repeats_id, source.publisher_id)
        for source in sources.values()
    )
    origins = {key: index for index, group in enumerate(groups) for key in group}
    seen = set()
    for each in cited:
        key = each.source_id, each.figure, each.scope
        if each.figure is None or key in seen:
            continue
        seen.add(key)
        yield Given(
            name=str(each.source.publisher or each.source),
            figure=each.figure,
            origin=origins[each.source_id],
            stands=compare(stated(claim), stated(each, each.scope)).comparison,
            note=note_of(each),
            scope=each.scope,
        )


def note_of(citation: Citation) -> str:
    """Say for which day a figure stands, and which source of its publisher says so."""
    source = citation.source
    words = [
        f"as of {edtf.parse(citation.as_of).in_words()}" if citation.as_of else "",
        "the claim appears in it" if citation.role == Role.APPEARANCE else "",
        "withheld" if source.is_withheld else "",
        source.title if source.publisher else "",
    ]
    return ", ".join(filter(None, words))
