"""The gate: every answer says what is left, and no more than the limit is served."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from claims.api.gate import GateMiddleware
from claims.models import DailyUse, Quota
from claims.services.keys import create_key, create_token
from claims.services.quotas import tally
from tests import factories
from tests.api.test_access import NEVER_MADE, shown
from tests.api.test_errors import is_problem, unreachable

CLAIMS = "/api/v1/claims/"
LINK = (
    '<http://127.0.0.1:8000/api/v1/licence/>; rel="license", '
    '<http://127.0.0.1:8000/api/v1/schema/>; rel="describedby"'
)


@pytest.fixture
def by(committed, people):
    return people["Partner manager"]


@pytest.fixture
def five(settings):
    """Let an address ask five times a minute."""
    settings.API_ANONYMOUS_RATE_LIMIT = 5


def left(response):
    """What an answer says is left, and for how long."""
    found = re.fullmatch(r'"(\w+)";r=(\d+);t=(\d+)', response["RateLimit"])
    return found[1], int(found[2]), int(found[3])


def test_limit_is_told_and_kept(api, five):
    answers = [api.get(CLAIMS) for _ in range(7)]

    assert [each.status_code for each in answers] == [200] * 5 + [429] * 2
    assert [left(each)[1] for each in answers] == [4, 3, 2, 1, 0, 0, 0]
    assert {each["RateLimit-Policy"] for each in answers} == {'"anonymous";q=5;w=60'}
    refused = answers[-1]
    body = refused.json()
    assert refused["Content-Type"] == "application/problem+json"
    assert body["type"].endswith("http-problem-types#quota-exceeded")
    assert body["violated-policies"] == ["anonymous"]
    assert body["status"] == 429
    assert int(refused["Retry-After"]) >= left(refused)[2] > 0


def test_refusal_agrees_with_the_contract(api, five, agrees):
    for _ in range(5):
        api.get(CLAIMS)

    agrees(api.get(CLAIMS))
    agrees(api.get(CLAIMS, headers=shown(NEVER_MADE)))


@pytest.mark.parametrize(
    "address",
    [CLAIMS, f"{CLAIMS}?x", "/api/v1/nothing/", "/api/", "/api/v1/docs/", f"{CLAIMS}1"],
)
def test_every_answer_says_what_is_left_and_on_what_terms(api, address):
    response = api.get(address)

    assert left(response)[0] == "anonymous"
    assert response["Link"].endswith(LINK)
    assert "Authorization" in response["Vary"]


def test_unchanged_answer_costs_nothing(api, five):
    etag = api.get(CLAIMS)["ETag"]

    answers = [api.get(CLAIMS, headers={"If-None-Match": etag}) for _ in range(20)]

    assert {each.status_code for each in answers} == {304}
    assert {left(each)[1] for each in answers} == {4}
    assert [left(api.get(CLAIMS))[1] for _ in range(2)] == [3, 2]


def test_conditional_request_that_gets_something_is_counted(api, five):
    answers = [api.get(CLAIMS, headers={"If-None-Match": '"x"'}) for _ in range(7)]

    assert [each.status_code for each in answers] == [200] * 5 + [429] * 2
    assert [left(each)[1] for each in answers] == [4, 3, 2, 1, 0, 0, 0]


def test_guesses_at_keys_are_counted(api, five):
    answers = [api.get(CLAIMS, headers=shown(NEVER_MADE)) for _ in range(6)]

    assert [each.status_code for each in answers] == [401] * 5 + [429]
    assert api.get(CLAIMS).status_code == 429


def test_keys_of_one_partner_share_its_own_limit(api, by, five):
    partner = factories.PartnerFactory(rate_limit=3)
    keys = [create_key(partner, scopes=["read"], by=by).text for _ in range(2)]

    answers = [api.get(CLAIMS, headers=shown(keys[n % 2])) for n in range(4)]

    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert answers[0]["RateLimit-Policy"] == '"partner";q=3;w=60'
    other = create_key(factories.PartnerFactory(), scopes=["read"], by=by).text
    assert api.get(CLAIMS, headers=shown(other)).status_code == 200
    assert api.get(CLAIMS).status_code == 200


def test_tokens_of_one_person_share_a_limit(api, people, by, settings):
    settings.API_RATE_LIMIT = 2
    tokens = [create_token(by=people["Editor"]).text for _ in range(2)]

    answers = [api.get(CLAIMS, headers=shown(tokens[n % 2])) for n in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 429]
    assert left(answers[0]) == ("person", 1, 60)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "spenders"),
    [
        (0, ["192.0.2.1", "192.0.2.2"], 1),
        (1, ["192.0.2.1", "192.0.2.2"], 2),
        # What the client wrote itself stands before what the proxy did.
        (1, ["192.0.2.9, 192.0.2.1", "192.0.2.8, 192.0.2.1"], 1),
        (1, ["2001:db8::1", "2001:db8::2"], 1),
    ],
)
def test_address_is_that_of_the_client(api, settings, proxies, forwarded, spenders):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    for each in forwarded:
        api.get(CLAIMS, headers={"X-Forwarded-For": each})

    assert Quota.objects.count() == spenders


def test_preflight_is_not_counted(api, five):
    answers = [api.options(CLAIMS) for _ in range(9)]

    assert {each.status_code for each in answers} == {204}
    assert api.get(CLAIMS).status_code == 200


def test_use_is_counted_by_key_and_day(api, by):
    key = create_key(factories.PartnerFactory(rate_limit=2), scopes=["read"], by=by)
    for _ in range(3):
        tally.next_at = 0
        api.get(CLAIMS, headers=shown(key.text))
    tally.next_at = 0
    api.get(CLAIMS, headers=shown(NEVER_MADE))

    told = {row.key_id: (row.served, row.refused) for row in DailyUse.objects.all()}
    assert told == {key.row.pk: (2, 1), None: (0, 1)}


@pytest.mark.parametrize("headers", [{}, shown(NEVER_MADE)])
def test_database_of_the_counts_that_does_not_answer_is_a_problem(api, headers):
    with unreachable("default"):
        response = api.get(CLAIMS, headers=headers)

    is_problem(response, 503)
    assert response["Retry-After"] == "5"


def test_answer_to_a_key_is_for_nobody_else_to_keep(api, by):
    key = create_key(factories.PartnerFactory(), scopes=["read"], by=by)

    assert api.get(CLAIMS)["Cache-Control"] == "public, max-age=60"
    answer = api.get(CLAIMS, headers=shown(key.text))
    assert answer["Cache-Control"] == "private, max-age=60"


def test_last_one_may_be_taken_while_an_answer_is_made(committed, five):
    """A conditional request looks first; what it finds is gone once it has its answer."""
    client = Client()

    def view(request):
        for _ in range(5):
            client.get(CLAIMS)
        return HttpResponse("a page")

    request = RequestFactory().get(CLAIMS, headers={"If-None-Match": '"x"'})
    response = GateMiddleware(view)(request)

    assert response.status_code == 429
    assert b"a page" not in response.content


def test_write_with_a_condition_is_counted_before_it_is_done(committed, five):
    done = []
    gate = GateMiddleware(lambda request: done.append(1) or HttpResponse())
    for _ in range(6):
        gate(RequestFactory().post(CLAIMS, headers={"If-None-Match": "*"}))

    assert len(done) == 5
