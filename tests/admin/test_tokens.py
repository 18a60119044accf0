"""One's own tokens: made, shown once, revoked, and nobody else's."""

import re

import pytest

from claims.models import ApiKey, digest_of
from claims.services.keys import create_token
from tests.admin.posts import post_of
from tests.stories import now

pytestmark = pytest.mark.django_db
TOKENS = "/accounts/tokens/"


@pytest.fixture
def own(client, people):
    client.force_login(people["Editor"])
    return client


def shown_key(response):
    found = re.search(r"cb_[0-9a-z]{8}_[\w-]{43}", response.content.decode())
    return found and found[0]


def test_token_is_shown_once(own, people):
    posted = post_of(own.get(TOKENS), scopes=["desk"], name="Importer")

    made, again = own.post(TOKENS, posted), own.post(TOKENS, posted)

    row = ApiKey.objects.get()
    assert digest_of(shown_key(made)) == row.digest
    assert (row.person, row.scopes) == (people["Editor"], ["desk"])
    assert "no-store" in made["Cache-Control"]
    assert again.status_code == 302
    assert shown_key(own.get(TOKENS)) is None
    assert f"{row}" in own.get(TOKENS).content.decode()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"scopes": ["submit"]}, "scopes"),
        ({"scopes": ["desk"], "expires_at": "2000-01-01T00:00"}, "expires_at"),
    ],
)
def test_token_that_makes_no_sense_is_not_made(own, values, field):
    response = own.post(TOKENS, post_of(own.get(TOKENS), **values))

    assert list(response.context_data["form"].errors) == [field]
    assert not ApiKey.objects.exists()


def test_token_is_revoked(own, people):
    row, _ = create_token(by=people["Editor"])

    assert own.post(TOKENS, {"revoke": row.prefix}).status_code == 302

    assert now(row).standing == "revoked"


def test_token_of_another_is_not_found(own, people):
    row, _ = create_token(by=people["Researcher"])

    assert own.post(TOKENS, {"revoke": row.prefix}).status_code == 404
    assert row.prefix not in own.get(TOKENS).content.decode()

    assert now(row).standing == "works"


def test_tokens_are_for_who_sees_the_desk(client, people):
    assert client.get(TOKENS).status_code == 302
    client.force_login(people[""])

    assert client.get(TOKENS).status_code == 403
