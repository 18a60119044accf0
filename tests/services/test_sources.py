import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Citation, Source
from claims.services.merging import merge_sources
from claims.services.sources import (
    cite_by_address,
    date_in,
    known_source,
    publisher_of,
    title_in,
    told_by,
)
from tests import factories
from tests.stories import everything

URL = "https://www.example.org/war/2020"


@pytest.fixture
def source():
    publisher = factories.AgentFactory(name="The Daily")
    return factories.SourceFactory(title="A war", url=URL, publisher=publisher)


KNOWN = [
    URL,
    "http://www.EXAMPLE.org/war/2020/?utm_source=mail#top",
    f"As told at {URL}.",
    "The Daily, “A war”, 2020",
    'the daily: "A War," 2020',
]
UNKNOWN = [
    "",
    "A war",
    "“A war”",
    "“A war”, The Weekly",
    "https://www.example.org/war/2021",
    "https://[",
    "\x00",
]


@pytest.mark.django_db
@pytest.mark.parametrize("text", KNOWN)
def test_known_source_is_found(source, text):
    assert known_source(text) == source


@pytest.mark.django_db
@pytest.mark.parametrize("text", UNKNOWN)
def test_source_that_is_not_known_is_not_found(source, text):
    assert known_source(text) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://doi.org/10.1000/AbC", "Doe (2020), doi:10.1000/abc."),
        ("https://openlibrary.org/isbn/9783161484100", "ISBN 978-3-16-148410-0"),
    ],
)
def test_source_is_known_by_its_number(url, text):
    source = factories.SourceFactory(url=url)

    assert known_source(text) == source


@pytest.mark.django_db
def test_title_alone_is_enough_without_a_publisher():
    source = factories.SourceFactory(title="A war")

    assert known_source("“A war”, 2020") == source


@pytest.mark.django_db
def test_title_is_enough_on_a_site_of_its_publisher(source):
    assert known_source("“A war” https://www.example.org/other") == source


@pytest.mark.django_db
def test_source_that_was_merged_leads_to_the_one_that_stands(source, newsroom):
    kept = factories.SourceFactory()
    merge_sources(kept, source, revisions=(1, 1), by=newsroom.editor, reason="One.")

    assert known_source(URL) == kept


@pytest.mark.django_db
def test_told_by_a_citation(source):
    told = told_by("“Another war”, 10 November 2020, https://www.example.org/b")

    assert told == {
        "kind": "article",
        "title": "Another war",
        "publisher": source.publisher,
        "url": "https://www.example.org/b",
        "published": "2020-11-10",
    }
    assert told_by("nothing") == {"kind": "article"}


@pytest.mark.django_db
@pytest.mark.parametrize("site", ["https://example.org", "http://www.example.org/"])
def test_publisher_is_the_agent_whose_site_it_is(site):
    agent = factories.AgentFactory(site=site)

    assert publisher_of(["https://www.example.org/a"]) == agent


@pytest.mark.django_db
def test_publisher_of_a_host_nobody_knows(source):
    assert publisher_of(["https://other.example/a"]) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("", ""),
        ("In 2020.", "2020"),
        ("2020-11-10", "2020-11-10"),
        ("2020-11", "2020-11"),
        ("November 2020", "2020-11"),
        ("3 May, 2021", "2021-05-03"),
        ("12020 and 2099", "2099"),
    ],
)
def test_date_in_a_citation(text, date):
    assert date_in(text) == date


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("", ""),
        ("“A war,” 2020", "A war"),
        ('"A war"', "A war"),
        ("« Une guerre »", "Une guerre"),
        ("„Ein Krieg“", "Ein Krieg"),
        ("no marks", ""),
    ],
)
def test_title_in_a_citation(text, title):
    assert title_in(text) == title


@pytest.mark.django_db
def test_cite_by_address_takes_the_source_that_is_known(source, newsroom):
    claim = factories.ClaimFactory()

    cited = cite_by_address(
        claim, URL, by=newsroom.author, source={"title": "Else"}, stance="supports"
    )

    assert cited.was_known
    assert (cited.citation.source, cited.citation.stance) == (source, "supports")
    assert Source.objects.count() == 1


@pytest.mark.django_db
def test_cite_by_address_makes_a_new_source(newsroom):
    claim = factories.ClaimFactory()

    cited = cite_by_address(
        claim, URL, by=newsroom.author, source={**told_by(URL), "title": "New"}
    )

    assert not cited.was_known
    assert cited.citation.source.canonical_url == URL


@pytest.mark.django_db
def test_cite_by_address_refuses_what_nobody_describes(newsroom):
    before = everything()

    with pytest.raises(ValidationError) as refused:
        cite_by_address(factories.ClaimFactory.build(), URL, by=newsroom.author)

    assert set(refused.value.error_dict) == {"text"}
    assert everything() == before


@pytest.mark.django_db
def test_cite_by_address_writes_all_or_nothing(people):
    claim = factories.ClaimFactory()
    before = everything()

    with pytest.raises(ValidationError):
        cite_by_address(
            claim,
            URL,
            by=people["Researcher"],
            source={"title": "New", "kind": "article"},
            credibility=7,
        )
    with pytest.raises(PermissionDenied):
        cite_by_address(claim, URL, by=people["Partner manager"], source={})

    assert everything() == before
    assert not Citation.objects.exists()


@pytest.mark.django_db
def test_sources_are_found_by_their_indexes(source):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    with CaptureQueriesContext(connection) as queries:
        known_source("“Else” https://www.example.org/other")

    for query in queries.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {query['sql']}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
        assert "Seq Scan" not in plan, plan
