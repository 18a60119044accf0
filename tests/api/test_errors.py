import json
import re
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import (
    PermissionDenied,
    SuspiciousOperation,
    ValidationError,
)
from django.db import (
    InterfaceError,
    OperationalError,
    close_old_connections,
    connections,
)
from django.urls import path, resolve
from rest_framework import exceptions
from rest_framework.views import APIView

from claims.api.problems import KINDS
from claims.api.views import RecordView
from claims.services.base import ConflictError
from project.urls import *  # noqa: F403 - this module is a URLconf, with more routes
from project.urls import urlpatterns as project_urls
from tests import factories
from tests.routes import routes

CLAIMS = "/api/v1/claims/"
SOME_ID = "01937f5e-8a2b-7c31-9d4e-5f60718293a4"


class Broken(RecordView):
    """Raises what the test wants."""

    error: Exception
    scope = None

    def get(self, request):
        raise self.error

    post = get


urlpatterns = [
    *project_urls,
    path("api/v1/broken/", Broken.as_view()),
    path("broken/", Broken.as_view()),
]


def is_problem(response, status):
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    body = json.loads(response.content)
    assert body["status"] == status
    kind = resolve(urlsplit(body["type"]).path).kwargs["name"]
    assert KINDS[kind].status == status
    assert body["title"] == KINDS[kind].title
    return body


@pytest.mark.parametrize(
    "address",
    [
        "/api/",
        "/api/v1/",
        "/api/v2/claims/",
        "/api/v1/nothing/",
        "/api/v1/claims/1/",
        f"/api/v1/claims/{SOME_ID}/",
        f"/api/v1/claims/{SOME_ID}/nothing/",
        f"/api/v1/claims/{SOME_ID}/versions/",
        f"/api/v1/claims/{SOME_ID}/versions/1/",
        "/api/v1/claims/%00/",
        "/api/v1/claims/%ff%fe/",
        "/api/v1/claims/%F0%9F%92%A9/",
        "/api/v1/claims/../../admin/",
        "/api/v1/claims/" + "a" * 8000 + "/",
        "/api/v1/claims/' OR 1=1 --/",
    ],
)
def test_nothing_there_is_a_problem(api, address):
    body = is_problem(api.get(address), 404)

    assert body["detail"] == "There is nothing at this address."


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("page_size=0", "page_size"),
        ("page_size=201", "page_size"),
        ("page_size=-1", "page_size"),
        ("page_size=abc", "page_size"),
        ("page_size=1e9", "page_size"),
        ("page_size=%D9%A3", "page_size"),
        ("page_size=0000000509999", "page_size"),
        ("page_size=10%0A", "page_size"),
        ("page_size=", "page_size"),
        ("page_size=%00", "page_size"),
        ("page_size=10&page_size=10", "page_size"),
        ("cursor=", "cursor"),
        ("cursor=x", "cursor"),
        ("cursor=%00", "cursor"),
        ("cursor=%ff", "cursor"),
        ("cursor=" + "A" * 4000, "cursor"),
        # A place in no year that a calendar has.
        ("cursor=" + "g" * 32, "cursor"),
        ("nonsense=1", "nonsense"),
        ("format=xml", "format"),
        ("page%00size=1", "page\0size"),
        ("%ff=1", "�"),
        ("__all__=1", "__all__"),
    ],
)
@pytest.mark.parametrize("resource", ["claims", "topics"])
def test_parameter_at_fault_is_named(api, resource, query, parameter):
    body = is_problem(api.get(f"/api/v1/{resource}/?{query}"), 400)

    assert [error["parameter"] for error in body["errors"]] == [parameter]


@pytest.mark.parametrize(
    "address",
    [
        f"/api/v1/claims/{SOME_ID}/?x=1",
        f"/api/v1/claims/{SOME_ID}/versions/?x=1",
        f"/api/v1/claims/{SOME_ID}/versions/1/?x=1",
        "/api/v1/schema/?lang=de",
    ],
)
def test_unknown_parameter_is_a_problem_at_every_address(api, address):
    is_problem(api.get(address), 400)


def test_too_many_parameters_are_a_problem(api):
    query = "&".join(f"p{n}=1" for n in range(10_001))

    assert "errors" not in is_problem(api.get(f"{CLAIMS}?{query}"), 400)


