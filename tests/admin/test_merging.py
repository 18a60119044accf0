"""The page that makes one of two rows."""

import pytest
from django.urls import reverse

from claims.models import Agent, Claim, ClaimTag, Source
from claims.services.base import ConflictError
from claims.services.claims import revise_claim
from claims.services.merging import merge_claims
from tests import factories
from tests.admin.posts import post_of
from tests.conftest import ROLES
from tests.stories import now

FACTORIES = {
    Agent: factories.AgentFactory,
    Claim: factories.ClaimFactory,
    Source: factories.SourceFactory,
}


def url_of(row, view="merge"):
    return reverse(f"admin:claims_{row._meta.model_name}_{view}", args=[row.pk])


@pytest.fixture
def pair(client, newsroom):
    client.force_login(newsroom.editor)
    return factories.ClaimFactory.create_batch(2)


def asked(client, left, right):
    return post_of(client.get(url_of(left), {"other": right.pk}))


@pytest.mark.django_db
@pytest.mark.parametrize("model", FACTORIES)
@pytest.mark.parametrize("role", [*ROLES, ""])
def test_page_is_open_to(client, people, role, model):
    row = FACTORIES[model]()
    client.force_login(people[role])

    answer = client.get(url_of(row))
    shown = client.get(url_of(row, "change"))

    assert answer.status_code == (200 if role == "Editor" else 403)
    assert (url_of(row).encode() in shown.content) == (role == "Editor")


@pytest.mark.django_db
@pytest.mark.parametrize("model", FACTORIES)
def test_page_asks_for_the_other_row_first(client, newsroom, model):
    row = FACTORIES[model]()
    client.force_login(newsroom.editor)

    page = client.get(url_of(row)).content.decode()

    assert "Compare" in page
    assert 'name="stays"' not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "other", ["x", "itself", "00000000-0000-0000-0000-000000000000"]
)
def test_page_refuses_what_is_no_other_row(client, pair, other):
    left, _ = pair
    given = left.pk if other == "itself" else other

    page = client.get(url_of(left), {"other": given})

    assert page.status_code == 200
    assert b"Choose another of the list." in page.content


@pytest.mark.django_db
@pytest.mark.parametrize("model", FACTORIES)
def test_page_merges_and_leads_on(client, newsroom, model):
    left, right = FACTORIES[model].create_batch(2)
    client.force_login(newsroom.editor)

    post = {**asked(client, left, right), "reason": "One."}
    answer = client.post(url_of(left), post)

    assert answer.status_code == 302
    assert answer["Location"] == url_of(left, "change")
    assert model.with_merged.get(pk=right.pk).merged_into == left
    for view in ("change", "history", "merge"):
        old = client.get(url_of(right, view))
        assert old.status_code == 302
        assert old["Location"] == url_of(left, "change")
    listed = client.get(reverse(f"admin:claims_{model._meta.model_name}_changelist"))
    assert str(right.pk).encode() not in listed.content


@pytest.mark.django_db
def test_page_takes_what_was_chosen(client, newsroom):
    topic = factories.TopicFactory(name="A war")
    tags = factories.TagFactory.create_batch(2)
    left = factories.FigureClaimFactory(text="Left")
    right = factories.FigureClaimFactory(text="Right", topic=topic, value=30000)
    for tag in tags:
        ClaimTag.objects.create(claim=right, tag=tag)
    client.force_login(newsroom.editor)

    post = asked(client, left, right)
    assert post["take_tags"] == ["right"]
    assert post["take_text"] == ["left"]
    post |= {"take_figure": "right", "take_topic": "right", "reason": "One."}
    client.post(url_of(left), post)

    kept = now(left)
    assert (kept.text, kept.value, kept.topic) == ("Left", 30000, topic)
    assert kept.measure == right.measure
    assert set(kept.tags.all()) == set(tags)


@pytest.mark.django_db
def test_page_keeps_the_other_when_asked(client, pair):
    left, right = pair

    post = {**asked(client, left, right), "stays": "right", "reason": "One."}
    post["take_text"] = "left"
    client.post(url_of(left), post)

    assert now(right).text == left.text
    assert Claim.with_merged.get(pk=left.pk).merged_into == right


