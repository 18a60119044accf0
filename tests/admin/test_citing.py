"""The page “Add citation”."""

import pytest
from django.urls import reverse

from claims.models import Citation, Source
from tests import factories
from tests.admin.posts import post_of
from tests.conftest import ROLES

URL = "https://example.org/a"


def page_of(claim):
    return f"{reverse('admin:claims_citation_add')}?claim={claim.pk}"


@pytest.fixture
def claim(client, people):
    client.force_login(people["Researcher"])
    return factories.ClaimFactory()


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*ROLES, ""])
def test_page_is_open_to(client, people, role):
    claim = factories.ClaimFactory()
    client.force_login(people[role])

    status = client.get(page_of(claim)).status_code

    assert status == (403 if role in ("Partner manager", "") else 200)


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?claim=x"])
def test_page_without_a_claim_asks_for_one(client, claim, query):
    url = f"{reverse('admin:claims_citation_add')}{query}"

    answer = client.get(url)

    assert answer["Location"] == reverse("admin:claims_claim_changelist")


@pytest.mark.django_db
def test_source_that_is_known_is_taken_and_the_person_told(client, claim):
    source = factories.SourceFactory(url=URL)
    post = post_of(client.get(page_of(claim)), text=f"{URL}?utm_source=a")

    page = client.post(page_of(claim), {**post, "stance": "supports"}, follow=True)

    assert b"This source is known" in page.content
    citation = Citation.objects.get()
    assert (citation.claim, citation.source) == (claim, source)
    assert citation.stance == "supports"


@pytest.mark.django_db
def test_source_that_is_not_known_is_described_with_what_is_told(client, claim):
    text = f"“A war”, 2020, {URL}"
    post = post_of(client.get(page_of(claim)), text=text)

    asked = client.post(page_of(claim), post)
    described = post_of(asked)
    page = client.post(page_of(claim), described, follow=True)

    assert described["source-title"] == ["A war"]
    assert described["source-published"] == ["2020"]
    assert b"is recorded as a new source and cited" in page.content
    source = Source.objects.get()
    assert (source.title, source.url, source.published) == ("A war", URL, "2020")
    assert Citation.objects.get().source == source


@pytest.mark.django_db
def test_description_with_a_fault_comes_back(client, claim):
    post = post_of(client.get(page_of(claim)), text=URL)
    described = post_of(client.post(page_of(claim), post))

    page = client.post(page_of(claim), described)

    assert page.status_code == 200
    assert b"This field is required." in page.content
    assert not Source.objects.exists()


@pytest.mark.django_db
def test_nothing_pasted_is_refused(client, claim):
    page = client.post(page_of(claim), post_of(client.get(page_of(claim))))

    assert b"This field is required." in page.content


@pytest.mark.django_db
def test_source_cited_twice_is_refused_in_the_form(client, claim):
    factories.CitationFactory(claim=claim, source=factories.SourceFactory(url=URL))
    post = post_of(client.get(page_of(claim)), text=URL)

    page = client.post(page_of(claim), post)

    assert page.status_code == 200
    assert b"This source is cited here already." in page.content


@pytest.mark.django_db
def test_new_source_that_its_rules_refuse_comes_back(client, claim, people):
    factories.SourceFactory(url="https://example.org/b")
    post = post_of(client.get(page_of(claim)), text="“A war”")
    described = post_of(client.post(page_of(claim), post))
    described["source-url"] = "https://example.org/b"

    page = client.post(page_of(claim), described)

    assert page.status_code == 200
    assert b"There is a source of this address already" in page.content
