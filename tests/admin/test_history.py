"""The history page tells every change, by whom and why."""

import pytest
from django.urls import reverse

from claims.models import Tag
from claims.services.citations import cite_source, remove_citation, revise_citation
from claims.services.claims import record_claim, revise_claim
from claims.services.rows import record_row
from tests import factories


def history_of(client, row):
    name = f"admin:claims_{row._meta.model_name}_history"
    return client.get(reverse(name, args=[row.pk]))


@pytest.mark.django_db
def test_history_tells_who_changed_what_and_why_newest_first(client, people):
    by = people["Researcher"]
    topic, other = factories.TopicFactory(), factories.TopicFactory(name="The other")
    claim = record_claim(by=by, text="As first told.", topic=topic)
    revise_claim(
        claim, revision=1, by=people["Editor"], reason="It is about", topic=other
    )
    client.force_login(by)

    response = history_of(client, claim)

    newest, oldest = response.context["changes"]
    assert (newest.who, newest.why) == (people["Editor"].username, "It is about")
    assert newest.what == "claim changed"
    assert newest.differences == [("topic", topic.name, "The other")]
    assert (oldest.who, oldest.what) == (by.username, "claim added")
    assert ("text", "", "As first told.") in oldest.differences
    assert b"As first told." in response.content


@pytest.mark.django_db
def test_history_tells_figures_without_the_columns_zeros(client, people):
    claim = factories.FigureClaimFactory()
    revise_claim(claim, revision=1, by=people["Editor"], value=30000)
    client.force_login(people["Editor"])

    newest = history_of(client, claim).context["changes"][0]

    assert newest.differences == [("value", "6,500", "30,000")]


@pytest.mark.django_db
def test_history_of_a_claim_tells_its_tags(client, people):
    claim = factories.ClaimFactory()
    tag = factories.TagFactory(name="casualties")
    revise_claim(claim, revision=1, by=people["Editor"], tags=[tag])
    client.force_login(people["Editor"])

    newest = history_of(client, claim).context["changes"][0]

    assert newest.what == "claim tag added"
    assert newest.differences == [("tag", "", "casualties")]


@pytest.mark.django_db
def test_history_of_a_claim_tells_citations_that_were_removed(client, people):
    by = people["Researcher"]
    claim, source = factories.ClaimFactory(), factories.SourceFactory(title="A count")
    citation = cite_source(claim, source, by=by, locator="page 1")
    revise_citation(citation, revision=1, by=by, locator="page 2")
    remove_citation(citation, revision=2, by=by, reason="Not about it.")
    client.force_login(by)

    removed, changed, added, _ = history_of(client, claim).context["changes"]

    assert (removed.what, removed.why) == ("citation removed", "Not about it.")
    assert ("source", "A count", "A count") in removed.differences
    assert changed.differences == [("locator", "page 1", "page 2")]
    assert added.what == "citation added"


@pytest.mark.django_db
def test_history_of_a_change_without_context_names_nobody(client, people):
    tag = factories.TagFactory()
    client.force_login(people["Editor"])

    [change] = history_of(client, tag).context["changes"]

    assert (change.who, change.why) == ("", "")


@pytest.mark.django_db
def test_history_of_a_row_that_is_not_there_leads_back(client, people):
    client.force_login(people["Editor"])

    response = history_of(client, factories.TagFactory.build())

    assert response.status_code == 302


@pytest.mark.django_db
def test_history_needs_the_right_to_view(client, people):
    tag = record_row(Tag(), by=people["Editor"], name="war")
    client.force_login(people[""])

    response = history_of(client, tag)

    assert response.status_code == 403


@pytest.mark.django_db
def test_words_that_turn_the_direction_are_isolated(client, people):
    citation = factories.CitationFactory(quote="a\u202eb")
    client.force_login(people["Researcher"])

    url = reverse("admin:claims_claim_history", args=[citation.claim_id])
    html = client.get(url).content.decode()

    assert "<bdi>a\u202eb</bdi>" in html
    assert html.count("\u202e") == 1
