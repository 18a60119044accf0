"""Keys at the API: which let in, what they open, and that they are told nowhere."""

import datetime
import logging
import threading
import time

import pytest
from django.contrib.auth.models import User
from django.db import close_old_connections, connections
from django.test import Client
from django.utils import timezone

from claims.models import ALL, Allowed, ApiKey, Scope
from claims.services.keys import create_key, create_token, revoke_key, rotate_key
from claims.services.partners import revise_partner
from tests import factories
from tests.api.test_errors import is_problem

CLAIMS = "/api/v1/claims/"
NEVER_MADE = f"cb_{'0' * 8}_{'0' * 43}"


def shown(key):
    return {"Authorization": f"Bearer {key}"}


@pytest.fixture
def by(committed, people):
    return people["Partner manager"]


@pytest.fixture
def key(by):
    return create_key(factories.PartnerFactory(), scopes=["read"], by=by)


def asks(api, key):
    return api.get(CLAIMS, headers=shown(key)).status_code


def test_key_lets_in(api, key):
    assert asks(api, key.text) == 200
    assert asks(api, f"{key.text} ") == 200
    assert api.get(CLAIMS, headers={"Authorization": f"bearer {key.text}"}) is not None


@pytest.mark.parametrize(
    "given",
    [
        NEVER_MADE,
        "",
        "cb_",
        "x",
        "cb_12345678_\x00",
        "cb_" + "é" * 60,
        "cb_00000000_" + "a" * 9000,
    ],
)
def test_what_is_no_key_is_401(api, key, given):
    response = api.get(CLAIMS, headers=shown(given))

    assert is_problem(response, 401)["detail"].startswith("This key is unknown")
    assert response["WWW-Authenticate"] == 'Bearer realm="Claimbook"'


@pytest.mark.parametrize("given", ["Basic eDp5", "Bearer", "Token x", "x"])
def test_other_authorization_is_401(api, given):
    is_problem(api.get(CLAIMS, headers={"Authorization": given}), 401)


def test_prefix_with_another_secret_is_401(api, key):
    is_problem(api.get(CLAIMS, headers=shown(key.text[:-1] + "!")), 401)
    wrong = key.text[:12] + key.text[12:].swapcase()
    is_problem(api.get(CLAIMS, headers=shown(wrong)), 401)


def test_revoked_and_expired_and_unknown_keys_are_answered_the_same(api, by, key):
    revoke_key(key.row, by=by)
    expired = factories.ApiKeyFactory(key=f"cb_{'1' * 8}_{'0' * 43}")
    hour = datetime.timedelta(hours=1)
    ApiKey.objects.filter(pk=expired.pk).update(
        created_at=timezone.now() - 2 * hour,
        expires_at=timezone.now() - hour,
        revision=2,
    )

    answers = [
        api.get(CLAIMS, headers=shown(each))
        for each in (key.text, f"cb_{'1' * 8}_{'0' * 43}", NEVER_MADE)
    ]

    assert {each.status_code for each in answers} == {401}
    assert len({each.content for each in answers}) == 1


def ends(how, by, key):
    """End a key in one of the ways that there are."""
    if how == "revoked":
        revoke_key(key.row, by=by)
    elif how == "rotated away":
        rotate_key(key.row, overlap=datetime.timedelta(0), revision=1, by=by)
    elif how == "partner made inactive":
        revise_partner(key.row.partner, is_active=False, revision=1, by=by)
    elif how == "person made inactive":
        User.objects.filter(pk=key.row.person_id).update(is_active=False)
    else:
        User.objects.filter(pk=key.row.person_id).update(is_staff=False)


@pytest.mark.parametrize("how", ["revoked", "rotated away", "partner made inactive"])
def test_key_ends_with_the_next_request(api, by, key, how):
    assert asks(api, key.text) == 200

    ends(how, by, key)

    assert asks(api, key.text) == 401


@pytest.mark.parametrize("how", ["person made inactive", "person no longer staff"])
def test_token_ends_with_who_had_it(api, people, by, how):
    token = create_token(by=people["Editor"])
    assert asks(api, token.text) == 200

    ends(how, by, token)

    assert asks(api, token.text) == 401


def test_no_request_that_starts_after_the_end_is_let_in(by, key):
    """Eight clients ask without a pause; the key is revoked amid them."""
    asked, stop = [], threading.Event()

    def client():
        api = Client()
        while not stop.is_set():
            started = time.monotonic()
            asked.append((started, asks(api, key.text)))
        close_old_connections()
        for each in connections.all():
            each.close()

    threads = [threading.Thread(target=client) for _ in range(4)]
    for each in threads:
        each.start()
    time.sleep(0.7)
    revoke_key(key.row, by=by)
    ended = time.monotonic()
    time.sleep(0.7)
    stop.set()
    for each in threads:
        each.join()

    before = [status for started, status in asked if started < ended]
    after = [status for started, status in asked if started >= ended]
    assert 200 in before
    assert after
    assert set(after) == {401}


