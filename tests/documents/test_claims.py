from decimal import Decimal

import pytest
import rfc8785
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.documents import CONTENT, content_of
from claims.models import Comparator
from claims.services.reviews import (
    approve_review,
    draft_review,
    record_review,
    submit_review,
)
from tests import factories

pytestmark = pytest.mark.django_db


def cite(claim, value=None, *, comparator=Comparator.EXACTLY, source=None, **values):
    """Cite a source that gives a number."""
    return factories.CitationFactory(
        claim=claim,
        source=source or factories.SourceFactory(),
        comparator=comparator if value else "",
        value=value and Decimal(value),
        **values,
    )


def approved(claim, people, **values):
    author = people["Fact-checker"]
    review = draft_review(
        claim,
        by=author,
        **{"verdict": factories.VerdictFactory(), "summary": "So it is.", **values},
    )
    review = submit_review(review, revision=review.revision, by=author)
    return approve_review(review, revision=review.revision, by=people["Editor"])


def test_content_of_a_claim_with_nothing_optional():
    content = content_of(factories.ClaimFactory(text="It rained."))

    assert tuple(content) == CONTENT
    assert content["text"] == "It rained."
    assert content["status"] == "unverified"
    missing = ("claimant", "claimed", "measure", "figure", "as_of", "period")
    assert {content[name] for name in missing} == {None}
    assert content["citations"] == content["reviews"] == content["tags"] == []
    assert content["evidence"] == {
        "sources": 0,
        "withheld": 0,
        "independent_origins": 0,
        "figures": None,
    }


def test_content_of_tells_the_figure_with_its_interval():
    claim = factories.FigureClaimFactory(comparator="about", value=Decimal(30000))

    assert content_of(claim)["figure"] == {
        "comparator": "about",
        "value": "30000",
        "upper": None,
        "unit": "people",
        "wording": "more than 6,500",
        "words": "about 30,000 people killed",
        "interval": {
            "lower": "25000",
            "upper": "35000",
            "lower_inclusive": True,
            "upper_inclusive": True,
        },
    }


def test_content_of_compares_each_source_with_the_claim():
    claim = factories.FigureClaimFactory(as_of="2020-11-10")
    cite(claim, 7300)
    cite(claim, 4000)
    cite(claim, 4000, scope="soldiers")
    cite(claim, 4000, as_of="2019")
    cite(claim)

    content = content_of(claim)

    assert [(each["comparison"], each["reasons"]) for each in content["citations"]] == [
        ("agrees", []),
        ("conflicts", []),
        ("differs_in_scope", ["scope"]),
        ("differs_in_scope", ["as_of"]),
        ("no_figure", []),
    ]
    figures = content["evidence"]["figures"]
    assert (figures["given"], figures["agree"], figures["conflict"]) == (4, 1, 1)
    assert figures["covering"]["lower"] == "4000"


def test_content_of_has_no_covering_interval_without_figures():
    claim = factories.FigureClaimFactory()
    cite(claim)

    assert content_of(claim)["evidence"]["figures"]["covering"] is None


def test_content_of_counts_withheld_sources_and_names_none():
    claim = factories.FigureClaimFactory()
    withheld = factories.SourceFactory(is_withheld=True, withheld_reason="Danger.")
    cite(claim, 987, source=withheld)
    cite(claim, source=withheld, role="appearance")
    cite(claim, 7000)

    content = content_of(claim)

    assert content["withheld_sources"] == 1
    assert content["evidence"]["sources"] == 2
    assert content["evidence"]["withheld"] == 1
    assert content["evidence"]["figures"]["given"] == 1
    assert len(content["citations"]) == 1
    assert str(withheld.pk) not in str(content)


@pytest.mark.parametrize("link", ["publisher", "repeats"])
def test_content_of_does_not_tell_whose_a_withheld_source_is(link):
    """Were it counted with the others, their number would tell."""
    agent, claim = factories.AgentFactory(), factories.ClaimFactory()
    named = factories.SourceFactory(publisher=agent)
    tied = {"publisher": agent} if link == "publisher" else {"repeats": named}
    hidden = {"is_withheld": True, "withheld_reason": "Danger."}
    cite(claim, source=named)
    citation = cite(claim, source=factories.SourceFactory(**tied, **hidden))
    tied_count = content_of(claim)["evidence"]
    citation.delete()
    cite(claim, source=factories.SourceFactory(**hidden))

    assert content_of(claim)["evidence"] == tied_count


