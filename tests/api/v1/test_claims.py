import hashlib
import json
import uuid

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Entry, PublishedClaim
from claims.services.merging import merge_claims
from tests import factories
from tests.api.conftest import headers_of

LIST = "/api/v1/claims/"


def walk(api, *, size, meanwhile=lambda page: None):
    """Follow “next” from the first page to the last."""
    seen, address, page = [], f"{LIST}?page_size={size}", 0
    while address:
        answer = api.get(address.removeprefix("http://127.0.0.1:8000")).json()
        seen += [claim["id"] for claim in answer["results"]]
        page += 1
        meanwhile(page)
        address = answer["next"]
    return seen


def test_detail_answers_the_stored_bytes(api, publish):
    entry = publish()

    response = api.get(f"{LIST}{entry.claim_id}/")

    assert response.content == entry.document
    assert response["ETag"] == f'"{hashlib.sha256(response.content).hexdigest()}"'
    assert response["Cache-Control"] == "public, max-age=60"


def test_detail_of_a_withdrawn_claim_is_gone_with_its_note(api, publish, withdraw):
    claim = factories.ClaimFactory()
    publish(claim)
    withdraw(claim, note="The ministry took it back.")

    response = api.get(f"{LIST}{claim.pk}/")

    assert response.status_code == 410
    body = response.json()
    assert body["note"] == "The ministry took it back."
    assert body["version"] == 2
    versions = api.get(body["versions"].removeprefix("http://127.0.0.1:8000"))
    assert versions.status_code == 200


def test_detail_of_a_merged_claim_leads_to_the_one_that_stands(
    api, publish, people, agrees
):
    kept, merged = factories.ClaimFactory(), factories.ClaimFactory()
    current = publish(kept)
    publish(merged)
    merge_claims(
        kept,
        merged,
        revisions=(2, 2),
        by=people["Editor"],
        reason="One.",
        note="Recorded twice.",
    )

    response = api.get(f"{LIST}{merged.pk}/")

    assert response.status_code == 301
    agrees(response)
    body = response.json()
    assert body["note"] == "Recorded twice."
    assert response["Location"] == body["merged_into"]
    led_to = api.get(response["Location"].removeprefix("http://127.0.0.1:8000"))
    assert led_to.content == current.document
    before = api.get(f"{LIST}{merged.pk}/versions/1/")
    assert before.json()["text"] == merged.text
    assert str(merged.pk) not in walk(api, size=7)


def test_detail_of_a_withdrawn_claim_that_is_published_again(api, publish, withdraw):
    claim = factories.ClaimFactory()
    first = publish(claim)
    withdraw(claim)
    again = publish(claim)

    response = api.get(f"{LIST}{claim.pk}/")

    assert response.content == again.document
    at = json.loads(first.document)["published_at"]
    assert response.json()["published_at"] == at


def test_detail_of_a_draft_and_of_nothing_are_the_same_bytes(api):
    draft = factories.ClaimFactory()

    hidden = api.get(f"{LIST}{draft.pk}/")
    absent = api.get(f"{LIST}{uuid.uuid4()}/")

    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content
    assert headers_of(hidden) == headers_of(absent)


def test_list_holds_the_public_claims_newest_publication_first(
    api, publish, withdraw, change
):
    first, second, gone = (factories.ClaimFactory() for _ in range(3))
    for claim in (first, second, gone):
        publish(claim)
    factories.ClaimFactory()
    withdraw(gone)
    change(first, text="Changed.")
    updated = publish(first)

    response = api.get(LIST)

    assert response.json()["next"] is None
    assert response.content == b'{"next":null,"results":[%b,%b]}' % (
        Entry.objects.version(second.pk).document,
        updated.document,
    )


@pytest.mark.parametrize(
    "what", ["a claim is changed", "one is published", "one is withdrawn"]
)
def test_list_etag_changes_when(api, publish, change, withdraw, what):
    one, other, third = (factories.ClaimFactory() for _ in range(3))
    publish(one)
    publish(other)
    before = api.get(LIST)

    match what:
        case "a claim is changed":
            change(one, text="Changed.")
            publish(one)
        case "one is published":
            publish(third)
        case "one is withdrawn":
            withdraw(one)
    after = api.get(LIST, headers={"If-None-Match": before["ETag"]})

    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]


def test_list_etag_changes_when_a_page_follows(api, publish):
    publish()
    publish()
    page = f"{LIST}?page_size=2"
    before = api.get(page)
    entry = publish()
    # The new claim stands behind the page: only “next” tells of it.
    row = PublishedClaim.objects.using("default").get(pk=entry.pk)
    row.published_at = row.published_at.replace(year=2000)
    row.save(using="default")

    after = api.get(page, headers={"If-None-Match": before["ETag"]})

    assert after.status_code == 200
    assert after.json()["next"]


def test_list_answers_304_while_nothing_changes(api, publish):
    publish()
    known = api.get(LIST)["ETag"]
    factories.ClaimFactory()

    response = api.get(LIST, headers={"If-None-Match": known})

    assert response.status_code == 304
    assert response.content == b""


def test_walk_sees_each_claim_once_also_of_one_moment(api, publish):
    claims = {str(publish().claim_id) for _ in range(30)}
    # A bulk publication: all went out at the same microsecond.
    moment = PublishedClaim.objects.using("default").first().published_at
    PublishedClaim.objects.using("default").update(published_at=moment)

    seen = walk(api, size=7)

    assert len(seen) == 30
    assert set(seen) == claims


def test_walk_sees_each_claim_once_while_others_come_and_go(
    api, publish, change, withdraw
):
    claims = [publish().claim for _ in range(120)]
    leaving = claims[5::20]

    def meanwhile(page):
        publish()
        change(claims[page], text=f"Changed on page {page}.")
        publish(claims[page])
        if leaving:
            withdraw(leaving.pop())

    throughout = {str(each.pk) for each in claims} - {str(each.pk) for each in leaving}
    seen = walk(api, size=7, meanwhile=meanwhile)

    assert len(seen) == len(set(seen))
    assert throughout <= set(seen)


@pytest.mark.parametrize("number", [10, 300])
def test_list_takes_one_query(api, publish, number):
    copies_of(publish(), number)
    with CaptureQueriesContext(connections["record"]) as queries:
        answer = api.get(LIST).json()

    assert len(answer["results"]) == min(number, 50)
    assert len(queries) == 1


def test_detail_takes_one_query(api, publish):
    address = f"{LIST}{publish().claim_id}/"

    with CaptureQueriesContext(connections["record"]) as queries:
        api.get(address)

    assert len(queries) == 1


def copies_of(entry, number):
    """Project claims that all say what ``entry`` does: quicker than to publish them."""
    row = PublishedClaim.objects.using("default").get()
    user, topic = entry.by, Claim.objects.get().topic
    for sequence in range(entry.sequence + 1, entry.sequence + number):
        claim = factories.ClaimFactory(topic=topic)
        copy = Entry.objects.using("default").create(
            sequence=sequence,
            claim=claim,
            version=1,
            event=entry.event,
            document=entry.document,
            digest=entry.digest,
            at=entry.at,
            by=user,
        )
        row.claim_id, row.entry = claim.pk, copy
        row.save(force_insert=True)