@pytest.mark.django_db
def test_page_suggests_the_public_claim_and_asks_for_a_note(client, newsroom):
    left, right = newsroom.claim(), newsroom.claim("published")
    client.force_login(newsroom.editor)

    page = client.get(url_of(left), {"other": right.pk})
    post = post_of(page)

    assert post["stays"] == ["right"]
    assert "note" in post
    assert b"It is public" in page.content


@pytest.mark.django_db
def test_page_merges_two_public_claims_with_a_note(client, newsroom):
    left, right = newsroom.claim("published"), newsroom.claim("published")
    client.force_login(newsroom.editor)

    post = {**asked(client, left, right), "reason": "One."}
    refused = client.post(url_of(left), post)
    assert b"Tell readers that both are one." in refused.content
    answer = client.post(url_of(left), {**post, "note": "Recorded twice."})

    assert answer.status_code == 302


@pytest.mark.django_db
def test_page_says_what_moves(client, pair):
    left, right = pair
    factories.CitationFactory.create_batch(2, claim=right)
    factories.ClaimLinkFactory(from_claim=right)
    factories.ClaimLinkFactory(to_claim=right)

    page = client.get(url_of(left), {"other": right.pk}).content.decode()

    assert "2 citations, 2 claim links move to the other" in page
    assert "nothing has to move" in page


@pytest.mark.django_db
def test_page_of_two_that_say_the_same(client, newsroom):
    topic = factories.TopicFactory()
    left, right = factories.ClaimFactory.create_batch(2, text="Same", topic=topic)
    client.force_login(newsroom.editor)

    page = client.get(url_of(left), {"other": right.pk})

    assert b"They say the same in every field." in page.content


@pytest.mark.django_db
def test_page_shows_a_refusal_with_what_was_typed(client, newsroom):
    left, right = newsroom.claim(), newsroom.review("approved").claim
    client.force_login(newsroom.editor)

    post = {**asked(client, left, right), "stays": "left", "reason": "My words"}
    page = client.post(url_of(left), post)

    assert page.status_code == 200
    assert b"Only the claim that goes has an approved review" in page.content
    assert b"My words" in page.content


@pytest.mark.django_db
def test_page_needs_a_reason(client, pair):
    post = asked(client, *pair)

    page = client.post(url_of(pair[0]), post)

    assert b"This field is required." in page.content


@pytest.mark.django_db
def test_page_answers_a_stale_decision_with_what_now_stands(client, pair, newsroom):
    left, right = pair
    post = {**asked(client, left, right), "reason": "One."}
    revise_claim(right, revision=1, by=newsroom.author, text="Newer words")

    page = client.post(url_of(left), post)

    assert page.status_code == 409
    assert b"Newer words" in page.content
    assert client.post(url_of(left), {**post_of(page)}).status_code == 302


@pytest.mark.django_db
def test_address_of_nothing_is_answered_as_before(client, pair):
    url = reverse("admin:claims_claim_change", args=["x"])

    answer = client.get(url)

    assert answer.status_code == 302
    assert answer["Location"] == reverse("admin:index")


@pytest.mark.django_db
def test_merged_claim_is_offered_nowhere(client, pair, newsroom):
    left, right = pair
    merge_claims(left, right, revisions=(1, 1), by=newsroom.editor, reason="One.")
    field = {"app_label": "claims", "model_name": "claimlink", "field_name": "to_claim"}

    answer = client.get(reverse("admin:autocomplete"), field)

    assert [each["id"] for each in answer.json()["results"]] == [str(left.pk)]
    with pytest.raises(ConflictError):
        merge_claims(left, right, revisions=(1, 1), by=newsroom.editor, reason="One.")


@pytest.mark.django_db
def test_words_of_each_kind_of_field(client, newsroom):
    left = factories.SourceFactory(title="Left")
    right = factories.SourceFactory(
        title="Right",
        is_withheld=True,
        withheld_reason="Danger.",
        reliability="A",
        published="2020",
    )
    right.authors.add(factories.AgentFactory(name="Ann"))
    client.force_login(newsroom.editor)

    page = client.get(url_of(left), {"other": right.pk}).content.decode()

    for words in ("yes, Danger.", "A: completely reliable", "2020", "Ann"):
        assert words in page
