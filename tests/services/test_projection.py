import datetime
import uuid
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange

from claims.models import PublishedClaim, PublishedTerm
from claims.models.finding import term_of
from claims.services.citations import cite_source
from claims.services.claims import revise_claim
from claims.services.publication import publish_claim
from claims.services.reviews import record_review
from tests import factories

day = datetime.date.fromisoformat


def published(newsroom, claim):
    claim.refresh_from_db()
    entry = publish_claim(claim, revision=claim.revision, by=newsroom.editor)
    return PublishedClaim.objects.using("default").get(pk=entry.pk)


def others(newsroom, claim, url="https://checks.example.org/a", **values):
    """Write down a review of another publisher."""
    publisher = factories.AgentFactory()
    return record_review(
        claim, publisher, label="False", url=url, by=newsroom.editor, **values
    )


@pytest.mark.django_db
def test_row_says_what_the_document_does(newsroom):
    claim = factories.FigureClaimFactory(
        claimant=factories.AgentFactory(), claimed="2022-05", period="../2020-11-10"
    )
    cite_source(
        claim,
        factories.SourceFactory(),
        by=newsroom.editor,
        comparator="exactly",
        value=Decimal(17),
    )

    row = published(newsroom, claim)

    assert (row.claim_id, row.first, row.until) == (claim.pk, row.pk, None)
    assert (row.topic_id, row.measure_id) == (claim.topic_id, claim.measure_id)
    assert (row.claimant_id, row.language) == (claim.claimant_id, "en")
    assert (row.status, row.has_conflict) == ("unverified", True)
    assert row.interval == NumericRange(Decimal(6500), None, "()")
    assert row.claimed == DateRange(day("2022-05-01"), day("2022-06-01"))
    assert row.period == DateRange(None, day("2020-11-11"))
    assert row.published_at == row.updated_at
    assert (row.reviews, row.dated) == (0, day("2022-05-31"))


@pytest.mark.django_db
def test_row_of_a_bare_claim_leaves_out_what_it_does_not_say(newsroom):
    row = published(newsroom, factories.ClaimFactory())

    assert {row.measure_id, row.claimant_id, row.interval, row.period, row.claimed} == {
        None
    }
    assert row.has_conflict is False
    assert (row.reviews, row.dated) == (0, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("claimed", "reviewed", "dated"),
    [
        ("", "2021-03", "2021-03-31"),
        ("2022", "2021-03-05", "2022-12-31"),
        ("2020", "2021-03-05/..", "2020-12-31"),
        ("2020-01-01/..", "", None),
    ],
)
def test_row_is_dated_by_what_is_newer(newsroom, claimed, reviewed, dated):
    claim = factories.ClaimFactory(claimed=claimed)
    others(newsroom, claim, reviewed=reviewed)

    row = published(newsroom, claim)

    assert (row.reviews, row.dated) == (1, dated and day(dated))


@pytest.mark.django_db
def test_row_is_dated_by_the_approval_of_a_review_that_has_no_date(newsroom):
    claim = factories.ClaimFactory(claimed="1999")
    review = newsroom.review("approved", claim)

    assert published(newsroom, claim).dated == review.approved_at.date()


@pytest.mark.django_db
def test_terms_are_the_values_a_claim_is_found_by(newsroom):
    claim = factories.ClaimFactory(language="zh-Hant-TW")
    claim.tags.add(factories.TagFactory(name="größe"))
    publisher = factories.AgentFactory()
    sources = [
        factories.SourceFactory(publisher=publisher, url=url)
        for url in (
            "https://user:x@WWW.News.Example.org:8080/a?b#c",
            "http://[::1]/",
            "https://example.org./",
            "",
        )
    ]
    for source in sources:
        factories.CitationFactory(claim=claim, source=source)
    review = newsroom.review("approved", claim)
    other = others(
        newsroom,
        claim,
        url="https://u@WWW.checks.example.org:8080/a",
        language="sr-Latn-RS",
    )

    row = published(newsroom, claim)

    terms = PublishedTerm.objects.using("default").filter(entry=row)
    assert {each.term for each in terms} == {
        uuid.UUID(term_of(kind, str(value)))
        for kind, values in {
            "status": ["verified"],
            "topic": [claim.topic_id],
            "has_conflict": ["false"],
            "tag": ["größe"],
            "language": ["zh", "zh-Hant", "zh-Hant-TW"],
            "verdict": [review.verdict_id, review.verdict.label],
            "source": [source.pk for source in sources],
            "publisher": [publisher.pk],
            "agent": [publisher.pk, other.publisher_id],
            "review": [
                "|en",
                "127.0.0.1|",
                "127.0.0.1|en",
                "|sr",
                "|sr-latn",
                "checks.example.org|",
                "checks.example.org|sr",
                "checks.example.org|sr-latn",
            ],
            "source_domain": [
                "www.news.example.org",
                "news.example.org",
                "example.org",
                "[::1]",
            ],
        }.items()
        for value in values
    }


@pytest.mark.django_db
def test_version_stands_until_the_next(newsroom):
    claim = factories.ClaimFactory()
    first = published(newsroom, claim)
    claim.refresh_from_db()
    type(claim).objects.filter(pk=claim.pk).update(
        text="Else", revision=claim.revision + 1
    )

    second = published(newsroom, claim)

    first.refresh_from_db(using="default")
    assert (first.until, second.until) == (second.pk, None)
    assert (first.first, second.first) == (first.pk, first.pk)
    ends = PublishedTerm.objects.using("default").values_list("entry", "until")
    assert set(ends) == {(first.pk, second.pk), (second.pk, None)}


@pytest.mark.django_db
def test_two_versions_of_a_claim_never_stand_at_once(newsroom):
    claim = factories.ClaimFactory()
    replaced = published(newsroom, claim)
    claim.refresh_from_db()
    revise_claim(
        claim, text="Else", revision=claim.revision, by=newsroom.editor, reason="Else."
    )
    published(newsroom, claim)
    rows = PublishedClaim.objects.using("default").filter(pk=replaced.pk)

    with pytest.raises(IntegrityError, match="published_claim_stands_once"):
        rows.update(until=None)
