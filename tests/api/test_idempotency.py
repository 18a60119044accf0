"""A request that is sent again happens once, whatever breaks in between."""

import contextlib
import json
import random
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import httpx
import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connections, transaction
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from rest_framework.authentication import BaseAuthentication
from rest_framework.views import APIView

from claims.api import errors
from claims.api.access import Access
from claims.api.idempotency import idempotent
from claims.models import KeptAnswer, Tag
from claims.services.idempotency import take_key
from tests.api.conftest import headers_of
from tests.relay import Relay
from tests.site import Site

pytestmark = pytest.mark.urls(__name__)
PROBE = "/api/v1/probe/"


class ByName(BaseAuthentication):
    """Takes the header X-Key for the key of whoever asks."""

    def authenticate(self, request):
        return None, Access(key_id=request.headers["X-Key"])


class Probe(APIView):
    """Makes a tag, and then answers as it is told to."""

    authentication_classes = [ByName]
    scope = None

    @idempotent
    def post(self, request, where=""):
        tag = Tag.objects.create(name=request.data["name"])
        match request.data.get("then"):
            case "refuse":
                raise ValidationError({"name": "Not so."})
            case "miss":
                raise Http404
            case "break":
                raise OperationalError
            case "stumble":
                raise LookupError
            case int(code):
                return errors.answer(code, "So it is.")
        body = json.dumps({"id": str(tag.pk)}).encode()
        return HttpResponse(
            body, "application/json", status=201, headers={"Location": f"/{tag.pk}/"}
        )


urlpatterns = [
    path("api/v1/probe/", Probe.as_view()),
    path("api/v1/probe/<slug:where>/", Probe.as_view()),
]


def send(name="a", *, key="k", by="1", where="", client=None, **more):
    client = client or Client(raise_request_exception=False)
    headers = {"X-Key": by} if key is None else {"X-Key": by, "Idempotency-Key": key}
    return client.post(
        f"{PROBE}{where}", {"name": name, **more}, "application/json", headers=headers
    )


def told(response):
    """What a client reads of an answer, but for whether it is a replay."""
    headers = headers_of(response)
    headers.pop("Idempotency-Replayed", None)
    return response.status_code, headers, response.content


@pytest.mark.django_db
def test_same_request_has_the_same_answer_and_happens_once():
    first, again = send(), send()

    assert first.status_code == 201
    assert told(again) == told(first)
    assert "Idempotency-Replayed" not in first
    assert again["Idempotency-Replayed"] == "true"
    assert again["Location"] == f"/{Tag.objects.get().pk}/"


@pytest.mark.django_db
def test_body_is_the_same_however_it_is_written(client):
    headers = {"X-Key": "1", "Idempotency-Key": "k"}
    given = {"data": b'{"name":"a","x":1}', "content_type": "application/json"}
    first = client.post(PROBE, **given, headers=headers)

    given["data"] = b' {"x": 1, "name": "\\u0061"}'
    again = client.post(PROBE, **given, headers=headers)

    assert told(again) == told(first)


@pytest.mark.django_db
def test_other_body_under_the_same_key_is_refused():
    send("a")

    response = send("b")

    assert response.status_code == 422
    assert "another body" in response.json()["detail"]
    assert [tag.name for tag in Tag.objects.all()] == ["a"]


@pytest.mark.django_db
@pytest.mark.parametrize("other", [{"key": "l"}, {"by": "2"}, {"where": "b/"}])
def test_key_is_one_api_keys_own_for_one_path(other):
    send("a")

    response = send("b", **other)

    assert response.status_code == 201
    assert Tag.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "key",
    [
        None,
        "",
        " ",
        "é",
        "a\x1fb",
        "a" * 256,
        '"',
        '"a',
        '""',
        f'"{"a" * 256}"',
        '"a"b',
    ],
)
def test_request_without_a_key_that_can_be_read_is_refused(key):
    response = send(key=key)

    assert response.status_code == 400
    [error] = response.json()["errors"]
    assert error["parameter"] == "Idempotency-Key"
    assert not Tag.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("k", '"k"'),
        ("a b", ' "a b" '),
        ('a"b\\', r'"a\"b\\"'),
        ("k" * 255, f'"{"k" * 255}"'),
        ('k"', r'"k\""'),
    ],
)
def test_key_is_the_same_bare_and_as_a_structured_string(one, same):
    assert send(key=one).status_code == 201
    assert "Idempotency-Replayed" in send(key=same)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("then", "code", "is_kept"),
    [
        ("refuse", 422, True),
        ("miss", 404, True),
        (422, 422, True),
        (409, 409, False),
        (412, 412, False),
        (428, 428, False),
        (429, 429, False),
        (503, 503, False),
        ("break", 503, False),
        ("stumble", 500, False),
    ],
)
def test_error_is_kept_unless_it_is_to_be_tried_again_and_nothing_was_done(
    then, code, is_kept
):
    first, again = send(then=then), send(then=then)

    assert (first.status_code, again.status_code) == (code, code)
    assert ("Idempotency-Replayed" in again) == is_kept
    assert told(again) == told(first)
    assert KeptAnswer.objects.count() == is_kept
    assert not Tag.objects.exists()


