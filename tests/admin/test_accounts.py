"""People and groups are Django's own pages."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests import factories
from tests.admin.posts import post_of

SECRET = "correct horse battery"


@pytest.mark.django_db
def test_person_is_added_with_a_password(client):
    client.force_login(factories.UserFactory(is_superuser=True))
    url = reverse("admin:auth_user_add")
    post = post_of(
        client.get(url), username="newcomer", password1=SECRET, password2=SECRET
    )

    response = client.post(url, post)

    assert response.status_code == 302
    assert User.objects.get(username="newcomer").check_password(SECRET)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", ["Researcher", "Fact-checker", "Editor", "Partner manager"]
)
def test_newsroom_does_not_see_accounts(client, people, role):
    client.force_login(people[role])

    response = client.get(reverse("admin:auth_user_changelist"))

    assert response.status_code == 403
