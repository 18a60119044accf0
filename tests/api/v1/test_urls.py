"""Every public address at once: what it must not tell, and what it must agree with."""

import json

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from claims.api.v1 import urls
from tests.api.conftest import SECRET, headers_of

PROBLEM = "application/problem+json"


def addresses(world):
    """List every address about every claim of the world, known and unknown."""
    below = ["", "versions/", "versions/1/", "versions/2/", "versions/3/"]
    claims = [world.public, world.bare, world.withdrawn, world.draft]
    return [
        "/api/v1/claims/",
        "/api/v1/claims/?page_size=1",
        "/api/v1/topics/",
        "/api/v1/changes/",
        "/api/v1/changes/?after=1&limit=2",
        "/api/v1/licence/",
        "/api/v1/problems/",
        "/api/v1/problems/gone/",
        "/api/v1/schema/",
        "/api/v1/docs/",
        *(f"/api/v1/claims/{claim.pk}/{each}" for claim in claims for each in below),
    ]


def told(response):
    """Everything an answer says: headers and body."""
    headers = "".join(f"{name}: {value}\n" for name, value in response.headers.items())
    return headers + response.content.decode()


def test_world_covers_every_route(api, world):
    names = {api.get(address).resolver_match.url_name for address in addresses(world)}

    assert names == {getattr(each, "name", None) for each in urls.urlpatterns} - {None}


def test_secrets_are_at_no_address(api, world):
    answers = [told(api.get(address)).casefold() for address in addresses(world)]

    for secret in (SECRET, "987654321", "987,654,321", world.withheld_source):
        assert [text for text in answers if secret in text] == []


def test_draft_is_at_no_address(api, world):
    about = [
        address for address in addresses(world) if str(world.draft.pk) not in address
    ]

    assert [
        address for address in about if str(world.draft.pk) in told(api.get(address))
    ] == []


def test_withheld_source_is_counted(api, world):
    document = api.get(f"/api/v1/claims/{world.public.pk}/").json()

    assert document["withheld_sources"] == 1
    assert document["evidence"]["withheld"] == 1
    assert document["evidence"]["sources"] == 3


def test_source_that_repeats_a_withheld_one_does_not_name_it(api, world):
    document = api.get(f"/api/v1/claims/{world.public.pk}/").json()

    assert {each["source"]["repeats"] for each in document["citations"]} == {None}


def test_public_reads_leave_the_desk_alone(api, world):
    asked = addresses(world)

    with CaptureQueriesContext(connections["default"]) as queries:
        answers = [api.get(address) for address in asked]

    assert [
        each
        for each in queries
        if "claims_quota" not in each["sql"] and "claims_dailyuse" not in each["sql"]
    ] == []
    assert [answer for answer in answers if answer.cookies] == []


def test_public_reads_with_a_session_leave_the_desk_alone(api, world):
    api.cookies["sessionid"] = "x" * 32

    with CaptureQueriesContext(connections["default"]) as queries:
        for address in addresses(world):
            api.get(address)

    assert [
        each
        for each in queries
        if "claims_quota" not in each["sql"] and "claims_dailyuse" not in each["sql"]
    ] == []


def test_answers_agree_with_the_contract(api, world, agrees):
    asked = [
        address
        for address in addresses(world)
        if "/schema/" not in address and "/docs/" not in address
    ]

    answers = [api.get(address) for address in asked]

    assert {answer.status_code for answer in answers} == {200, 404, 410}
    for answer in answers:
        agrees(answer)


@pytest.mark.parametrize(
    ("status", "query", "headers"),
    [
        (400, "?cursor=x&page_size=0&page_size=1&nonsense=1", {}),
        (406, "", {"Accept": "text/html"}),
    ],
)
def test_problems_agree_with_the_contract(api, world, agrees, status, query, headers):
    paths = ["", f"{world.public.pk}/", f"{world.public.pk}/versions/1/"]

    for path in paths:
        response = api.get(f"/api/v1/claims/{path}{query}", headers=headers)
        assert response.status_code == status
        agrees(response)


def test_other_methods_are_405(api, world, agrees):
    for address in addresses(world):
        for method in ("post", "put", "patch", "delete", "trace"):
            response = getattr(api, method)(address)
            assert response.status_code == 405
            assert response["Content-Type"] == PROBLEM
            assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_options_says_what_may_be_done(api, world):
    for address in addresses(world):
        response = api.options(address)
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        assert (response.status_code, response.content) == (204, b""), address


def test_head_is_get_without_a_body(api, world):
    for address in addresses(world):
        get, head = api.get(address), api.head(address)
        assert head.status_code == get.status_code
        assert head.content == b""
        assert headers_of(head) == headers_of(get)


def test_head_of_what_the_client_has_is_304(api, world):
    address = f"/api/v1/claims/{world.public.pk}/"
    etag = api.head(address)["ETag"]

    assert api.head(address, headers={"If-None-Match": etag}).status_code == 304


def test_security_headers_stand_on_every_answer(api, world):
    for address in [*addresses(world), "/api/v1/nothing/", "/api/v1/claims/?x"]:
        response = api.get(address)
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Referrer-Policy"] == "same-origin"


def test_documents_are_json_a_parser_takes_back_unchanged(api, world):
    document = api.get(f"/api/v1/claims/{world.public.pk}/").content

    again = json.dumps(
        json.loads(document), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert again.encode() == document
