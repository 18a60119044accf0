import json
from contextlib import contextmanager

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import (
    InterfaceError,
    OperationalError,
    close_old_connections,
    connections,
)
from django.urls import path

from claims.api.views import RecordView
from project.urls import *  # noqa: F403 - this module is a URLconf, with more routes
from project.urls import urlpatterns as project_urls

CLAIMS = "/api/v1/claims/"
SOME_ID = "01937f5e-8a2b-7c31-9d4e-5f60718293a4"


class Broken(RecordView):
    """Raises what the test wants."""

    error: Exception
    scope = None

    def get(self, request):
        raise self.error


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
    assert body["type"] == "about:blank"
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
        ("application/xml;q=0.9, text/csv", 406),
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
