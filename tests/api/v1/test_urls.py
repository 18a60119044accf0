"""Every public address at once: what it must not tell, and what it must agree with."""

import itertools
import json

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from claims.api.v1 import urls
from claims.models import Agent, Partner, Source
from claims.services.reviews import record_review
from tests import factories
from tests.api.conftest import SECRET, headers_of

PROBLEM = "application/problem+json"
# What needs a key has its own tests.
KEYED = {
    each.name
    for each in urls.urlpatterns
    if getattr(each, "name", "").startswith(("submission", "webhook"))
}


def addresses(world):
    """List every address about every claim of the world, known and unknown."""
    below = [
        "",
        "?as_of=1",
        "citations/",
        "claimreview/",
        "versions/",
        "versions/1/",
        "versions/2/",
        "versions/3/",
        "versions/1/diff/2/",
    ]
    claims = [world.public, world.bare, world.withdrawn, world.draft]
    return [
        "/api/v1/claims/",
        "/api/v1/claims/?page_size=1",
        "/api/v1/claims/?q=6500&ordering=updated_at&fields=id,text",
        "/api/v1/claims/?topic=topic-1&as_of=1",
        "/api/v1/topics/",
        "/api/v1/changes/",
        "/api/v1/changes/?after=1&limit=2",
        "/api/v1/licence/",
        "/api/v1/problems/",
        "/api/v1/problems/gone/",
        "/api/v1/schema/",
        "/api/v1/docs/",
        *(f"/api/v1/claims/{claim.pk}/{each}" for claim in claims for each in below),
        *noun_addresses(world),
    ]


def noun_addresses(world):
    """List the addresses of what the claims are about, and of what only drafts are."""
    topics = [each.topic.slug for each in (world.public, world.withdrawn, world.draft)]
    agents = Agent.objects.using("default").values_list("pk", flat=True)
    sources = Source.objects.using("default").values_list("pk", flat=True)
    of_kinds = {
        "topics": (topics, ["", "claims/", "figures/"]),
        "measures": ([world.public.measure_id], ["", "claims/", "figures/"]),
        "agents": (agents, ["", "claims/"]),
        "sources": (sources, ["", "claims/"]),
    }
    for kind, (keys, below) in of_kinds.items():
        yield f"/api/v1/{kind}/"
        yield from (
            f"/api/v1/{kind}/{key}/{each}"
            for key in keys
            for each in below
            # The address of a withheld source has its name, as any address has.
            if str(key) != world.withheld_source
        )


def told(response):
    """Everything an answer says: headers and body."""
    headers = "".join(f"{name}: {value}\n" for name, value in response.headers.items())
    return headers + response.content.decode()


def test_world_covers_every_route(api, world):
    names = {api.get(address).resolver_match.url_name for address in addresses(world)}

    known = {getattr(each, "name", None) for each in urls.urlpatterns} - {None}
    assert names == known - KEYED


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

    asked = addresses(world)

    with CaptureQueriesContext(connections["default"]) as queries:
        for address in asked:
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
    claim = f"{world.public.pk}/"
    below = ["", "citations/", "claimreview/", "versions/1/", "versions/1/diff/1/"]
    paths = ["", *(f"{claim}{each}" for each in below)]

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


@pytest.mark.parametrize("polls", [100, pytest.param(10_000, marks=pytest.mark.drill)])
def test_what_is_unchanged_is_304_to_who_polls(api, world, polls):
    asked = [each for each in addresses(world) if "ETag" in api.get(each)]
    known = {each: {"If-None-Match": api.get(each)["ETag"]} for each in asked}

    turns = itertools.islice(itertools.cycle(asked), polls)
    statuses = {api.get(each, headers=known[each]).status_code for each in turns}

    assert len(asked) > 15
    assert statuses == {304}


@pytest.mark.parametrize("changes", [3, pytest.param(500, marks=pytest.mark.drill)])
def test_what_has_changed_is_200_to_who_polls(api, publish, change, changes):
    """However soon: an ETag that goes by the second would miss some."""
    claim = publish().claim
    detail = f"/api/v1/claims/{claim.pk}/"
    below = ("", "citations/", "claimreview/", "versions/")
    asked = ["/api/v1/claims/", *(f"{detail}{each}" for each in below)]
    record_review(
        claim,
        factories.AgentFactory(),
        label="True",
        url="https://example.org/",
        by=factories.UserFactory(is_superuser=True),
    )
    publish(claim)

    for number in range(changes):
        known = {each: api.get(each)["ETag"] for each in asked}
        change(claim, text=f"Changed {number}.")
        publish(claim)
        for each, etag in known.items():
            response = api.get(each, headers={"If-None-Match": etag})
            assert response.status_code == 200, each


def test_keys_of_equal_scope_share_each_etag(api, world, key):
    one = key(world.public.topic, world.bare.topic)
    twin = factories.ApiKeyFactory.build(key=f"cb_thetwin0_{'0' * 43}")
    twin.partner = Partner.objects.get()
    twin.save()
    other = key(world.public.topic, world.bare.topic)
    same = [one, {"Authorization": f"Bearer cb_thetwin0_{'0' * 43}"}, other]

    for address in addresses(world):
        # Where a page leads on, its cursor is for one partner alone.
        askers = same[:2] if "page_size" in address else same
        etags = {api.get(address, headers=each).get("ETag") for each in askers}
        assert len(etags) == 1, address


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
