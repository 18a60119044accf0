"""The list of claims and the page of one."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Claim, ScheduledPublication
from claims.services.claims import revise_claim
from claims.services.publication import publish_claim, withdraw_claim
from claims.services.reviews import submit_review
from claims.services.schedules import publish_scheduled, schedule_publication
from tests import factories
from tests.admin.posts import post_of

LIST = "/admin/claims/claim/"


def page_of(claim):
    return reverse("admin:claims_claim_change", args=[claim.pk])


def full_claim():
    """Make a claim with everything a list shows."""
    return factories.FigureClaimFactory(
        claimant=factories.AgentFactory(), assignee=factories.UserFactory()
    )


@pytest.mark.django_db
def test_list_costs_the_same_with_one_claim_and_with_eleven(client, people):
    client.force_login(people["Editor"])
    full_claim()
    client.get(LIST)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(LIST)
        return len(queries)

    one = cost()
    for _ in range(10):
        full_claim()

    assert cost() == one


@pytest.mark.django_db
def test_list_shows_figure_stage_and_status(client, people):
    claim = full_claim()
    publish_claim(claim, revision=1, by=people["Editor"])
    client.force_login(people["Partner manager"])

    html = client.get(LIST).content.decode()

    assert "more than 6,500" in html
    assert "Published" in html
    assert "unverified" in html


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["lives", "6,500", "A war", "Times"])
def test_search_finds_text_wording_topic_and_claimant(client, people, words):
    factories.FigureClaimFactory(
        text="It cost lives.",
        topic__name="A war",
        claimant=factories.AgentFactory(name="The Times"),
    )
    factories.ClaimFactory(text="Another.")
    client.force_login(people["Researcher"])

    response = client.get(LIST, {"q": words})

    assert [row.text for row in response.context["cl"].result_list] == [
        "It cost lives."
    ]


@pytest.mark.django_db
def test_filters_narrow_the_list(client, people):
    claim = full_claim()
    claim.tags.add(factories.TagFactory())
    full_claim()
    client.force_login(people["Researcher"])

    response = client.get(
        LIST,
        {
            "stage__exact": "draft",
            "status__exact": "unverified",
            "topic__id__exact": claim.topic_id,
            "claimant__id__exact": claim.claimant_id,
            "assignee__id__exact": claim.assignee_id,
            "tags__id__exact": claim.tags.get().pk,
        },
    )

    assert list(response.context["cl"].result_list) == [claim]


@pytest.mark.django_db
def test_claim_is_recorded_with_tags_and_history(client, people):
    topic, tag = factories.TopicFactory(), factories.TagFactory()
    client.force_login(people["Researcher"])
    url = reverse("admin:claims_claim_add")

    response = client.post(
        url, post_of(client.get(url), text="New.", topic=topic.pk, tags=[tag.pk])
    )

    assert response.status_code == 302
    claim = Claim.objects.get()
    assert (claim.stage, list(claim.tags.all())) == ("draft", [tag])
    context = claim.events.get().pgh_context
    assert context["username"] == people["Researcher"].username


@pytest.mark.django_db
def test_claim_is_revised_with_history(client, people):
    claim = factories.FigureClaimFactory()
    client.force_login(people["Researcher"])
    post = post_of(client.get(page_of(claim)), place="Baku")

    response = client.post(page_of(claim), post)

    assert response.status_code == 302
    claim.refresh_from_db()
    assert (claim.place, claim.revision, claim.value) == ("Baku", 2, Decimal(6500))
    assert claim.events.last().pgh_context["user"] == people["Researcher"].pk


@pytest.mark.django_db
def test_figure_is_shown_without_the_columns_zeros(client, people):
    claim = factories.FigureClaimFactory()
    client.force_login(people["Researcher"])

    post = post_of(client.get(page_of(claim)))

    assert post["value"] == ["6500"]


@pytest.mark.django_db
def test_half_a_figure_comes_back_with_the_message(client, people):
    claim = factories.FigureClaimFactory()
    client.force_login(people["Researcher"])
    post = post_of(client.get(page_of(claim)), comparator="")

    response = client.post(page_of(claim), post)

    assert response.status_code == 200
    assert b"A figure needs both a comparator and a value." in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["Partner manager"])
def test_people_who_may_only_view_get_a_read_only_page(client, people, role):
    claim = factories.ClaimFactory()
    client.force_login(people[role])

    shown = client.get(page_of(claim))
    posted = client.post(page_of(claim), {"text": "Mine."})

    assert b'name="text"' not in shown.content
    assert b'name="seen"' not in shown.content
    assert posted.status_code == 403


@pytest.mark.django_db
def test_page_of_an_unpublished_claim_says_nothing_of_versions(client, people):
    client.force_login(people["Researcher"])

    response = client.get(page_of(factories.ClaimFactory()))

    assert b"version" not in response.content


@pytest.mark.django_db
def test_page_says_whether_the_desk_differs_from_what_is_public(client, people):
    claim = factories.ClaimFactory()
    publish_claim(claim, revision=1, by=people["Editor"])
    client.force_login(people["Researcher"])

    same = client.get(page_of(claim)).content.decode()
    revise_claim(claim, revision=2, by=people["Researcher"], place="Baku")
    differing = client.get(page_of(claim)).content.decode()

    assert "Published version 1" in same
    assert f"/api/v1/claims/{claim.pk}/versions/1/" in same
    assert "Same as what is public." in same
    assert "The desk differs from what is public." in differing


@pytest.mark.django_db
def test_page_of_a_withdrawn_claim_says_by_which_version_and_why(client, people):
    claim = factories.ClaimFactory()
    publish_claim(claim, revision=1, by=people["Editor"])
    withdraw_claim(
        claim, revision=2, by=people["Editor"], reason="R", note="Our error."
    )
    client.force_login(people["Researcher"])

    html = client.get(page_of(claim)).content.decode()

    assert "Withdrawn by version 2" in html
    assert "Our error." in html
    assert "Published version" not in html


@pytest.mark.django_db
def test_page_sums_up_the_evidence_in_words(client, people):
    claim = factories.FigureClaimFactory()
    for value in (7000, 2000):
        factories.CitationFactory(claim=claim, comparator="exactly", value=value)
    factories.CitationFactory(
        claim=claim, source__is_withheld=True, source__withheld_reason="Safety."
    )
    client.force_login(people["Researcher"])

    html = client.get(page_of(claim)).content.decode()

    assert "3 sources, 1 of them withheld; 2 independent origins; figure met" in html
    assert "figure met by 1 of 2 sources; 1 conflicts." in html


@pytest.mark.django_db
def test_page_lists_reviews_with_links_and_no_form(client, people):
    review = factories.ReviewFactory()
    submit_review(review, revision=1, by=people["Fact-checker"])
    client.force_login(people["Editor"])

    html = client.get(page_of(review.claim)).content.decode()

    assert reverse("admin:claims_review_change", args=[review.pk]) in html
    assert 'name="reviews-0-summary"' not in html


@pytest.mark.django_db
def test_claim_says_why_it_was_not_published(client, people):
    claim = factories.ClaimFactory()
    scheduled = schedule_publication(
        claim,
        at=datetime.datetime(2999, 12, 31, tzinfo=datetime.UTC),
        revision=1,
        by=people["Editor"],
    )
    revise_claim(claim, revision=1, by=people["Editor"], place="X")
    ScheduledPublication.objects.filter(pk=scheduled.pk).update(
        at=datetime.datetime(2026, 1, 2, 3, 4, tzinfo=datetime.UTC), revision=2
    )
    publish_scheduled(ScheduledPublication.objects.get())
    client.force_login(people["Researcher"])

    page = " ".join(
        client.get(reverse("admin:claims_claim_change", args=[claim.pk]))
        .content.decode()
        .split()
    )

    assert "Was not published at 2026-01-02 03:04 UTC: Somebody changed this" in page
