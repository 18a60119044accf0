"""A citation somebody removed while a person worked on it: nothing typed is lost."""

import pytest

from claims.models import Citation
from claims.services.citations import remove_citation, revise_citation
from tests import factories
from tests.admin.posts import post_of
from tests.admin.test_conflicts import lines_of, open_page, page_of, sides
from tests.stories import now


def typed_and_removed(client, people, **typed):
    """Open a claim with two citations and type; somebody removes the first."""
    claim = factories.ClaimFactory()
    first = factories.CitationFactory(claim=claim, locator="page 1")
    second = factories.CitationFactory(claim=claim)
    client.force_login(people["Researcher"])
    post = open_page(client, claim, **typed)
    remove_citation(first, revision=1, by=people["Editor"], reason="Not about it.")
    return claim, first, second, post


@pytest.mark.django_db
def test_removed_citation_asks_and_holds_what_was_typed(client, people):
    claim, *_, post = typed_and_removed(
        client, people, place="Baku", **{"citations-0-locator": "page 2"}
    )

    response = client.post(page_of(claim), post)

    lines = lines_of(response)
    assert response.status_code == 409
    assert b"Somebody removed this citation" in response.content
    assert lines["citations-1-id"].change.who == people["Editor"].username
    assert lines["citations-1-id"].change.why == "Not about it."
    assert sides(lines["citations-1-locator"]) == ("page 1", "", "page 2", "mine")
    assert post_of(response)["citations-1-locator"] == ["page 2"]
    assert now(claim).place == ""


@pytest.mark.django_db
@pytest.mark.parametrize(("choice", "left"), [("theirs", 1), ("mine", 2)])
def test_removed_citation_stays_away_or_is_made_again(client, people, choice, left):
    claim, first, second, post = typed_and_removed(
        client,
        people,
        place="Baku",
        **{"citations-0-locator": "page 2", "citations-1-locator": "page 7"},
    )
    refused = client.post(page_of(claim), post)

    response = client.post(
        page_of(claim), post_of(refused, **{"take-citations-1-id": choice})
    )

    assert response.status_code == 302
    assert (now(claim).place, now(second).locator) == ("Baku", "page 7")
    again = Citation.objects.exclude(pk=second.pk)
    assert Citation.objects.count() == left
    assert [(row.source, row.locator) for row in again] == [
        (first.source, "page 2")
    ] * (left - 1)


@pytest.mark.django_db
def test_removed_citation_that_nobody_decided_is_asked_again(client, people):
    claim, *_, post = typed_and_removed(
        client, people, **{"citations-0-locator": "page 2"}
    )
    refused = client.post(page_of(claim), post)

    response = client.post(page_of(claim), post_of(refused))

    assert response.status_code == 200
    assert b"Say which of the two stays" in response.content
    assert "citations-1-id" in lines_of(response)
    assert b"page 2" in response.content
    assert Citation.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("typed", [{}, {"citations-0-DELETE": "on"}])
def test_removed_citation_in_which_nothing_was_typed_goes(client, people, typed):
    claim, _, second, post = typed_and_removed(client, people, place="Baku", **typed)

    response = client.post(page_of(claim), post)

    assert response.status_code == 302
    assert now(claim).place == "Baku"
    assert Citation.objects.get() == second


@pytest.mark.django_db
def test_removed_and_changed_citations_are_met_on_one_page(client, people):
    claim, _, second, post = typed_and_removed(
        client,
        people,
        **{"citations-0-locator": "page 2", "citations-1-locator": "mine"},
    )
    revise_citation(second, revision=1, by=people["Editor"], locator="theirs")

    refused = client.post(page_of(claim), post)

    assert {"citations-1-id", "citations-0-locator"} <= set(lines_of(refused))
    chosen = {"take-citations-1-id": "mine", "take-citations-0-locator": "mine"}
    response = client.post(page_of(claim), post_of(refused, **chosen))
    assert response.status_code == 302
    assert {row.locator for row in Citation.objects.all()} == {"page 2", "mine"}


@pytest.mark.django_db
def test_key_that_is_none_is_refused_by_its_form(client, people):
    citation = factories.CitationFactory()
    client.force_login(people["Researcher"])
    post = open_page(client, citation.claim, **{"citations-0-id": "x"})

    response = client.post(page_of(citation.claim), post)

    assert response.status_code == 200
    assert Citation.objects.get() == citation


@pytest.mark.django_db
def test_citation_of_a_page_without_its_revision_asks_for_every_value(client, people):
    claim, *_, post = typed_and_removed(client, people, **{"citations-0-seen": "77"})

    response = client.post(page_of(claim), post)

    assert response.status_code == 409
    assert "citations-1-source" in lines_of(response)
