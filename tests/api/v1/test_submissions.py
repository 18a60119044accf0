"""What partners submit, and who may read it."""

import datetime
import unicodedata
import uuid
from itertools import product

import pytest
from django.utils import timezone

from claims.models import ApiKey, Claim, Entry, Partner, Review, Submission
from claims.services.keys import revoke_key
from claims.services.submissions import take_submission
from tests.admin.test_naughty import ENDS, FEW, STRINGS, TURNS, unseen
from tests.api.conftest import headers_of
from tests.api.submitting import FIELDS, LIST, SENT, Submitter
from tests.factories import ApiKeyFactory, PartnerFactory, TopicFactory
from tests.stories import everything

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
    [
        "cursor=x",
        f"cursor={uuid.UUID(int=1)}",
        "page_size=0",
        "state=a",
        "reference=%00",
    ],
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
    assert headers_of(theirs) == headers_of(nobodys)
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


# ------------------------------------------------------------- what is not taken

KEPT = {"claims_dailyuse", "claims_keptanswer", "claims_quota"}

# Columns of these are what somebody might hope to set on the way.
REACHED = (Submission, Claim, Partner, ApiKey, Entry, Review)
NAMES = sorted(
    {field.name for model in REACHED for field in model._meta.get_fields()}
    | {field.attname for model in REACHED for field in model._meta.concrete_fields}
    | {"_state", "__class__", "pk", "is_staff", "scope", "by", "partner__name"}
)


def test_no_column_but_the_fields_is_taken(submitter):
    assert len(NAMES) > 90
    before = everything()

    for name in sorted(set(NAMES) - set(FIELDS)):
        response = submitter.post({**SENT, name: str(uuid.uuid4())})

        assert response.status_code == 422, name
        assert response.json()["errors"] == [
            {
                "pointer": f"/{name}",
                "detail": f"There is no such field. Known here: {', '.join(FIELDS)}.",
            }
        ]
    assert untouched(everything()) == untouched(before)


def untouched(rows):
    """Leave out what is counted and kept of every request."""
    return {table: each for table, each in rows.items() if table not in KEPT}


@pytest.mark.parametrize(
    ("fields", "pointers"),
    [
        ({"statement": "\u200b"}, ["/statement"]),
        ({"language": "English"}, ["/language"]),
        ({"seen_url": "javascript:alert(1)"}, ["/seen_url"]),
        ({"seen_url": "https://"}, ["/seen_url"]),
        ({"seen": "yesterday"}, ["/seen"]),
        ({"seen": "2026-13", "language": "E"}, ["/language", "/seen"]),
        ({"reference": "a\nb"}, ["/reference"]),
    ],
)
def test_field_that_its_column_does_not_take_is_named(
    submitter, agrees, fields, pointers
):
    response = submitter.post({**SENT, **fields})

    assert response.status_code == 422
    agrees(response)
    errors = response.json()["errors"]
    assert sorted({each["pointer"] for each in errors}) == pointers
    assert not Submission.objects.exists()


def test_reference_is_given_once(submitter):
    row = submitter.submit(reference="a")

    response = submitter.post({"statement": "Else.", "reference": "a"})

    assert response.status_code == 422
    [error] = response.json()["errors"]
    assert error["pointer"] == "/reference"
    assert submitter.get(f"{LIST}?reference=a").json()["results"][0]["id"] == str(
        row.pk
    )


@pytest.mark.parametrize(
    ("raw", "kind", "status"),
    [
        (b"", "application/json", 422),
        (b"{", "application/json", 400),
        (b'{"statement":"a","statement":"b"}', "application/json", 400),
        (b'{"statement":"\\ud800"}', "application/json", 400),
        (b'{"statement":"a","x":1e999}', "application/json", 400),
        (b"[" * 5000 + b"]" * 5000, "application/json", 400),
        (b"statement=a", "application/x-www-form-urlencoded", 415),
        (b"<a/>", "application/xml", 415),
        (b'{"statement":"%s"}' % (b"a" * 2**20), "application/json", 413),
    ],
)
def test_body_that_is_no_good_json_is_refused(submitter, raw, kind, status):
    headers = {**submitter.headers, "Idempotency-Key": "k"}

    response = submitter.client.post(LIST, raw, kind, headers=headers)

    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert not Submission.objects.exists()


def test_partner_submits_so_often_a_minute_and_reads_on(
    submitter, other, settings, agrees
):
    settings.API_SUBMISSION_LIMIT = 2
    submitter.post(SENT, key="k")
    submitter.submit()

    refused = submitter.post({"statement": "Else."}, key="l")
    replayed = submitter.post(SENT, key="k")

    agrees(refused)
    assert (refused.status_code, replayed.status_code) == (429, 429)
    assert 0 < int(refused["Retry-After"]) <= 60
    assert refused.json()["violated-policies"] == ["submissions"]
    assert submitter.get().status_code == 200
    other.submit()
    settings.API_SUBMISSION_LIMIT = 9
    # What was refused is not kept.
    assert submitter.post({"statement": "Else."}, key="l").status_code == 201


def test_parameter_in_the_address_is_refused(submitter):
    headers = {**submitter.headers, "Idempotency-Key": "k"}

    response = submitter.client.post(
        f"{LIST}?statement=a", SENT, "application/json", headers=headers
    )

    assert response.status_code == 400
    assert not Submission.objects.exists()


ONE_LINE = {"language", "seen_url", "seen", "reference"}
LIMITS = {"statement": 2000, "note": 2000, "reference": 200}


def normal(text):
    """Give the documented normal form (README, claims/text.py)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    text = unicodedata.normalize("NFC", text)
    return "" if all(map(unseen, text)) else text.strip(ENDS)


def takes(field, text):
    """Tell whether a field of free text lets a text in."""
    kept = normal(text)
    refused = {
        each
        for each in kept
        if unicodedata.category(each) in ("Cc", "Zl", "Zp", "Cs") or each in TURNS
    }
    if field not in ONE_LINE:
        refused -= {"\n", "\u2028", "\u2029"}
    if field == "statement" and not kept:
        return False
    limit = LIMITS[field]
    return not refused - {"\t"} and len(text) <= limit and len(kept) <= limit


@pytest.mark.parametrize(
    "strings", [FEW, pytest.param(STRINGS, marks=pytest.mark.drill)]
)
def test_naughty_string_is_kept_in_its_normal_form_or_refused_at_its_field(
    submitter, strings
):
    wrong = []
    given = set()
    for number, (text, field) in enumerate(product(strings, FIELDS)):
        if field == "reference" and normal(text) in given:
            continue  # A partner gives a reference once, and some texts have one form.
        body = {"statement": "So it is.", "reference": f"r{number}", field: text}
        response = submitter.post(body)
        if response.status_code == 201:
            row = Submission.objects.get(pk=response.json()["id"])
            given.add(row.reference)
            told = response.json()[field]
            told = (told or {"edtf": ""})["edtf"] if field == "seen" else told
            if not getattr(row, field) == told == normal(text):
                wrong.append((field, text[:50], told))
        elif response.status_code in (400, 422):
            pointers = {each["pointer"] for each in response.json()["errors"]}
            if pointers != {f"/{field}"} or (field in LIMITS and takes(field, text)):
                wrong.append((field, text[:50], response.content[:200]))
        else:
            wrong.append((field, text[:50], response.status_code))

    assert wrong == []
