"""Links on the claim's page."""

import pytest
from django.urls import reverse

from claims.models import ClaimLink
from tests import factories
from tests.admin.posts import post_of


def page_of(claim):
    return reverse("admin:claims_claim_change", args=[claim.pk])


@pytest.mark.django_db
def test_link_is_made_through_the_service(client, people):
    claim, other = factories.ClaimFactory(), factories.ClaimFactory()
    client.force_login(people["Researcher"])
    post = post_of(client.get(page_of(claim))) | {
        "links_out-TOTAL_FORMS": "1",
        "links_out-0-kind": "updates",
        "links_out-0-to_claim": other.pk,
    }

    response = client.post(page_of(claim), post)

    assert response.status_code == 302
    link = ClaimLink.objects.get()
    assert (link.from_claim, link.kind, link.to_claim) == (claim, "updates", other)
    assert link.events.get().pgh_context["user"] == people["Researcher"].pk


@pytest.mark.django_db
def test_link_to_itself_is_refused_at_its_field(client, people):
    claim = factories.ClaimFactory()
    client.force_login(people["Researcher"])
    post = post_of(client.get(page_of(claim)), place="Baku") | {
        "links_out-TOTAL_FORMS": "1",
        "links_out-0-kind": "updates",
        "links_out-0-to_claim": claim.pk,
    }

    response = client.post(page_of(claim), post)

    assert response.status_code == 200
    assert b"A claim cannot be linked to itself." in response.content
    claim.refresh_from_db()
    assert claim.place == ""


@pytest.mark.django_db
def test_controls_in_tables_carry_their_columns_name(client, people):
    client.force_login(people["Researcher"])

    html = client.get(page_of(factories.ClaimFactory())).content.decode()

    assert 'aria-label="To claim"' in html
    assert 'aria-label="Kind"' in html
