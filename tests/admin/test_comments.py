"""Comments on the claim's page."""

import pytest
from django.urls import reverse

from claims.models import Comment
from tests import factories
from tests.admin.posts import post_of


def page_of(claim):
    return reverse("admin:claims_claim_change", args=[claim.pk])


@pytest.mark.django_db
def test_comment_is_added_through_the_service_and_not_changed(client, people):
    old = factories.CommentFactory()
    client.force_login(people["Researcher"])
    post = post_of(client.get(page_of(old.claim)))
    assert "comments-0-text" not in post
    post |= {"comments-TOTAL_FORMS": "2", "comments-1-text": "New."}

    response = client.post(page_of(old.claim), post)

    assert response.status_code == 302
    new = Comment.objects.exclude(pk=old.pk).get()
    assert (new.text, new.author) == ("New.", people["Researcher"])
    assert new.events.get().pgh_context["user"] == people["Researcher"].pk
