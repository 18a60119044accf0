"""The page of one citation, beside the stored text of its source."""

import pytest
from django.urls import reverse

from claims.admin.quotes import passage
from claims.quotes import Span
from claims.services.captures import keep_text
from claims.services.merging import merge_sources
from tests import factories
from tests.admin.posts import post_of
from tests.services.merges import merge
from tests.stories import now

TEXT = "The war claimed “more than\n6,500 lives”. Another claimed 6,500 lives too."


@pytest.fixture
def citation(client, people):
    client.force_login(people["Researcher"])
    citation = factories.CitationFactory(quote="6,500 lives")
    keep_text(citation.source, text=TEXT, by=people["Researcher"])
    return citation


def url_of(citation):
    return reverse("admin:claims_citation_change", args=[citation.pk])


def retold(citation, **values):
    type(citation).objects.filter(pk=citation.pk).update(revision=2, **values)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"quote": "more than 6,500 lives"}, ""),
        ({"quote": ""}, ""),
        ({"quote": "7,000 lives"}, "is not found in the stored text"),
        ({}, "stands 2 times in the stored text"),
        ({"quote_suffix": " too."}, ""),
    ],
)
def test_quote_that_is_not_where_it_should_be_is_told_softly(
    client, citation, values, says
):
    retold(citation, **values)

    page = client.get(url_of(citation)).content.decode()

    assert says in page
    assert ("The quote" in page) == bool(says)


@pytest.mark.django_db
def test_copy_of_a_source_that_was_merged_is_shown_too(client, citation, people):
    other = factories.SourceFactory()
    keep_text(other, text="A newer copy: 7,000 lives.", by=people["Editor"])
    merge(merge_sources, citation.source, other, people["Editor"])
    retold(citation, quote="7,000 lives")
    source = reverse("admin:claims_source_change", args=[citation.source.pk])

    assert "<mark>7,000 lives</mark>" in client.get(url_of(citation)).content.decode()
    assert len(client.get(source).context["captures"]) == 2


@pytest.mark.django_db
def test_quote_is_shown_where_it_stands(client, citation):
    retold(citation, quote="more than 6,500")

    page = client.get(url_of(citation)).content.decode()

    assert "<mark>more than\n6,500</mark>" in page
    assert 'id="stored-text"' in page


@pytest.mark.django_db
def test_text_that_is_not_kept_yet_is_asked_for(client, people):
    client.force_login(people["Researcher"])
    citation = factories.CitationFactory(quote="6,500 lives")

    page = client.get(url_of(citation)).content.decode()

    assert "No text of this source is kept yet" in page
    assert reverse("admin:claims_source_paste_text", args=[citation.source.pk]) in page


@pytest.mark.django_db
def test_citation_is_saved_and_leads_back_to_the_claim(client, citation):
    post = post_of(client.get(url_of(citation)), wording="more than 6,500")

    answer = client.post(url_of(citation), post)

    assert answer["Location"] == reverse(
        "admin:claims_claim_change", args=[citation.claim.pk]
    )
    assert now(citation).wording == "more than 6,500"


@pytest.mark.django_db
def test_citation_with_a_warning_is_saved_all_the_same(client, citation):
    post = post_of(client.get(url_of(citation)), quote="never said")

    assert client.post(url_of(citation), post).status_code == 302


@pytest.mark.django_db
def test_citation_that_is_not_there_leads_away(client, citation):
    url = reverse("admin:claims_citation_change", args=["x"])

    assert client.get(url).status_code == 302


def test_passage_is_cut_out_with_what_stands_around_it():
    text = "a" * 300 + "QUOTE" + "b" * 300

    cut = passage(text, Span(300, 305))

    assert cut == {"before": "a" * 200, "exact": "QUOTE", "after": "b" * 200}
