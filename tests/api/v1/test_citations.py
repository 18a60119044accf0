import base64
import struct

import pytest

from claims.api.v1.citations import Spot, cursor_of, spot_of
from claims.services.citations import cite_source
from tests import factories

LIST = "/api/v1/claims/"
HERE = "http://127.0.0.1:8000"


def address(claim):
    return f"{LIST}{claim.pk}/citations/"


@pytest.fixture
def cite(people):
    """Cite sources on a claim, at the desk."""

    def cite(claim, number):
        for _ in range(number):
            cite_source(claim, factories.SourceFactory(), by=people["Editor"])

    return cite


def walk(api, claim, *, size, meanwhile=lambda page: None):
    """Follow “next” from the first page to the last; give the ids and the versions."""
    seen, versions, link, page = [], [], f"{address(claim)}?page_size={size}", 0
    while link:
        answer = api.get(link.removeprefix(HERE)).json()
        seen += [each["id"] for each in answer["results"]]
        versions.append(answer["version"])
        page += 1
        meanwhile(page)
        link = answer["next"]
    return seen, versions


def test_citations_are_those_of_the_public_version(api, world):
    document = api.get(f"{LIST}{world.public.pk}/").json()

    body = api.get(address(world.public)).json()

    assert body == {"next": None, "results": document["citations"], "version": 1}
    assert len(body["results"]) == 3


def test_citations_walk_sees_each_once(api, publish, cite):
    claim = factories.ClaimFactory()
    cite(claim, 7)
    entry = publish(claim)

    seen, versions = walk(api, claim, size=3)

    assert versions == [1, 1, 1]
    document = api.get(f"{LIST}{entry.claim_id}/").json()
    assert seen == [each["id"] for each in document["citations"]]
    assert len(set(seen)) == 7


def test_citations_walk_stays_with_the_version_it_began_on(api, publish, cite, change):
    claim = factories.ClaimFactory()
    cite(claim, 5)
    publish(claim)
    before = [each["id"] for each in api.get(address(claim)).json()["results"]]

    def meanwhile(page):
        gone = claim.citations.using("default").first()
        gone.delete()
        cite(claim, 2)
        publish(claim)

    seen, versions = walk(api, claim, size=2, meanwhile=meanwhile)

    assert (seen, versions) == (before, [1, 1, 1])
    assert api.get(address(claim)).json()["version"] == 4


def test_citations_answer_304_until_there_is_another_version(
    api, publish, cite, withdraw
):
    claim = factories.ClaimFactory()
    publish(claim)
    known = {"If-None-Match": api.get(address(claim))["ETag"]}

    same = api.get(address(claim), headers=known)
    cite(claim, 1)
    publish(claim)
    changed = api.get(address(claim), headers=known)

    assert (same.status_code, changed.status_code) == (304, 200)


def test_citations_of_a_withdrawn_claim_are_gone_with_its_note(api, world, agrees):
    response = api.get(address(world.withdrawn))

    assert response.status_code == 410
    agrees(response)


def test_citations_of_a_merged_claim_start_with_those_of_the_one_that_stands(
    api, merge, agrees
):
    kept, merged = merge()
    cursor = cursor_of(Spot(1, 2))

    response = api.get(f"{address(merged)}?page_size=2&cursor={cursor}")

    assert response.status_code == 301
    assert response["Location"] == f"{HERE}{address(kept)}?page_size=2"
    agrees(response)


def test_cursor_holds_a_spot():
    assert spot_of(cursor_of(Spot(2**32 - 1, 7))) == Spot(2**32 - 1, 7)


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "\0", "é", "A" * 4000, base64.urlsafe_b64encode(b"short").decode()],
)
def test_cursor_of_another_make_is_refused(api, publish, agrees, cursor):
    response = api.get(address(publish().claim), {"cursor": cursor})

    assert response.status_code == 400
    assert [each["parameter"] for each in response.json()["errors"]] == ["cursor"]
    agrees(response)


@pytest.mark.parametrize("version", [0, 3, 2**32 - 1])
def test_cursor_of_a_version_that_is_not_there_is_refused(api, publish, version):
    response = api.get(
        address(publish().claim), {"cursor": cursor_of(Spot(version, 0))}
    )

    assert response.status_code == 400


def test_page_after_the_end_is_empty(api, publish, withdraw):
    claim = publish().claim
    withdraw(claim)
    publish(claim)

    for spot in (Spot(3, 2**32 - 1), Spot(1, 50), Spot(2, 0)):
        body = api.get(address(claim), {"cursor": cursor_of(spot)}).json()
        assert body == {"next": None, "results": [], "version": spot.version}
    assert struct.calcsize(">II") == 8


def test_citations_of_a_draft_and_of_nothing_are_the_same_bytes(api):
    draft, absent = factories.ClaimFactory(), factories.ClaimFactory.build()

    answers = [
        api.get(address(claim), {"cursor": cursor_of(Spot(1, 0))})
        for claim in (draft, absent)
    ]

    assert [each.status_code for each in answers] == [404, 404]
    assert answers[0].content == answers[1].content
