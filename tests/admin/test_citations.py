"""Citations on the claim's page."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models.signals import pre_delete
from django.urls import reverse

from claims.models import Citation, Role
from claims.services.citations import revise_citation
from tests import factories
from tests.admin.posts import post_of


def page_of(claim):
    return reverse("admin:claims_claim_change", args=[claim.pk])


def added(post, **values):
    """Type one more citation into a post."""
    number = int(post["citations-TOTAL_FORMS"][0])
    new = {"role": "evidence", "stance": "neutral", "seen": "1", **values}
    rows = {f"citations-{number}-{name}": value for name, value in new.items()}
    return {**post, "citations-TOTAL_FORMS": [str(number + 1)], **rows}


@pytest.mark.django_db
def test_inline_cites_a_source_through_the_service(client, people):
    claim = factories.ClaimFactory()
    source = factories.SourceFactory()
    client.force_login(people["Researcher"])
    post = post_of(client.get(page_of(claim)))

    response = client.post(page_of(claim), added(post, source=source.pk))

    assert response.status_code == 302
    citation = Citation.objects.get()
    assert (citation.claim, citation.source) == (claim, source)
    context = citation.events.get().pgh_context
    assert context["username"] == people["Researcher"].username


@pytest.mark.django_db
def test_inline_of_a_new_claim_cites_on_it(client, people):
    topic = factories.TopicFactory()
    source = factories.SourceFactory()
    client.force_login(people["Researcher"])
    url = reverse("admin:claims_claim_add")
    post = post_of(client.get(url), text="A claim.", topic=topic.pk)

    response = client.post(url, added(post, source=source.pk))

    assert response.status_code == 302
    assert Citation.objects.get().claim.text == "A claim."


@pytest.mark.django_db
def test_new_claim_is_not_recorded_when_its_citation_is_refused(client, people):
    citation = factories.CitationFactory()
    topic = citation.claim.topic
    client.force_login(people["Researcher"])
    url = reverse("admin:claims_claim_add")
    post = post_of(client.get(url), text="A claim.", topic=topic.pk)
    post = added(post, source=citation.source.pk)

    response = client.post(url, added(post, source=citation.source.pk))

    assert response.status_code == 200
    assert b"This source is cited here already." in response.content
    assert citation.claim.__class__.objects.count() == 1


@pytest.mark.django_db
def test_inline_revises_only_what_was_changed(client, people):
    citation = factories.CitationFactory()
    client.force_login(people["Researcher"])
    post = post_of(client.get(page_of(citation.claim)))
    post["citations-0-locator"] = "page 2"

    response = client.post(page_of(citation.claim), post)

    assert response.status_code == 302
    citation.refresh_from_db()
    assert (citation.locator, citation.revision) == ("page 2", 2)
    citation.claim.refresh_from_db()
    assert citation.claim.revision == 1


@pytest.mark.django_db
def test_inline_removes_a_citation_through_the_service(client, people):
    citation = factories.CitationFactory()
    client.force_login(people["Researcher"])
    post = post_of(client.get(page_of(citation.claim)))
    post["citations-0-DELETE"] = "on"

    response = client.post(page_of(citation.claim), post)

    assert response.status_code == 302
    assert not Citation.objects.exists()
    event = Citation.pgh_event_models["delete"].objects.get(pgh_label="delete")
    assert event.pgh_context["username"] == people["Researcher"].username


@pytest.mark.django_db
def test_removing_a_citation_somebody_changed_is_refused(client, people):
    citation = factories.CitationFactory()
    client.force_login(people["Researcher"])
    post = post_of(client.get(page_of(citation.claim)), text="Mine.")
    post["citations-0-DELETE"] = "on"
    revise_citation(citation, revision=1, by=people["Editor"], locator="page 9")

    response = client.post(page_of(citation.claim), post)

    assert response.status_code == 409
    assert b"Somebody changed this citation" in response.content
    citation.refresh_from_db()
    assert citation.locator == "page 9"
    assert citation.claim.text != "Mine."


@pytest.mark.django_db
def test_people_without_the_right_see_citations_read_only(client, people):
    citation = factories.CitationFactory(locator="page 2")
    client.force_login(people["Partner manager"])

    response = client.get(page_of(citation.claim))

    assert b"page 2" in response.content
    assert b'name="citations-0-locator"' not in response.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ({}, "(no figure)"),
        ({"comparator": "exactly", "value": 7000}, "(7,000, agrees with the claim)"),
        ({"comparator": "exactly", "value": 2908}, "(2,908, conflicts with the claim)"),
        (
            {"comparator": "exactly", "value": 2908, "scope": "soldiers"},
            "(2,908, differs from the claim, another scope)",
        ),
    ],
)
def test_title_says_the_figure_and_how_it_compares(client, people, figure, words):
    claim = factories.FigureClaimFactory(value=Decimal(6500))
    factories.CitationFactory(claim=claim, role=Role.EVIDENCE, **figure)
    client.force_login(people["Researcher"])

    response = client.get(page_of(claim))

    assert words in response.content.decode()


@pytest.mark.django_db
def test_inline_takes_a_known_source_by_its_link(client, people):
    claim = factories.ClaimFactory()
    source = factories.SourceFactory(url="https://example.org/a")
    client.force_login(people["Researcher"])
    post = post_of(client.get(page_of(claim)))

    response = client.post(
        page_of(claim), added(post, pasted="http://example.org/a/?utm_source=b")
    )

    assert response.status_code == 302
    assert Citation.objects.get().source == source


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"pasted": "https://example.org/new"}, b"describe it as a new one"),
        ({"pasted": "https://example.org/a", "credibility": "7"}, b"equal to 6"),
        ({"locator": "page 2"}, b"Choose a source, or paste its link."),
    ],
)
def test_inline_refuses_what_leads_to_no_source(client, people, values, says):
    claim = factories.ClaimFactory()
    factories.SourceFactory(url="https://example.org/a")
    client.force_login(people["Researcher"])
    post = post_of(client.get(page_of(claim)))

    response = client.post(page_of(claim), added(post, **values))

    assert response.status_code == 200
    assert says in response.content
    assert not Citation.objects.exists()


@pytest.mark.django_db
def test_inline_refuses_a_source_that_is_cited_by_its_link(client, people):
    source = factories.SourceFactory(url="https://example.org/a")
    claim = factories.CitationFactory(source=source).claim
    client.force_login(people["Researcher"])
    post = post_of(client.get(page_of(claim)))

    response = client.post(page_of(claim), added(post, pasted=source.url))

    assert b"This source is cited here already." in response.content


@pytest.mark.django_db
def test_removal_that_is_refused_is_told_above_the_rows(client, people):
    def refuse(**kwargs):
        raise ValidationError("Not this one.")

    citation = factories.CitationFactory()
    client.force_login(people["Researcher"])
    post = post_of(client.get(page_of(citation.claim)), **{"citations-0-DELETE": "on"})
    pre_delete.connect(refuse, sender=Citation)
    try:
        response = client.post(page_of(citation.claim), post)
    finally:
        pre_delete.disconnect(refuse, sender=Citation)

    assert response.status_code == 200
    assert b"Not this one." in response.content
    assert Citation.objects.get() == citation
