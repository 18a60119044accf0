"""Marking a source as a repeat of another."""

import pytest
from django.urls import reverse

from claims.services.rows import revise_row
from tests import factories
from tests.admin.posts import post_of
from tests.conftest import ROLES
from tests.stories import now


def url_of(citation):
    return reverse("admin:claims_citation_repeats", args=[citation.pk])


@pytest.fixture
def pair(client, people):
    client.force_login(people["Researcher"])
    claim = factories.ClaimFactory()
    return factories.CitationFactory.create_batch(2, claim=claim)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*ROLES, ""])
def test_page_is_open_to(client, people, role):
    citation = factories.CitationFactory()
    client.force_login(people[role])

    status = client.get(url_of(citation)).status_code

    assert status == (403 if role in ("Partner manager", "") else 200)


@pytest.mark.django_db
def test_repeat_changes_the_count_at_once(client, pair):
    first, second = pair
    claim_page = reverse("admin:claims_claim_change", args=[first.claim.pk])
    assert b"2 independent origins" in client.get(claim_page).content

    post = post_of(client.get(url_of(second)), repeats=first.source.pk)
    page = client.post(url_of(second), post, follow=True)

    assert now(second.source).repeats == first.source
    assert b"1 independent origin." in page.content
    assert b"Independent origins of the claim&#x27;s evidence: 1." in page.content


@pytest.mark.django_db
def test_circle_is_refused_at_the_field(client, pair, people):
    first, second = pair
    revise_row(first.source, revision=1, by=people["Editor"], repeats=second.source)
    post = post_of(client.get(url_of(second)), repeats=first.source.pk)

    page = client.post(url_of(second), post)

    assert page.status_code == 200
    assert b"repeats this source itself" in page.content


@pytest.mark.django_db
def test_source_somebody_changed_is_refused(client, pair, people):
    first, second = pair
    post = post_of(client.get(url_of(second)), repeats=first.source.pk)
    revise_row(second.source, revision=1, by=people["Editor"], title="Else")

    assert client.post(url_of(second), post).status_code == 409


@pytest.mark.django_db
def test_page_of_no_citation_is_not_there(client, pair):
    url = reverse("admin:claims_citation_repeats", args=["x"])

    assert client.get(url).status_code == 404
    assert client.post(url_of(pair[0]), {}).status_code == 200
