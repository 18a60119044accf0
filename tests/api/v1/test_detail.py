import datetime
import hashlib
import json
import uuid

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.api.conftest import headers_of

LIST = "/api/v1/claims/"
HERE = "http://127.0.0.1:8000"
LINKS = (
    f'<{HERE}/api/v1/licence/>; rel="license", '
    f'<{HERE}/api/v1/schema/>; rel="describedby"'
)


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


def test_detail_of_a_merged_claim_leads_to_the_one_that_stands(api, merge, agrees):
    kept, merged = merge()

    response = api.get(f"{LIST}{merged.pk}/")

    assert response.status_code == 301
    agrees(response)
    body = response.json()
    assert body["note"] == "Recorded twice."
    assert response["Location"] == body["merged_into"]
    led_to = api.get(response["Location"].removeprefix(HERE))
    assert led_to.json()["id"] == str(kept.pk)
    before = api.get(f"{LIST}{merged.pk}/versions/1/")
    assert before.json()["text"] == merged.text
    listed = api.get(LIST).json()["results"]
    assert [each["id"] for each in listed] == [str(kept.pk)]


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


def test_detail_takes_one_query(api, publish):
    address = f"{LIST}{publish().claim_id}/"

    with CaptureQueriesContext(connections["record"]) as queries:
        api.get(address)

    assert len(queries) == 1


@pytest.fixture
def history(publish, change, correct, withdraw):
    """A claim published, corrected, withdrawn and published again; and its entries."""
    claim = factories.ClaimFactory()
    publish(claim)
    change(claim, text="Changed.")
    correct(claim)
    publish()
    withdraw(claim)
    publish(claim)
    return list(claim.entries.using("default").order_by("version"))


def moments(entry):
    """Name the moment right after an entry in every way there is."""
    at = entry.at
    abroad = at.astimezone(datetime.timezone(datetime.timedelta(hours=4)))
    return [
        entry.sequence,
        at.isoformat().replace("+00:00", "Z"),
        abroad.isoformat(),
    ]


def test_detail_as_of_is_the_version_that_stood_then(api, history):
    first, corrected, withdrawn, again = history

    for entry in (first, corrected, again):
        for as_of in moments(entry):
            answer = api.get(f"{LIST}{first.claim_id}/", {"as_of": as_of})
            assert answer.content == entry.document, as_of
            assert answer["ETag"] == f'"{entry.digest}"'
    for as_of in moments(withdrawn):
        answer = api.get(f"{LIST}{first.claim_id}/", {"as_of": as_of})
        assert answer.status_code == 410
        assert answer.json()["version"] == 3


def test_detail_as_of_stands_until_the_next_version(api, history):
    first, corrected, *_ = history
    before = corrected.at - datetime.timedelta(microseconds=1)
    address = f"{LIST}{first.claim_id}/"

    by_time = api.get(address, {"as_of": before.isoformat()})
    by_number = api.get(address, {"as_of": corrected.sequence - 1})

    assert by_time.content == by_number.content == first.document


@pytest.mark.parametrize("as_of", ["2001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"])
def test_detail_as_of_before_the_first_is_as_of_nothing(api, history, as_of):
    answers = [
        api.get(f"{LIST}{claim}/", {"as_of": as_of})
        for claim in (history[0].claim_id, uuid.uuid4())
    ]

    assert [each.status_code for each in answers] == [404, 404]
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("as_of", ["x", "0", "999", "9999-12-31T23:59:59Z"])
def test_detail_as_of_no_moment_of_the_record_is_refused(api, history, as_of):
    answer = api.get(f"{LIST}{history[0].claim_id}/", {"as_of": as_of})

    assert answer.status_code == 400
    assert [each["parameter"] for each in answer.json()["errors"]] == ["as_of"]


@pytest.mark.parametrize(
    ("asked", "members"),
    [
        ({"fields": "text"}, {"text"}),
        ({"fields": "text,reviews"}, {"text", "reviews"}),
        ({"fields": "text", "expand": "citations"}, {"text", "citations"}),
    ],
)
def test_detail_has_the_members_asked_for(api, world, asked, members):
    address = f"{LIST}{world.public.pk}/"
    whole = api.get(address)

    part = api.get(address, asked)

    assert part.json() == {name: whole.json()[name] for name in members}
    assert part["ETag"] != whole["ETag"]
    known = {"If-None-Match": part["ETag"]}
    assert api.get(address, asked, headers=known).status_code == 304


def test_detail_leads_to_its_claim_reviews(api, publish):
    claim = publish().claim_id

    response = api.get(f"{LIST}{claim}/")
    known = api.get(f"{LIST}{claim}/", headers={"If-None-Match": response["ETag"]})

    assert (
        response["Link"]
        == known["Link"]
        == (
            f'<{HERE}{LIST}{claim}/claimreview/>; rel="alternate"; '
            f'type="application/ld+json", {LINKS}'
        )
    )
    assert known.status_code == 304


def test_detail_as_of_leads_to_what_stands(api, publish):
    claim = publish().claim_id

    response = api.get(f"{LIST}{claim}/", {"as_of": 1})

    latest = f'<{HERE}{LIST}{claim}/>; rel="latest-version"'
    assert response["Link"] == f"{latest}, {LINKS}"


def test_detail_of_a_merged_claim_keeps_what_was_asked_for(api, publish, merge):
    kept, merged = merge()

    response = api.get(f"{LIST}{merged.pk}/?fields=text")
    before = api.get(f"{LIST}{merged.pk}/?as_of=2")

    assert response["Location"] == f"{HERE}{LIST}{kept.pk}/?fields=text"
    assert before.json()["text"] == merged.text
