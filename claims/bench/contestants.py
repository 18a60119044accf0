"""What the web server of the benchmark loads: the project beside a bare application."""

# First, since it sets Django up for what follows.
from project.wsgi import application as served

# isort: split
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, urlencode

import psycopg
from django.conf import settings
from django.db import connections

from claims.api import pages
from claims.models import Place, Wanted
from claims.models.finding import page_query

BARE = "/bench/bare/"
PARAMETERS = ("host", "port", "dbname", "user", "password", "options")

local = threading.local()


def application(
    environ: dict[str, Any], start_response: Callable[..., Any]
) -> Iterable[bytes]:
    """Answer as production does, and one address without a framework."""
    if environ["PATH_INFO"] == BARE:
        return bare(environ, start_response)
    return served(environ, start_response)


def bare(
    environ: dict[str, Any], start_response: Callable[..., Any]
) -> Iterable[bytes]:
    """Answer the same page with psycopg alone: the same query, the same bytes."""
    query = {
        name: value[0] for name, value in parse_qs(environ["QUERY_STRING"]).items()
    }
    size = int(query["page_size"])
    after = pages.place_of(query["cursor"]) if "cursor" in query else None
    sql, parameters = page_query(Wanted(), after=after, limit=size + 1)
    rows = connection().execute(sql, parameters, binary=True).fetchall()
    following = None
    if len(rows) > size:
        query["cursor"] = pages.cursor_of(Place(*rows[size - 1][:3]))
        following = f"{settings.PUBLIC_BASE_URL}/api/v1/claims/?{urlencode(query)}"
    body = pages.page_body([row[4] for row in rows[:size]], following)
    start_response(
        "200 OK",
        [("Content-Type", "application/json"), ("Content-Length", str(len(body)))],
    )
    return [body]


def connection() -> psycopg.Connection[Any]:
    """Give this thread's own connection under the record's role, kept open."""
    if not hasattr(local, "connection"):
        known = connections["record"].get_connection_params()
        local.connection = psycopg.connect(
            **{name: known[name] for name in PARAMETERS if name in known},
            autocommit=True,
        )
    return local.connection