@pytest.mark.django_db
def test_body_that_cannot_be_read_leaves_its_key_free(client):
    headers = {"X-Key": "1", "Idempotency-Key": "k"}

    response = client.post(PROBE, b"{", "application/json", headers=headers)

    assert response.status_code == 400
    assert send().status_code == 201


def test_request_is_refused_at_once_while_the_same_is_in_flight(committed, monkeypatch):
    """The first one sends the second: it would wait for ever for a lock of the first."""
    seen = []

    def post(self, request, where=""):
        if request.data["name"] == "a":
            with ThreadPoolExecutor(1) as pool:
                seen.append(pool.submit(sent_alone, "b").result())
        return HttpResponse(status=204)

    monkeypatch.setattr(Probe, "post", idempotent(post))

    first = send()
    again = send()

    assert (first.status_code, again.status_code) == (204, 204)
    assert seen == [409]


def sent_alone(*args, **kwargs):
    """Send from a thread of its own; give the status."""
    try:
        return send(*args, **kwargs).status_code
    finally:
        connections.close_all()


@pytest.mark.parametrize(
    ("keys", "times"), [(4, 10), pytest.param(200, 50, marks=pytest.mark.drill)]
)
def test_each_of_many_keys_sent_many_times_at_once_has_one_effect(
    committed, keys, times
):
    names = [f"tag {number}" for number in range(keys)]

    with ThreadPoolExecutor(min(keys * times, 50)) as pool:
        sent = [
            (name, pool.submit(sent_alone, name, key=name))
            for name, _ in product(names, range(times))
        ]
        codes = [(name, each.result()) for name, each in sent]

    assert {code for _, code in codes} <= {201, 409}
    assert {name for name, code in codes if code == 201} == set(names)
    assert sorted(Tag.objects.values_list("name", flat=True)) == sorted(names)
    assert KeptAnswer.objects.count() == keys


@pytest.fixture
def relay(committed):
    # The path of a socket may not be long.
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.closing(Relay(Path(folder))) as relay,
    ):
        yield relay


def ask(name):
    """Send straight to the view: the gate before it counts in its own time."""
    headers = {"X-Key": "1", "Idempotency-Key": name}
    request = RequestFactory().post(
        PROBE, {"name": name}, "application/json", headers=headers
    )
    return Probe.as_view()(request)


def test_process_killed_at_any_request_to_the_database_has_done_it_once_or_not(relay):
    requests = relay.run(lambda: ask("whole"))
    happened = {}

    for at, answered in product(range(1, requests + 1), (True, False)):
        name = f"killed at {at} {answered}"
        relay.run(lambda name=name: ask(name), kill_at=at, answered=answered)
        done = Tag.objects.filter(name=name).count()
        assert KeptAnswer.objects.count() == Tag.objects.count()

        # The client had no answer, and sends it again.
        retried = ask(name)

        assert retried.status_code == 201
        assert ("Idempotency-Replayed" in retried) == bool(done)
        assert Tag.objects.filter(name=name).count() == 1
        happened[at, answered] = done

    # The commit is the last request, and nothing has happened before it is done.
    assert requests > 5
    assert [kill for kill, done in happened.items() if done] == [(requests, True)]


def test_key_is_free_again_when_its_transaction_is_undone(committed):
    with contextlib.suppress(LookupError), transaction.atomic():
        take_key("a" * 64, "0" * 64)
        raise LookupError

    assert send().status_code == 201


KEY = f"cb_00000000_{'0' * 43}"
MAKE_KEY = f"""
from claims.models import ApiKey, Partner, digest_of
partner = Partner.objects.create(name="A site")
ApiKey.objects.create(
    partner=partner, prefix="cb_00000000", digest=digest_of("{KEY}"), scopes=["submit"]
)
"""
COUNT = """
from claims.models import Submission
print(Submission.objects.count(), Submission.objects.values("statement").order_by().distinct().count())
"""


@pytest.mark.drill
@pytest.mark.parametrize("rounds", [50])
def test_server_killed_somewhere_in_a_submission_has_it_once(tmp_path, rounds):
    """Killed -9 as it is being answered: sent again, it is there, and only once."""
    site = Site(tmp_path / "data")
    site.env["API_SUBMISSION_LIMIT"] = "100000"
    site.start()
    site.run("shell", "-v0", script=MAKE_KEY)
    lost = 0

    def submit(number):
        return httpx.post(
            f"{site.base}/api/v1/submissions/",
            json={"statement": f"Statement {number}"},
            headers={"Authorization": f"Bearer {KEY}", "Idempotency-Key": f"{number}"},
            timeout=30,
        )

    try:
        for number in range(rounds):
            submit(f"warm {number}")
            # A submission takes some 20 ms.
            killer = threading.Timer(random.uniform(0.005, 0.06), site.kill)
            killer.start()
            first = None
            with contextlib.suppress(httpx.TransportError):
                first = submit(number)
            killer.join()
            site.start()
            again = submit(number)
            assert again.status_code == 201
            lost += first is None and "Idempotency-Replayed" in again.headers
        counted = site.run("shell", "-v0", script=COUNT).split()
    finally:
        site.kill()

    assert counted == [str(2 * rounds)] * 2
    # Some were done and the answer never came: those are what the key is for.
    assert lost
