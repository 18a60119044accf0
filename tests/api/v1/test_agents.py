"""Agents, and sources alike: where the address of one that was merged leads."""

import uuid

import pytest

from claims.services.merging import merge_agents, merge_sources
from tests import factories
from tests.api.conftest import headers_of
from tests.stories import now

MERGES = {
    "agents": (merge_agents, factories.AgentFactory),
    "sources": (merge_sources, factories.SourceFactory),
}


@pytest.fixture(params=MERGES)
def merging(request, people):
    """A kind of noun, how one is made, how two are merged, and a claim that shows one."""
    kind = request.param
    service, make = MERGES[kind]

    def merge(merged, kept):
        revisions = now(kept).revision, now(merged).revision
        by = people["Editor"]
        service(kept, merged, revisions=revisions, by=by, reason="One.")

    def claim(row, **values):
        if kind == "agents":
            return factories.ClaimFactory(claimant=row, **values)
        claim = factories.ClaimFactory(**values)
        factories.CitationFactory(claim=claim, source=row)
        return claim

    return kind, make, merge, claim


def test_merged_noun_stands_while_a_public_claim_shows_it_and_then_leads_on(
    api, publish, merging, agrees, settings
):
    kind, make, merge, claim_of = merging
    kept, merged = make(), make()
    claims = [claim_of(merged), claim_of(merged)]
    for claim in claims:
        publish(claim)
    merge(merged, kept)

    def ask(row, below=""):
        return api.get(f"/api/v1/{kind}/{row.pk}/{below}")

    before = [ask(row).status_code for row in (kept, merged)]
    publish(now(claims[0]))
    meanwhile = [ask(row).status_code for row in (kept, merged)]
    publish(now(claims[1]))

    assert (before, meanwhile) == ([404, 200], [200, 200])
    assert ask(kept).status_code == 200
    address = f"{settings.PUBLIC_BASE_URL}/api/v1/{kind}/{kept.pk}/"
    for below, query in (("", ""), ("claims/", "?q=a")):
        response = ask(merged, f"{below}{query}")
        assert response.status_code == 301
        assert response["Location"] == f"{address}{below}{query}"
        assert response.json() == {"id": str(merged.pk), "merged_into": address}
        agrees(response)
    assert ask(merged, "?x=1").status_code == 400


def test_merged_noun_leads_on_to_what_stands_in_the_end(
    api, publish, withdraw, merging, settings
):
    kind, make, merge, claim_of = merging
    first, second, last = make(), make(), make()
    claim = claim_of(first)
    publish(claim)
    withdraw(claim)
    merge(first, second)
    publish(now(claim))
    merge(second, last)
    publish(now(claim))

    for row in (first, second):
        response = api.get(f"/api/v1/{kind}/{row.pk}/")
        assert response["Location"] == (
            f"{settings.PUBLIC_BASE_URL}/api/v1/{kind}/{last.pk}/"
        )
    withdraw(claim)
    codes = [
        api.get(f"/api/v1/{kind}/{row.pk}/").status_code
        for row in (first, second, last)
    ]
    assert codes == [404, 404, 404]


def test_merged_noun_leads_nobody_to_what_they_may_not_see(api, publish, merging, key):
    kind, make, merge, claim_of = merging
    topics = factories.TopicFactory.create_batch(2)
    kept, merged = make(), make()
    shown, hidden = (claim_of(merged, topic=topic) for topic in topics)
    publish(shown)
    publish(hidden)
    merge(merged, kept)
    publish(now(hidden))
    publish(now(shown))
    other = claim_of(make(), topic=topics[0], language="hy")
    publish(other)
    sees = {
        "shown": key(topics[0], languages=["en"]),
        "hidden": key(topics[0], languages=["hy"]),
    }

    def ask(key, headers):
        response = api.get(f"/api/v1/{kind}/{key}/", headers=headers)
        return response.status_code, response.content, headers_of(response)

    assert ask(merged.pk, sees["shown"])[0] == 301
    assert ask(merged.pk, sees["hidden"]) == ask(uuid.uuid4(), sees["hidden"])
    assert ask(merged.pk, sees["hidden"])[0] == 404
