"""What partners submit, and who may read it."""

import datetime
import uuid

import pytest
from django.utils import timezone

from claims.models import ApiKey, Submission
from claims.services.keys import revoke_key
from claims.services.submissions import take_submission
from tests.api.submitting import FIELDS, LIST, SENT, Submitter
from tests.factories import ApiKeyFactory, PartnerFactory, TopicFactory

DAY = datetime.timedelta(days=1)


def test_etag_changes_with_the_fate(submitter, people):
    row = submitter.submit()
    for where in (LIST, f"{LIST}{row.pk}/"):
        known = {"If-None-Match": submitter.get(where)["ETag"]}
        assert submitter.get(where, **known).status_code == 304
        assert submitter.get(where)["Cache-Control"] == "private, no-cache"
    known = {"If-None-Match": submitter.get(f"{LIST}{row.pk}/")["ETag"]}

    take_submission(
        row, topic=TopicFactory(), language="en", revision=1, by=people["Editor"]
    )

    assert submitter.get(f"{LIST}{row.pk}/", **known).status_code == 200


def test_submission_waits_at_the_desk_marked_with_its_partner(submitter, agrees):
    response = submitter.post(SENT)

    assert response.status_code == 201
    agrees(response)
    body, row = response.json(), Submission.objects.get()
    assert {name: getattr(row, name) for name in FIELDS} == SENT
    assert (row.partner, row.state, row.claim) == (submitter.partner, "received", None)
    assert row.events.get().pgh_context["username"] == str(submitter.partner)
    assert response["Location"] == body["url"]
    read = submitter.get(body["url"])
    agrees(read)
    assert read.content == response.content
    assert {name: body[name] for name in FIELDS if name != "seen"} == {
        name: value for name, value in SENT.items() if name != "seen"
    }
    assert (body["seen"]["edtf"], body["state"], body["claim"]) == (
        "2026-11",
        "received",
        None,
    )


def test_statement_alone_is_enough(submitter):
    row = submitter.submit()

    assert [getattr(row, name) for name in FIELDS[1:]] == [""] * 5


# ---------------------------------------------------------------------- lists


def test_walk_sees_each_own_submission_once_newest_first(submitter, other):
    rows = [submitter.submit() for _ in range(7)]
    other.submit()

    seen, address = [], f"{LIST}?page_size=3"
    while address:
        page = submitter.get(address).json()
        seen += [each["id"] for each in page["results"]]
        address = page["next"]
        other.submit()

    assert seen == [str(row.pk) for row in reversed(rows)]


def test_list_finds_by_the_partners_own_reference(submitter, other):
    row = submitter.submit(reference="caf\u00e9")
    submitter.submit(reference="b")
    other.submit(reference="caf\u00e9")

    page = submitter.get(f"{LIST}?reference=cafe\u0301").json()

    assert [each["id"] for each in page["results"]] == [str(row.pk)]


@pytest.mark.parametrize(
    "query",
    ["cursor=x", f"cursor={uuid.uuid4()}", "page_size=0", "state=a", "reference=%00"],
)
def test_list_refuses_what_it_does_not_know(submitter, query):
    response = submitter.get(f"{LIST}?{query}")

    assert response.status_code == 400
    [error] = response.json()["errors"]
    assert error["parameter"] == query.partition("=")[0]


# ------------------------------------------------------------------ who may it


def test_anothers_submission_is_as_one_that_never_was(submitter, other):
    row = submitter.submit(reference="a")

    theirs = other.get(f"{LIST}{row.pk}/")
    nobodys = other.get(f"{LIST}{uuid.uuid4()}/")

    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.content == nobodys.content
    assert dict(theirs.headers) == dict(nobodys.headers)
    assert other.get().json()["results"] == []
    assert other.get(f"{LIST}?reference=a").json()["results"] == []
    assert other.get(f"{LIST}?cursor={row.pk}").status_code == 400
    assert other.submit(reference="a").partner == other.partner
    for method in ("put", "patch", "delete"):
        asked = getattr(other.client, method)
        response = asked(f"{LIST}{row.pk}/", headers=other.headers)
        assert response.status_code == 405


def test_answer_is_replayed_to_nobody_else(submitter, other):
    mine = submitter.post(SENT, key="k")

    theirs = other.post({**SENT, "statement": "Else."}, key="k")

    assert theirs.status_code == 201
    assert theirs.json()["id"] != mine.json()["id"]
    assert "Idempotency-Replayed" not in theirs
    second = Submitter(ApiKeyFactory(partner=submitter.partner, scopes=["submit"]))
    assert second.post({"statement": "Else."}, key="k").status_code == 201


KEYS = {
    "none": (lambda: None, 401),
    "read": (lambda: ApiKeyFactory(scopes=["read"]), 403),
    "webhooks": (lambda: ApiKeyFactory(scopes=["webhooks"]), 403),
    "expired": (
        lambda: ApiKeyFactory(
            scopes=["submit"], expires_at=timezone.now() + datetime.timedelta(seconds=1)
        ),
        401,
    ),
    "unknown": (lambda: ApiKeyFactory.build(scopes=["submit"]), 401),
    "of an inactive partner": (
        lambda: ApiKeyFactory(
            scopes=["submit"], partner=PartnerFactory(is_active=False)
        ),
        401,
    ),
}


@pytest.mark.parametrize("key", KEYS)
def test_key_without_the_scope_opens_nothing(committed, key):
    make, status = KEYS[key]
    row = make()
    submitter = Submitter(row or ApiKeyFactory.build())
    if row is None:
        submitter.headers = {}
    if key == "expired":
        ApiKey.objects.filter(pk=row.pk).update(
            expires_at=timezone.now(), created_at=timezone.now() - DAY, revision=2
        )

    answers = [
        submitter.get(),
        submitter.get(f"{LIST}{uuid.uuid4()}/"),
        submitter.post(SENT),
    ]

    assert [each.status_code for each in answers] == [status] * 3
    assert not Submission.objects.exists()


def test_request_begun_after_the_key_was_revoked_is_refused(submitter, people):
    submitter.post(SENT, key="k")

    revoke_key(ApiKey.objects.get(), by=people["Partner manager"])

    assert submitter.post({"statement": "Else."}).status_code == 401
    # Also where the answer is kept.
    assert submitter.post(SENT, key="k").status_code == 401
    assert Submission.objects.count() == 1
