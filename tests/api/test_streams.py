import csv
import io
import json

import django.db
import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from claims.api import streams
from claims.models import record
from tests import factories
from tests.api.questions import LIST


def ask(api, query="", accept="application/x-ndjson", method="get"):
    return getattr(api, method)(f"{LIST}{query}", headers={"Accept": accept})


def lines(response):
    return [json.loads(each) for each in response.getvalue().splitlines()]


@pytest.fixture
def public(publish):
    return [publish() for _ in range(5)]


@pytest.mark.parametrize("chunk", [1, 2, 5, 500])
def test_stream_has_every_document(api, public, monkeypatch, chunk):
    monkeypatch.setattr(record, "CHUNK", chunk)

    response = ask(api)

    assert response["Content-Type"] == "application/x-ndjson"
    assert response["Cache-Control"] == "no-store"
    assert response.getvalue().splitlines() == [
        bytes(entry.document) for entry in public[::-1]
    ]


def test_stream_is_the_record_as_it_stood_when_it_was_asked_for(
    api, public, publish, change, withdraw, monkeypatch
):
    monkeypatch.setattr(record, "CHUNK", 2)
    monkeypatch.setattr(streams, "BLOCK", 1)
    blocks = iter(ask(api))
    first = next(blocks)

    for entry in public[:2]:
        change(entry.claim, text="Changed.")
        publish(entry.claim)
    withdraw(public[2].claim)
    publish()

    told = (first + b"".join(blocks)).splitlines()
    assert told == [bytes(entry.document) for entry in public[::-1]]


def test_stream_of_an_empty_record_is_empty(api, committed):
    assert ask(api).getvalue() == b""


def test_table_has_a_line_a_claim(api, publish):
    claim = factories.FigureClaimFactory(text="=HYPERLINK(1)", place='"a", b')
    entry = publish(claim)

    response = ask(api, accept="text/csv")

    assert response["Content-Type"] == "text/csv"
    [row] = csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig")))
    assert row["id"] == str(entry.claim_id)
    assert (row["text"], row["place"], row["value"]) == (
        "'=HYPERLINK(1)",
        '"a", b',
        "6500",
    )


def test_fields_choose_members_and_columns(api, public):
    told = lines(ask(api, "?fields=id,text"))
    table = ask(api, "?fields=id,text", accept="text/csv").getvalue().decode()

    assert {frozenset(each) for each in told} == {frozenset({"id", "text"})}
    assert table.startswith("\ufeffid,text\r\n")
    assert all(
        "reviews" in each and "citations" not in each
        for each in lines(ask(api, "?expand=reviews"))
    )


@pytest.mark.parametrize(
    ("accept", "query"),
    [
        ("application/x-ndjson", "?cursor=x"),
        ("application/x-ndjson", "?page_size=5"),
        ("text/csv", "?page_size=5"),
        ("text/csv", "?expand=reviews"),
    ],
)
def test_stream_has_no_pages_and_a_table_nothing_long(
    api, public, agrees, accept, query
):
    response = ask(api, query, accept)

    assert response.status_code == 400
    assert "no such parameter" in response.json()["errors"][0]["detail"]


def test_stream_as_of_an_entry(api, public):
    assert len(lines(ask(api, "?as_of=2"))) == 2


def test_head_of_a_stream_reads_no_claims(api, public):
    with CaptureQueriesContext(connections["record"]) as queries:
        response = ask(api, method="head")

    assert (response.status_code, response.getvalue()) == (200, b"")
    assert "document" not in str(queries.captured_queries)


def test_stream_reads_one_replica_alone(api, public, monkeypatch):
    """Another may not have come as far as the moment that is streamed."""
    [router] = django.db.router.routers
    monkeypatch.setattr(router, "readers", iter(["record"]))
    monkeypatch.setattr(record, "CHUNK", 2)

    assert len(lines(ask(api))) == 5