def test_content_of_counts_sources_behind_one_withheld_source_once():
    claim = factories.ClaimFactory()
    withheld = factories.SourceFactory(is_withheld=True, withheld_reason="Danger.")
    for _ in range(2):
        cite(claim, source=factories.SourceFactory(repeats=withheld))

    content = content_of(claim)

    assert content["evidence"]["independent_origins"] == 1
    assert [each["source"]["repeats"] for each in content["citations"]] == [None, None]


def test_content_of_names_the_source_that_is_repeated():
    claim, first = factories.ClaimFactory(), factories.SourceFactory()
    cite(claim, source=factories.SourceFactory(repeats=first))

    assert content_of(claim)["citations"][0]["source"]["repeats"] == str(first.pk)


def test_content_of_quotes_with_the_words_around():
    claim = factories.ClaimFactory()
    cite(claim, quote="rain", quote_prefix="It was ", quote_suffix=".")

    assert content_of(claim)["citations"][0]["quote"] == {
        "exact": "rain",
        "prefix": "It was ",
        "suffix": ".",
    }


def test_content_of_holds_reviews_that_stand_ours_first(people):
    claim = factories.ClaimFactory()
    other = factories.AgentFactory()
    record_review(
        claim,
        other,
        label="Mostly true",
        url="https://example.org/theirs",
        by=people["Fact-checker"],
    )
    approved(claim, people, summary="Superseded.")
    ours = approved(claim, people, finding_best=Decimal("7500.50"))
    draft_review(claim, by=people["Fact-checker"], summary="Not yet.")

    content = content_of(claim)

    first, second = content["reviews"]
    assert (len(content["reviews"]), content["status"]) == (2, "verified")
    assert first["id"] == str(ours.pk)
    assert first["verdict"]["definition"] == "Given when the evidence says so."
    assert first["finding"] == {"low": None, "best": "7500.5", "high": None}
    assert (second["publisher"]["id"], second["label"]) == (
        str(other.pk),
        "Mostly true",
    )
    assert (second["verdict"], second["finding"]) == (None, None)
    assert second["approved_at"] is None


def test_content_of_is_the_same_bytes_whatever_the_order_of_rows(people):
    claim = factories.FigureClaimFactory()
    claim.tags.add(*(factories.TagFactory(name=name) for name in ("b", "a", "c")))
    source = factories.SourceFactory()
    source.authors.add(*(factories.AgentFactory(name=name) for name in ("B", "A")))
    cite(claim, 1, source=source)
    cite(claim, 2)
    approved(claim, people)
    before = rfc8785.dumps(content_of(claim))

    # A row that is written again stands elsewhere in its table.
    for table in ("claims_claim_tags", "claims_source_authors", "claims_citation"):
        move_rows(table)
    after = rfc8785.dumps(content_of(claim))

    assert before == after


def move_rows(table):
    """Write the rows of a table again, the last first, past every trigger."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE kept AS SELECT * FROM {table}")
        cursor.execute("SELECT id FROM kept ORDER BY id DESC")
        for (key,) in cursor.fetchall():
            columns = (
                "revision = revision + 1" if table.endswith("citation") else "id = id"
            )
            cursor.execute(f"UPDATE {table} SET {columns} WHERE id = %s", [key])
        cursor.execute("DROP TABLE kept")


@pytest.mark.parametrize("number", [1, 11])
def test_content_of_takes_five_queries(number):
    claim = factories.FigureClaimFactory()
    for _ in range(number):
        source = factories.SourceFactory(publisher=factories.AgentFactory())
        source.authors.add(factories.AgentFactory())
        cite(claim, 7000, source=source)
        claim.tags.add(factories.TagFactory())

    with CaptureQueriesContext(connection) as queries:
        content_of(claim)

    assert len(queries) == 5
