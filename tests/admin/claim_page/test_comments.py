"""The thread of comments on a claim's page."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from claims.models import Comment
from claims.services.comments import comment, resolve_comment
from tests import factories

pytestmark = pytest.mark.django_db


def page_of(claim):
    return reverse("admin:claims_claim_change", args=[claim.pk])


def thread_of(claim):
    return reverse("admin:claims_claim_comment", args=[claim.pk])


def resolve_of(remark, claim=None):
    keys = [(claim or remark.claim).pk, remark.pk]
    return reverse("admin:claims_claim_resolve", args=keys)


@pytest.mark.parametrize(
    ("role", "method", "status"),
    [
        ("Researcher", "post", 302),
        ("Fact-checker", "post", 302),
        ("Editor", "post", 302),
        ("Partner manager", "post", 302),
        ("", "post", 403),
        ("Editor", "get", 404),
    ],
)
def test_who_may_comment_and_resolve(client, people, role, method, status):
    claim = factories.ClaimFactory()
    remark = factories.CommentFactory(claim=claim)
    client.force_login(people[role])
    send = getattr(client, method)

    added = send(thread_of(claim), {"comment-text": "Mine."})
    resolved = send(resolve_of(remark))

    assert (added.status_code, resolved.status_code) == (status, status)
    done = status == 302
    assert claim.comments.filter(text="Mine.").exists() is done
    assert Comment.objects.filter(resolved_at__isnull=False).exists() is done


def test_comment_is_told_to_whom_it_mentions_and_shown_at_its_anchor(client, people):
    claim = factories.ClaimFactory()
    client.force_login(people["Editor"])
    name = people["Researcher"].username

    answer = client.post(thread_of(claim), {"comment-text": f"@{name}: <b>look</b>"})

    remark = claim.comments.get()
    assert answer.url == f"{page_of(claim)}#comment-{remark.pk}"
    assert remark.mentions.get() == people["Researcher"]
    html = client.get(page_of(claim)).content.decode()
    assert f'id="comment-{remark.pk}"' in html
    assert f"<strong>@{name}</strong>: &lt;b&gt;look&lt;/b&gt;" in html
    assert f'data-people="{" ".join(sorted(names()))}"' in html


def names():
    return User.objects.filter(is_staff=True).values_list("username", flat=True)


def test_settled_comments_are_folded_and_cannot_be_settled_again(client, people):
    claim = factories.ClaimFactory()
    by = people["Editor"]
    remark = comment(claim, text="Look.", by=by)
    client.force_login(by)
    assert b"Nothing is open." not in client.get(page_of(claim)).content
    resolve_comment(remark, by=by)

    again = client.post(resolve_of(remark), follow=True)

    assert b"This comment is settled already." in again.content
    assert b"1 settled" in again.content
    assert b"Nothing is open." in again.content


@pytest.mark.parametrize("text", ["", " ", "x" * 10_001])
def test_refused_comment_comes_back_with_what_was_typed(client, people, text):
    claim = factories.ClaimFactory()
    client.force_login(people["Editor"])

    answer = client.post(thread_of(claim), {"comment-text": text})

    assert answer.status_code == 200
    assert answer.context["form"].errors["text"]
    assert text.strip().encode() in answer.content
    assert not claim.comments.exists()


def test_comments_of_another_claim_are_not_found(client, people):
    remark = factories.CommentFactory()
    client.force_login(people["Editor"])

    other = client.post(resolve_of(remark, factories.ClaimFactory()))
    gone = client.post(thread_of(factories.ClaimFactory.build()))

    assert (other.status_code, gone.status_code) == (404, 404)


def test_who_may_not_see_comments_sees_no_thread(client, people):
    claim = factories.CommentFactory().claim
    people[""].user_permissions.add(Permission.objects.get(codename="view_claim"))
    client.force_login(people[""])

    html = client.get(page_of(claim)).content

    assert b"Worth a look." not in html
    assert b'id="comments"' not in html


def test_who_may_not_comment_sees_the_thread_without_a_form(client, people):
    claim = factories.CommentFactory().claim
    may = Permission.objects.filter(codename__in=["view_claim", "view_comment"])
    people[""].user_permissions.add(*may)
    client.force_login(people[""])

    html = client.get(page_of(claim)).content

    assert b"Worth a look." in html
    assert b"comment-text" not in html
    assert b">Resolve<" not in html
