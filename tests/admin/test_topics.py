"""The pages of topics."""

import pytest
from django.urls import reverse

from tests import factories


@pytest.mark.django_db
def test_slug_is_proposed_for_a_new_topic_only(client, people):
    topic = factories.TopicFactory()
    client.force_login(people["Researcher"])

    new = client.get(reverse("admin:claims_topic_add"))
    old = client.get(reverse("admin:claims_topic_change", args=[topic.pk]))

    assert b"#id_slug" in new.content
    assert b"#id_slug" not in old.content
