"""``…/figures/``: every source's figure on one measure, side by side."""

import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

import rfc8785
from django.db import connections, transaction
from django.http import Http404, HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from claims.api import pages
from claims.api.access import allowed_to
from claims.api.nouns import bound_of, state_of
from claims.api.parameters import read_parameters
from claims.api.stored import etag_of, stored
from claims.documents import Comparison, Row, rows_of
from claims.documents.claims import CitationDocument, FindingDocument
from claims.documents.parts import (
    AgentDocument,
    EdtfDocumentField,
    FigureDocument,
    IntervalDocument,
    MeasureDocument,
)
from claims.models import Entry, PublishedFigures, Status, Told
from claims.models.comparisons import PublishedFiguresQuerySet

# The claims of one measure that are compared: the newest, where there are more.
MOST = 2000
# Goes up when the same claims come to be told otherwise.
FORM = "figures 1"


class DifferDocument(serializers.Serializer):
    """Figures that are not met and not in conflict, by the likely reason."""

    scope = serializers.IntegerField(help_text="They count something else.")
    as_of = serializers.IntegerField(
        help_text="They count the same, and stand for another day."
    )


class OthersDocument(serializers.Serializer):
    """How figures stand to one another: intervals that meet agree."""

    agree = serializers.IntegerField()
    conflict = serializers.IntegerField(
        help_text="Not met, and neither scope nor as-of date tells why."
    )
    differ = DifferDocument()


class ApprovedFinding(FindingDocument):
    """What the newsroom found, in a review that a second person approved."""

    approved_at = serializers.DateTimeField()


class AgreementDocument(serializers.Serializer):
    """Where the most figures meet."""

    figures = serializers.IntegerField()
    interval = IntervalDocument()


class MeasureFigures(serializers.Serializer):
    """All figures on a measure that sources give as evidence, each source's once."""

    measure = MeasureDocument()
    compared = serializers.IntegerField(
        help_text=f"Claims compared, the newest {MOST} at most."
    )
    is_complete = serializers.BooleanField(
        help_text="Whether these are all the public claims with figures on it."
    )
    sources = serializers.IntegerField(help_text="Sources that give a figure.")
    independent_origins = serializers.IntegerField(
        help_text="Of these; those that repeat one another or share a publisher "
        "count once."
    )
    figures = serializers.IntegerField(help_text="Different figures they give.")
    covering = IntervalDocument(
        allow_null=True, help_text="From the least to the greatest bound given."
    )
    agreement = AgreementDocument(allow_null=True)
    pairs = OthersDocument(help_text="Pairs of figures.")
    findings = serializers.IntegerField(help_text="Findings of ours.")
    finding = ApprovedFinding(
        allow_null=True, help_text="The one of ours that was approved last."
    )


class FigureCitation(CitationDocument):
    """What one source says, and how its figure stands to those of the others."""

    quote = None
    locator = None
    others = OthersDocument()


class FigureClaim(serializers.Serializer):
    """A public claim on a measure with the figures given for it."""

    measure = serializers.UUIDField()
    id = serializers.UUIDField()
    url = serializers.URLField()
    version = serializers.IntegerField()
    version_url = serializers.URLField()
    text = serializers.CharField()
    language = serializers.CharField()
    claimant = AgentDocument(allow_null=True)
    claimed = EdtfDocumentField()
    status = serializers.ChoiceField(choices=Status.choices)
    figure = FigureDocument(allow_null=True)
    as_of = EdtfDocumentField()
    others = OthersDocument(
        allow_null=True, help_text="How its figure stands to those that sources give."
    )
    citations = FigureCitation(many=True, help_text="Those that give a figure.")
    finding = ApprovedFinding(allow_null=True)


class FigurePage(serializers.Serializer):
    """A page of claims with figures, and what all figures of their measures come to."""

    next = serializers.URLField(
        allow_null=True, help_text="The page after this one, null at the end."
    )
    measures = MeasureFigures(many=True, help_text="The measures of this page.")
    results = FigureClaim(many=True)


def answer_figures(
    request: Request,
    tell: Callable[[str], Told | None],
    find: Callable[[uuid.UUID], PublishedFiguresQuerySet],
) -> HttpResponse:
    """Answer with the figures of a noun's claims, as far as the asker may see them.

    One database is asked, also where several could answer: what the ETag is made of
    must not be newer than the figures.
    """
    cursor = partial(pages.keys_of, bound=bound_of(request), number=2)
    given = read_parameters(request, cursor=cursor, page_size=pages.page_size)
    alias = PublishedFigures.objects.all().db
    told = tell(alias)
    if told is None:
        raise Http404
    allowed = allowed_to(request)
    rows = find(told.id).using(alias).visible_to(allowed)
    # The newest claim and their number tell no two choices of claims apart.
    chosen = [*map(str, allowed.topics), *allowed.languages]
    return stored(
        request,
        etag_of([FORM, *state_of(told), *sorted(chosen)]),
        lambda: page_of(request, rows, given),
    )


def page_of(
    request: Request, rows: PublishedFiguresQuerySet, given: dict[str, Any]
) -> bytes:
    """Render a page of claims, and their measures, all as of one moment."""
    size = given.get("page_size", pages.DEFAULT_SIZE)
    following = None
    measures, results = [], []
    with one_moment(rows.db):
        claims = rows.page(after=given.get("cursor"), limit=size + 1)
        if len(claims) > size:
            last = claims[size - 1]
            cursor = pages.cursor_after(bound_of(request), last.measure_id, last.id)
            following = pages.next_link(request, cursor)
        for key, on_it in groupby(claims[:size], key=attrgetter("measure_id")):
            of_page = rows_of([claim.document for claim in on_it])
            measure, told = compare(rows, key, of_page)
            measures.append(measure)
            results += told
    return rfc8785.dumps({"next": following, "measures": measures, "results": results})


@contextmanager
def one_moment(alias: str) -> Iterator[None]:
    """Have every query see the record as the first of them does."""
    with transaction.atomic(alias), connections[alias].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def compare(
    rows: PublishedFiguresQuerySet, measure_id: uuid.UUID, of_page: list[Row]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Tell a measure, and the claims of the page on it beside all others."""
    newest = rows.newest(measure_id, MOST + 1)
    comparison = Comparison(stated for _, stated in newest[:MOST])
    standing = comparison.standings(place for row in of_page for place in row.places)
    last = max(sequence for sequence, _ in newest)
    [telling] = Entry.objects.using(rows.db).filter(pk=last)
    measure = {
        "measure": json.loads(bytes(telling.document))["measure"],
        "is_complete": len(newest) <= MOST,
        **comparison.summary(standing),
    }
    return measure, [row.told(comparison, standing) for row in of_page]


def of_measure(measure_id: uuid.UUID) -> PublishedFiguresQuerySet:
    """Find the figures on one measure."""
    return PublishedFigures.objects.filter(measure_id=measure_id)


def of_topic(topic_id: uuid.UUID) -> PublishedFiguresQuerySet:
    """Find the figures of one topic."""
    return PublishedFigures.objects.filter(topic_id=topic_id)
