import io
import json

import pytest
from django.db import connections

from claims.bench import contestants
from claims.bench.seed import seed

SEEDED = 60


def ask(address, query=""):
    """Ask the application as a web server does; give the status and the body."""
    told = {}
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "QUERY_STRING": query,
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    }
    body = contestants.application(
        environ, lambda status, headers: told.update(status=status)
    )
    return told["status"], b"".join(body)


@pytest.fixture
def seeded(committed):
    seed(SEEDED, lambda size: None)
    yield
    contestants.connection().close()
    del contestants.local.connection
    connections["record"].close()


def test_bare_application_gives_the_bytes_of_the_api(seeded):
    queries = ["page_size=50"]
    while queries[-1]:
        ours = ask("/api/v1/claims/", queries[-1])
        bare = ask(contestants.BARE, queries[-1])

        assert bare == ours
        following = json.loads(bare[1])["next"]
        queries.append((following or "").rpartition("?")[2])

    assert len(queries) == 3


@pytest.mark.urls("claims.bench.urls")
def test_stock_view_lists_the_published_claims(seeded, client):
    page = client.get("/bench/stock/").json()

    assert len(page["results"]) == 50
    assert page["next"]
    assert all(claim["reviews"] or claim["citations"] for claim in page["results"])
