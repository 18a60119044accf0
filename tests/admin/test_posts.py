"""A form posted twice makes one row, and is answered as it was the first time."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from claims.models import Citation, Claim, Comment, Entry, Receipt, Review, Tag
from tests import factories
from tests.admin.posts import post_of
from tests.admin.test_citations import added
from tests.admin.test_conflicts import open_page, page_of
from tests.admin.test_steps import page_url, review_at, step_url

ADD = "/admin/claims/tag/add/"


@pytest.mark.django_db
def test_add_page_posted_twice_makes_one_row(client, people):
    client.force_login(people["Researcher"])
    url = reverse("admin:claims_claim_add")
    topic = factories.TopicFactory()
    post = post_of(client.get(url), text="Once.", topic=topic.pk, _continue="")

    first, second = client.post(url, post), client.post(url, post)

    claim = Claim.objects.get()
    assert first.status_code == second.status_code == 302
    assert first.url == second.url == page_of(claim)
    assert Receipt.objects.get().row == str(claim.pk)


@pytest.mark.django_db
def test_other_words_on_a_used_page_are_no_second_click(client, people):
    client.force_login(people["Researcher"])
    post = post_of(client.get(ADD), name="one")
    client.post(ADD, post)

    response = client.post(ADD, {**post, "name": "two"})

    assert response.status_code == 302
    assert {tag.name for tag in Tag.objects.all()} == {"one", "two"}


@pytest.mark.django_db
def test_each_page_has_a_token_of_its_own(client, people):
    client.force_login(people["Researcher"])
    topic = factories.TopicFactory()
    url = reverse("admin:claims_claim_add")

    for _ in range(2):
        client.post(url, post_of(client.get(url), text="Same.", topic=topic.pk))

    assert Claim.objects.count() == 2


@pytest.mark.django_db
def test_refused_post_leaves_no_receipt_and_may_be_sent_again(client, people):
    client.force_login(people["Researcher"])
    post = post_of(client.get(ADD), name="#")

    refused = client.post(ADD, post)

    assert refused.status_code == 200
    assert not Receipt.objects.exists()
    assert post_of(refused)["token"] == post["token"]
    assert client.post(ADD, post_of(refused, name="war")).status_code == 302


@pytest.mark.django_db
def test_post_without_a_token_is_saved(client, people):
    client.force_login(people["Researcher"])

    assert client.post(ADD, {"name": "war"}).status_code == 302
    assert not Receipt.objects.exists()


@pytest.mark.django_db
def test_change_page_posted_twice_adds_its_rows_once(client, people):
    claim, source = factories.ClaimFactory(), factories.SourceFactory()
    client.force_login(people["Researcher"])
    post = added(open_page(client, claim, place="Baku"), source=source.pk)

    first, second = client.post(page_of(claim), post), client.post(page_of(claim), post)

    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert Citation.objects.count() == 1
    assert Claim.objects.get().revision == 2


@pytest.mark.django_db
def test_row_already_added_from_a_page_is_not_added_again(client, people):
    claim, [one, two] = (
        factories.ClaimFactory(),
        factories.SourceFactory.create_batch(2),
    )
    client.force_login(people["Researcher"])
    post = added(open_page(client, claim), source=one.pk)
    client.post(page_of(claim), post)

    response = client.post(page_of(claim), added(post, source=two.pk))

    assert response.status_code == 302
    assert {each.source for each in Citation.objects.all()} == {one, two}
    assert Citation.objects.count() == 2


@pytest.mark.django_db
def test_row_of_a_post_without_a_token_is_saved(client, people):
    claim, source = factories.ClaimFactory(), factories.SourceFactory()
    client.force_login(people["Researcher"])
    post = added(open_page(client, claim), source=source.pk)
    del post["token"]

    assert client.post(page_of(claim), post).status_code == 302
    assert Citation.objects.get().source == source


@pytest.mark.django_db
def test_step_posted_twice_is_taken_once(client, people):
    claim = factories.ClaimFactory()
    client.force_login(people["Editor"])
    url = step_url(claim, "comment")
    post = post_of(client.get(url), text="A remark.")
    publish = post_of(client.get(step_url(claim, "publish_claim")))

    answers = [client.post(url, post) for _ in range(2)]
    answers += [
        client.post(step_url(claim, "publish_claim"), publish) for _ in range(2)
    ]

    assert {answer.status_code for answer in answers} == {302}
    assert {answer.url for answer in answers} == {page_url(claim)}
    assert Comment.objects.count() == Entry.objects.using("default").count() == 1


@pytest.mark.django_db
def test_button_clicked_twice_is_no_conflict(client, people):
    review = review_at("submitted", people)
    client.force_login(people["Editor"])
    url = step_url(review, "approve_review")

    answers = [client.post(url, {"revision": review.revision}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Review.objects.get().state == "approved"


def double_click(url, post, who, clicks=2):
    """Post one form from several threads at the same moment."""
    barrier, answers = threading.Barrier(clicks), []

    def click():
        client = Client()
        client.force_login(who)
        barrier.wait()
        try:
            answers.append(client.post(url, post))
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(clicks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.usefixtures("committed")
def test_double_click_makes_one_row():
    person = factories.UserFactory(is_superuser=True)
    topic = factories.TopicFactory()
    client = Client()
    client.force_login(person)
    url = reverse("admin:claims_claim_add")
    post = post_of(client.get(url), text="Once.", topic=topic.pk, _continue="")

    answers = double_click(url, post, person, clicks=4)

    assert Claim.objects.count() == 1
    assert {answer.status_code for answer in answers} == {302}
    assert {answer.url for answer in answers} == {page_of(Claim.objects.get())}