@pytest.mark.parametrize("name", ["key", "api_key", "access_token", "cursor", "x"])
def test_key_in_the_address_is_400(api, key, name):
    body = is_problem(api.get(CLAIMS, {name: key.text}), 400)

    assert [each["parameter"] for each in body["errors"]] in ([name], ["key"])
    assert key.text not in str(body)


def test_key_in_the_path_is_400(api, key):
    is_problem(api.get(f"{CLAIMS}{key.text}/"), 400)


@pytest.mark.parametrize("value", ["cb_", "cb_12345678", "the word cb_short_key"])
def test_what_only_resembles_a_key_is_for_the_view_to_judge(api, value):
    body = is_problem(api.get(CLAIMS, {"nonsense": value}), 400)

    assert [each["parameter"] for each in body["errors"]] == ["nonsense"]


@pytest.mark.parametrize(
    ("anonymous", "scopes", "status"),
    [
        (True, None, 200),
        (False, None, 401),
        (False, ["read"], 200),
        (True, ["submit"], 403),
        (True, ["webhooks", "read"], 200),
    ],
)
def test_reading_needs_the_scope(api, by, settings, anonymous, scopes, status):
    settings.ANONYMOUS_READING = anonymous
    partner = factories.PartnerFactory()
    headers = {}
    if scopes:
        headers = shown(create_key(partner, scopes=scopes, by=by).text)

    response = api.get(CLAIMS, headers=headers)

    assert response.status_code == status
    if status != 200:
        is_problem(response, status)
    assert response.has_header("WWW-Authenticate") == (status == 401)


@pytest.mark.parametrize("address", ["schema/", "docs/", "licence/"])
def test_contract_and_terms_are_open_to_everybody(api, settings, address):
    settings.ANONYMOUS_READING = False

    assert api.get(f"/api/v1/{address}").status_code == 200
    assert api.options(CLAIMS).status_code == 204


def test_access_tells_who_asks_and_what_they_may_see(api, people, by):
    topic = factories.TopicFactory()
    partner = factories.PartnerFactory(languages=["en"], rate_limit=5)
    partner.topics.add(topic)
    key = create_key(partner, scopes=["read", "submit"], by=by)
    token = create_token(by=people["Editor"])

    theirs = api.get(CLAIMS, headers=shown(key.text)).wsgi_request.access
    own = api.get(CLAIMS, headers=shown(token.text)).wsgi_request.access
    nobody = api.get(CLAIMS).wsgi_request.access

    assert (theirs.partner, theirs.person, theirs.key) == (partner, None, key.row)
    assert theirs.allowed == Allowed(frozenset([topic.pk]), frozenset(["en"]))
    assert theirs.scopes == {Scope.READ, Scope.SUBMIT}
    assert (own.partner, own.person, own.key) == (None, people["Editor"], token.row)
    assert own.allowed == nobody.allowed == ALL
    assert (nobody.partner, nobody.person, nobody.key) == (None, None, None)


def test_allowed_lets_through_what_it_names():
    topic, other = factories.TopicFactory.build(), factories.TopicFactory.build()
    both = Allowed(frozenset([topic.pk]), frozenset(["en"]))

    assert ALL.is_all
    assert ALL.lets(topic.pk, "en")
    assert not both.is_all
    assert both.lets(topic.pk, "en")
    assert not both.lets(other.pk, "en")
    assert not both.lets(topic.pk, "en-GB")


def test_key_is_in_no_table_log_or_answer(api, by, key, caplog):
    """A canary: the secret half of a key that was used in every way."""
    secret = key.text[12:]
    with caplog.at_level(logging.DEBUG):
        answers = [
            api.get(CLAIMS, headers=shown(key.text)),
            api.get(CLAIMS, headers=shown(key.text + "x")),
            api.get("/api/v1/nothing/", headers=shown(key.text)),
            api.get(CLAIMS, {"key": key.text}),
        ]
        rotate_key(key.row, revision=1, by=by)

    assert secret not in caplog.text
    for each in answers:
        assert secret not in str(each.headers)
        assert secret.encode() not in each.content
    assert secret not in everything_stored()


def everything_stored():
    """Every row of every table, as PostgreSQL writes it."""
    told = []
    with connections["owner"].cursor() as cursor:
        for table in connections["owner"].introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')
            told += [text for (text,) in cursor.fetchall()]
    return "\n".join(told)