def test_unknown_host_is_a_problem(api):
    is_problem(api.get(CLAIMS, headers={"Host": "elsewhere.example"}), 400)


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/json", 200),
        ("*/*", 200),
        ("text/html,*/*;q=0.8", 200),
        ("application/*", 200),
        ("text/html", 406),
        ("application/xml;q=0.9, image/png", 406),
        ("garbage", 406),
        ("/;;,=,\x7f", 406),
        ("a" * 9000, 406),
    ],
)
def test_accept(api, accept, status):
    response = api.get(CLAIMS, headers={"Accept": accept})

    if status == 200:
        assert response.status_code == 200
    else:
        is_problem(response, status)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("the password is x"), 503),
        (InterfaceError("connection already closed"), 503),
        (SuspiciousOperation("x"), 400),
        (RuntimeError("SELECT secret FROM table"), 500),
    ],
)
def test_what_a_view_raises_is_a_problem_that_says_nothing_of_the_cause(
    api, monkeypatch, error, status
):
    monkeypatch.setattr(Broken, "error", error, raising=False)

    response = api.get("/api/v1/broken/")

    is_problem(response, status)
    assert str(error).encode() not in response.content
    assert response.get("Retry-After") == ("5" if status == 503 else None)


NESTED = {"a": ["x"], "b": [{}, {"c/d": ["y"]}], "non_field_errors": ["z"]}


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("method", "error", "status", "faults"),
    [
        ("get", ValidationError({"a": ["x"]}), 400, [{"parameter": "a"}]),
        ("get", ValidationError("x"), 400, []),
        ("post", ValidationError({"a": ["x"]}), 422, [{"pointer": "/a"}]),
        ("post", ValidationError({"__all__": ["x"]}), 422, [{"pointer": ""}]),
        ("post", ValidationError(["x", "y"]), 422, [{"pointer": ""}] * 2),
        (
            "post",
            exceptions.ValidationError(NESTED),
            422,
            [{"pointer": "/a"}, {"pointer": "/b/1/c~1d"}, {"pointer": ""}],
        ),
        ("post", PermissionDenied("x"), 403, None),
        ("post", ConflictError("Somebody was first."), 409, None),
    ],
)
def test_what_a_service_refuses_is_a_problem_with_its_places(
    api, monkeypatch, method, error, status, faults
):
    monkeypatch.setattr(Broken, "error", error, raising=False)

    body = is_problem(getattr(api, method)("/api/v1/broken/"), status)

    told = body.get("errors")
    if told is not None:
        assert all(fault.pop("detail") for fault in told)
    assert told == faults


@pytest.mark.urls(__name__)
def test_type_that_is_not_taken_names_what_is(api, monkeypatch):
    error = exceptions.UnsupportedMediaType("text/plain")
    monkeypatch.setattr(Broken, "error", error, raising=False)

    response = api.post("/api/v1/broken/")

    assert response["Accept"] == "application/json"
    assert response["Accept-Encoding"] == "identity"


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("error", "status"), [(SuspiciousOperation("x"), 400), (RuntimeError("x"), 500)]
)
def test_outside_of_the_api_errors_are_pages(api, monkeypatch, error, status):
    monkeypatch.setattr(Broken, "error", error, raising=False)

    response = api.get("/broken/")

    assert response.status_code == status
    assert response["Content-Type"].startswith("text/html")


def test_outside_of_the_api_nothing_there_is_a_page(api):
    response = api.get("/nothing/")

    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("address", [CLAIMS, f"{CLAIMS}{SOME_ID}/", "/api/v1/topics/"])
def test_database_that_does_not_answer_is_a_problem(api, agrees, address):
    with unreachable():
        response = api.get(address)

    is_problem(response, 503)
    agrees(response)


def test_statement_that_takes_too_long_is_a_problem(api):
    with connections["record"].cursor() as cursor:
        cursor.execute("SET statement_timeout = '100ms'")
    with connections["owner"].cursor() as cursor:
        cursor.execute("BEGIN; LOCK claims_publishedclaim")
        try:
            response = api.get(CLAIMS)
        finally:
            cursor.execute("ROLLBACK")
            connections["record"].close()

    is_problem(response, 503)
    assert api.get(CLAIMS).status_code == 200


