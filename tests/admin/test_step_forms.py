"""What a step asks for, and what it says where that is missing or refused."""

import pytest

from tests import factories
from tests.admin.test_steps import WORDS, claim_at, state_of, step_url


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("action", "missing"),
    [
        ("correct_claim", "note"),
        ("withdraw_claim", "reason"),
        ("withdraw_claim", "note"),
        ("comment", "text"),
    ],
)
def test_step_without_its_words_is_asked_again(client, people, action, missing):
    claim = claim_at("published", people)
    before = state_of(claim)
    client.force_login(people["Editor"])
    post = {"revision": claim.revision, **WORDS, missing: " "}

    response = client.post(step_url(claim, action), post)

    assert response.status_code == 200
    assert response.context["form"].errors[missing] == ["This field is required."]
    assert state_of(claim) == before


@pytest.mark.django_db
def test_assign_offers_active_people_of_the_newsroom(client, people):
    claim = factories.ClaimFactory()
    factories.UserFactory(username="gone", is_active=False)
    factories.UserFactory(username="reader", is_staff=False)
    client.force_login(people["Editor"])

    response = client.post(
        step_url(claim, "assign"),
        {"revision": 1, "to": people["Researcher"].pk, "due_on": "2026-12-01"},
    )

    assert response.status_code == 302
    claim.refresh_from_db()
    assert claim.assignee == people["Researcher"]
    offered = client.get(step_url(claim, "assign")).context["form"].fields["to"]
    assert not offered.queryset.filter(username__in=["gone", "reader"]).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2020-01-01T00:00", "Give a time that is yet to come."),
        ("tomorrow", "Enter a valid date/time."),
    ],
)
def test_time_that_is_refused_is_told_at_its_field(client, people, at, words):
    claim = claim_at("draft", people)
    client.force_login(people["Editor"])

    response = client.post(
        step_url(claim, "schedule_publication"), {"revision": 1, "at": at, "note": "N"}
    )

    assert response.context["form"].errors["at"] == [words]
    assert at in response.content.decode()
