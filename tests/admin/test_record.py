"""The record is read at the desk and never written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.services.publication import publish_claim
from tests import factories

ENTRIES = "/admin/claims/entry/"
PUBLISHED = "/admin/claims/publishedclaim/"


def published(people):
    claim = factories.ClaimFactory()
    return publish_claim(claim, revision=1, by=people["Editor"], note="For readers.")


@pytest.mark.django_db
def test_entry_is_told_in_full(client, people):
    entry = published(people)
    client.force_login(people["Partner manager"])

    html = client.get(
        reverse("admin:claims_entry_change", args=[entry.pk])
    ).content.decode()

    assert entry.digest in html
    assert "For readers." in html
    assert people["Editor"].username in html
    assert f"/api/v1/claims/{entry.claim_id}/versions/1/" in html
    assert "&quot;event&quot;: &quot;published&quot;" in html


@pytest.mark.django_db
@pytest.mark.parametrize("address", [ENTRIES, PUBLISHED])
def test_nobody_adds_or_changes(client, people, address):
    entry = published(people)
    client.force_login(factories.UserFactory(is_superuser=True))

    added = client.get(f"{address}add/")
    changed = client.post(f"{address}{entry.pk}/change/", {"note": "Another."})
    shown = client.get(f"{address}{entry.pk}/change/")

    assert (added.status_code, changed.status_code) == (403, 403)
    assert shown.status_code == 200
    assert b"_save" not in shown.content


@pytest.mark.django_db
@pytest.mark.parametrize("address", [ENTRIES, PUBLISHED])
def test_list_costs_the_same_with_one_row_and_with_eleven(client, people, address):
    client.force_login(people["Partner manager"])
    published(people)
    client.get(address)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
            response.render()
        return len(queries)

    one = cost()
    for _ in range(10):
        published(people)

    assert cost() == one


@pytest.mark.django_db
def test_document_shows_marks_that_turn_the_direction(client, people):
    citation = factories.CitationFactory(quote="a\u202eb")
    entry = publish_claim(citation.claim, revision=1, by=people["Editor"])
    client.force_login(people["Editor"])

    response = client.get(reverse("admin:claims_entry_change", args=[entry.pk]))

    assert "a\\u202eb" in response.content.decode()
    assert "\u202e" not in response.content.decode()