def test_connection_that_was_cut_is_made_anew(api):
    api.get(CLAIMS)
    pid = connections["record"].connection.info.backend_pid
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

    cut = api.get(CLAIMS)
    # What Django does between two requests, and the test client does not.
    close_old_connections()
    after = api.get(CLAIMS)

    assert (cut.status_code, after.status_code) == (503, 200)


@contextmanager
def unreachable(alias="record"):
    """Let an alias point at a server that is not there."""
    connection = connections[alias]
    connection.close()
    params = connection.get_connection_params()
    connection.get_connection_params = lambda: {
        **params,
        "host": "127.0.0.1",
        "port": 1,
    }
    yield
    del connection.get_connection_params


# What is wrong with a request, the answer it must get at some address at least, and
# what else it may get where that does not apply.
WRONG = {
    "an unknown parameter": (400, {"query": "nonsense=1"}),
    "a parameter twice": (400, {"query": "page_size=1&page_size=1"}),
    "NUL in a parameter": (400, {"query": "page_size=%00"}),
    "too many parameters": (400, {"query": "&".join(f"p{n}=1" for n in range(10_001))}),
    "another host": (400, {"headers": {"Host": "elsewhere.example"}}),
    "a key in the address": (400, {"query": "api_key=cb_x"}),
    "a key that is none": (401, {"headers": {"Authorization": "Bearer cb_x"}}),
    "no such scope": (403, {"scope": "submit"}),
    "nothing of the name": (404, {}),
    "nothing below": (404, {"below": "nothing/"}),
    "NUL in the path": (404, {"below": "%00/"}),
    "another method": (405, {"method": "TRACE"}),
    "a type that is not there": (406, {"headers": {"Accept": "image/png"}}),
    "a body too large": (413, {"method": "POST", "length": str(2**20 + 1)}),
    "too many requests": (429, {"limit": 1}),
    "an error of ours": (500, {"error": RuntimeError("SELECT x FROM claims_claim")}),
    "no database": (503, {"database": False}),
}
TELLTALE = re.compile(
    r"Traceback|File \"|SELECT |claims_\w+|psycopg|django|\.py\b|/(home|root|tmp|usr|work)/"
)


@pytest.mark.parametrize("wrong", WRONG)
def test_whatever_is_wrong_is_a_problem_at_every_address(
    api, settings, monkeypatch, wrong
):
    status, how = WRONG[wrong]
    headers = dict(how.get("headers", {}))
    if "limit" in how:
        settings.API_ANONYMOUS_RATE_LIMIT = how["limit"]
    if "scope" in how:
        key = f"cb_{'0' * 8}_{'k' * 43}"
        factories.ApiKeyFactory(key=key, scopes=[how["scope"]])
        headers["Authorization"] = f"Bearer {key}"
    if "error" in how:
        monkeypatch.setattr(Broken, "error", how["error"], raising=False)
        monkeypatch.setattr(APIView, "initial", Broken.get)
    asked = [each for each in routes("/api/") if "/desk/" not in each]
    got = set()

    for address in asked:
        url = f"{address}{how.get('below', '')}?{how.get('query', '')}"
        extra = {"CONTENT_LENGTH": how["length"]} if "length" in how else {}
        with ExitStack() as stack:
            if not how.get("database", True):
                stack.enter_context(unreachable("record"))
                stack.enter_context(unreachable("default"))
            method = how.get("method", "GET")
            response = api.generic(method, url, headers=headers, **extra)
        got.add(response.status_code)
        if response.status_code >= 400:
            is_error(api, settings, response, "limit" in how)

    assert len(asked) > 8
    assert status in got


def is_error(api, settings, response, limited):
    """Check an error: its form, where its type leads, and that it gives nothing away."""
    body = json.loads(response.content)
    assert response["Content-Type"] == "application/problem+json"
    assert body["status"] == response.status_code
    assert TELLTALE.search(response.content.decode()) is None, body
    if body["type"].startswith("https://iana.org/"):
        assert response.status_code == 429
        return
    if not limited:
        assert body["type"].startswith(f"{settings.PUBLIC_BASE_URL}/")
        assert resolve(urlsplit(body["type"]).path).kwargs["name"] in KINDS
