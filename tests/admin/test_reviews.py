"""The list of reviews and the page of one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Review
from claims.services.reviews import record_review, submit_review
from tests import factories
from tests.admin.posts import post_of

ADD = "/admin/claims/review/add/"
LIST = "/admin/claims/review/"


def page_of(review):
    return reverse("admin:claims_review_change", args=[review.pk])


@pytest.mark.django_db
def test_review_of_ours_is_drafted_by_its_author(client, people):
    claim, verdict = factories.ClaimFactory(), factories.VerdictFactory()
    client.force_login(people["Fact-checker"])
    page = client.get(ADD, {"claim": claim.pk})

    response = client.post(ADD, post_of(page, verdict=verdict.pk, summary="So it is."))

    assert response.status_code == 302
    review = Review.objects.get()
    assert (review.claim, review.author) == (claim, people["Fact-checker"])
    assert (review.state, review.publisher) == ("draft", None)
    assert review.events.get().pgh_context["user"] == people["Fact-checker"].pk


@pytest.mark.django_db
def test_review_of_another_publisher_is_written_down(client, people):
    claim, publisher = factories.ClaimFactory(), factories.AgentFactory()
    client.force_login(people["Fact-checker"])
    post = post_of(
        client.get(ADD, {"claim": claim.pk}),
        publisher=publisher.pk,
        label="Mostly true",
        url="https://example.org/check",
    )

    response = client.post(ADD, post)

    assert response.status_code == 302
    review = Review.objects.get()
    assert (review.state, review.publisher) == ("approved", publisher)
    assert review.label == "Mostly true"


@pytest.mark.django_db
def test_review_of_another_publisher_needs_its_rating_and_address(client, people):
    claim, publisher = factories.ClaimFactory(), factories.AgentFactory()
    client.force_login(people["Fact-checker"])
    post = post_of(client.get(ADD, {"claim": claim.pk}), publisher=publisher.pk)

    response = client.post(ADD, post)

    assert response.status_code == 200
    assert b"A review of another publisher has its rating" in response.content
    assert not Review.objects.exists()


@pytest.mark.django_db
def test_draft_is_revised_and_whoever_revises_it_is_its_author(client, people):
    review = factories.ReviewFactory()
    client.force_login(people["Fact-checker"])
    post = post_of(client.get(page_of(review)), summary="Better words.")

    response = client.post(page_of(review), post)

    assert response.status_code == 302
    review.refresh_from_db()
    assert (review.summary, review.author) == ("Better words.", people["Fact-checker"])
    assert review.revision == 2


@pytest.mark.django_db
def test_submitted_review_is_shown_read_only(client, people):
    review = factories.ReviewFactory()
    submit_review(review, revision=1, by=people["Fact-checker"])
    client.force_login(people["Fact-checker"])

    html = client.get(page_of(review)).content.decode()

    assert 'name="summary"' not in html
    assert people["Fact-checker"].username in html


@pytest.mark.django_db
def test_review_of_another_publisher_is_shown_read_only(client, people):
    review = record_review(
        factories.ClaimFactory(),
        factories.AgentFactory(),
        label="True",
        url="https://example.org/check",
        by=people["Editor"],
    )
    client.force_login(people["Editor"])

    response = client.get(page_of(review))

    assert b'name="summary"' not in response.content
    assert b"/do/" not in response.content


@pytest.mark.django_db
def test_save_of_a_review_submitted_meanwhile_keeps_what_was_typed(client, people):
    review = factories.ReviewFactory()
    client.force_login(people["Editor"])
    post = post_of(client.get(page_of(review)), summary="Typed for an hour.")
    submit_review(review, revision=1, by=people["Fact-checker"])

    response = client.post(page_of(review), post)

    assert response.status_code == 409
    assert b"Typed for an hour." in response.content
    review.refresh_from_db()
    assert review.summary != "Typed for an hour."


@pytest.mark.django_db
def test_researcher_sees_reviews_read_only(client, people):
    review = factories.ReviewFactory()
    client.force_login(people["Researcher"])

    shown = client.get(page_of(review))
    posted = client.post(page_of(review), {"summary": "Mine."})

    assert b'name="summary"' not in shown.content
    assert posted.status_code == 403


@pytest.mark.django_db
def test_list_costs_the_same_with_one_review_and_with_eleven(client, people):
    client.force_login(people["Editor"])
    factories.ReviewFactory()
    client.get(LIST)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    one = cost()
    factories.ReviewFactory.create_batch(10)

    assert cost() == one
