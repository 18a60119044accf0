import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.models import Agent, Capture, Source
from claims.services.articles import ingest_article
from claims.services.captures import keep_text
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "The 2020 war killed more than 6,500 people, the ministry said."


@pytest.fixture
def root():
    return factories.UserFactory(is_superuser=True)


def test_a_known_source_is_kept_and_its_new_text_with_it(root):
    source = factories.SourceFactory(url="https://news.example/1")
    keep_text(source, text="It said something else.", by=root)

    ingested = ingest_article(TEXT, by=root, url="https://news.example/1/")

    assert (ingested.source, ingested.was_known) == (source, True)
    assert Capture.objects.kept_of(source).count() == 2
    assert [str(one.figure.figure) for one in ingested.candidates] == [
        "more than 6,500"
    ]


def test_a_known_publisher_is_named(root):
    agent = factories.AgentFactory(name="News")

    ingested = ingest_article(TEXT, by=root, publisher="News")

    assert ingested.source.publisher == agent


def test_nothing_is_kept_where_something_is_wrong(root):
    with pytest.raises(ValidationError):
        ingest_article(TEXT, by=root, publisher="News", published="some day")

    assert not Source.objects.exists()
    assert not Agent.objects.exists()


def test_not_everybody_may_take_an_article_in_not_even_a_known_one(root):
    ingest_article(TEXT, by=root, publisher="News")

    with pytest.raises(PermissionDenied):
        ingest_article(TEXT, by=factories.UserFactory(), publisher="News")
