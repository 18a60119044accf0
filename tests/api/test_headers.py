import json

import pytest

from claims.api.v1 import urls
from claims.documents import nouns_of
from claims.models import Entry
from tests import factories
from tests.api.v1.test_urls import addresses

KEY = f"cb_{'0' * 8}_{'k' * 43}"
CLAIMS = "/api/v1/claims/"


@pytest.mark.parametrize("method", ["get", "head", "options"])
@pytest.mark.parametrize("address", [CLAIMS, "/api/v1/nothing/", f"{CLAIMS}?x=1"])
def test_any_page_may_read_what_is_public_and_its_errors(api, method, address):
    response = getattr(api, method)(address, headers={"Origin": "https://x.example"})

    assert response["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in response["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in response
    assert "Origin" not in response["Vary"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_page_may_read_what_a_write_answers(api, method):
    response = getattr(api, method)(CLAIMS)

    assert "Access-Control-Allow-Origin" not in response


def test_no_page_may_read_the_desk(api):
    response = api.get("/api/v1/desk/claims/")

    assert "Access-Control-Allow-Origin" not in response


def test_preflight_lets_reads_through_and_no_key(api):
    response = api.options(
        CLAIMS,
        headers={
            "Origin": "https://x.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "authorization, if-none-match",
        },
    )

    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    allowed = response["Access-Control-Allow-Headers"].lower().split(", ")
    assert "if-none-match" in allowed
    assert "authorization" not in allowed
    assert "Access-Control-Allow-Methods" not in api.options(CLAIMS)


def test_outside_of_the_api_nobody_may_read(client, db):
    response = client.get("/healthz", headers={"Origin": "https://x.example"})

    assert "Access-Control-Allow-Origin" not in response


def test_answers_vary_by_key_and_form_and_coding(api, world):
    for address in [*addresses(world), "/api/v1/nothing/"]:
        varies = api.get(address)["Vary"].split(", ")
        assert varies == ["Authorization", "Accept", "Accept-Encoding"]


def test_answers_lead_to_what_describes_them(api, world, settings):
    schema = f'<{settings.PUBLIC_BASE_URL}/api/v1/schema/>; rel="describedby"'
    for address in addresses(world):
        assert schema in api.get(address)["Link"]


def test_answer_for_a_key_is_for_nobody_else(api, world):
    factories.ApiKeyFactory(key=KEY)
    for address in addresses(world):
        response = api.get(address, headers={"Authorization": f"Bearer {KEY}"})
        assert "public" not in response.get("Cache-Control", "")
        assert "Surrogate-Key" not in response


def test_pages_lead_to_the_first_and_the_next(api, publish, settings):
    for _ in range(2):
        publish()
    start = f"{settings.PUBLIC_BASE_URL}{CLAIMS}?page_size=1"

    first = api.get(f"{CLAIMS}?page_size=1")
    last = api.get(first.json()["next"])

    following = f'<{first.json()["next"]}>; rel="next"'
    assert first["Link"].startswith(f'<{start}>; rel="first", {following}')
    assert last["Link"].startswith(f'<{start}>; rel="first", ')
    assert 'rel="next"' not in last["Link"]


def test_every_answer_with_next_says_it_in_its_header(api, world):
    for address in addresses(world):
        response = api.get(address)
        if response["Content-Type"] == "application/json":
            following = response.json().get("next")
            told = f'<{following}>; rel="next"' in response["Link"]
            assert told is (following is not None), address


def kept(api, asked):
    """Read what a CDN would keep: the answer's ETag and the keys it is purged by."""
    answers = {address: api.get(address) for address in asked}
    return {
        address: (answer["ETag"], set(answer["Surrogate-Key"].split()))
        for address, answer in answers.items()
        if "public" in answer.get("Cache-Control", "")
    }


def test_what_a_publication_changes_can_be_purged_by_its_keys(
    api, world, publish, change, withdraw
):
    asked = addresses(world)

    def purged(claim):
        """Name what a claim and all it tells of, or told of before, are kept by."""
        keys = {"claims", "changes", f"claim-{claim.pk}"}
        for entry in Entry.objects.filter(claim=claim):
            for noun in nouns_of(json.loads(entry.document)).values():
                keys |= {f"{noun.kind}s", f"{noun.kind}-{noun.slug or noun.id}"}
        return keys

    def move():
        change(world.bare, topic=world.public.topic)
        publish(world.bare)

    for act, claim in [
        (lambda: publish(world.public), world.public),
        (move, world.bare),
        (lambda: withdraw(world.public), world.public),
    ]:
        before = kept(api, asked)
        act()
        keys = purged(claim)
        after = kept(api, asked)
        stale = {
            address
            for address, (etag, _) in before.items()
            if after.get(address, [None])[0] != etag
        }
        assert stale
        assert [each for each in stale if not before[each][1] & keys] == []


def test_every_kept_answer_has_one_key_at_least(api, world):
    for address, (_, keys) in kept(api, addresses(world)).items():
        assert len(keys) == 1, address
        assert urls


@pytest.mark.parametrize(
    ("address", "key"),
    [
        (CLAIMS, "claims"),
        ("/api/v1/topics/", "topics"),
        ("/api/v1/changes/", "changes"),
        ("/api/v1/problems/gone/", "problem-gone"),
    ],
)
def test_surrogate_key(api, address, key):
    assert api.get(address)["Surrogate-Key"] == key
