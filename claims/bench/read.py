"""Reading pages of the record: ours, a bare application and a stock view, in turn."""

import base64
import json
from collections.abc import Callable
from urllib.parse import urlencode

import psutil
from django.db import connections

from claims.api.pages import bound_to, cursor_of
from claims.models import Claim, Place, PublishedClaim

from .contestants import BARE
from .level import measure_level
from .load import Client, WrongAnswerError
from .server import HOST, serving
from .ways import LIST, ROUNDS, SIZE, Limit, Way, in_turn, ratio, spread

# From 100,000 claims on: what ours may lose to the bare application, and what it must
# gain on the stock view.
OF_BARE, TIMES_STOCK = 0.6, 50


def measure_reading(seconds: float, say: Callable[[str], object]) -> bool:
    """Measure the three ways, and then ours on pages of all kinds; tell it by line.

    Returns whether limits hold. Each answer is compared with the bytes it must have.
    Raises ``TooFewClaimsError`` and ``WrongAnswerError``.
    """
    asked = paths()
    with serving() as (web, port):
        ways = [Way(name, answers(port, each)) for name, each in asked.items()]
        compare(*ways[:2])
        in_turn(ways, port, seconds, web)
        say(facts(seconds))
        holds = tell(ways, say)
        return measure_level(port, seconds / 4, web, say) and holds


def tell(ways: list[Way], say: Callable[[str], object]) -> bool:
    """Tell what was measured of the three ways, and whether the limits hold."""
    say(
        f"{'':<6}{'req/s':>9}{'median ms':>11}{'p99 ms':>9}{'CPU ms: web':>13}{'PostgreSQL':>13}"
    )
    for way in ways:
        say(way.line())
    ours, bare, stock = ways
    limits = [
        Limit("bare", ratio(ours, bare), OF_BARE),
        Limit("stock", ratio(ours, stock), TIMES_STOCK),
    ]
    for limit in limits:
        say(limit.line())
    return all(limit.holds for limit in limits)


def paths() -> dict[str, list[str]]:
    """Choose pages all over the record for each way, the first one among them."""
    published = PublishedClaim.objects.using("owner").standing()
    bound = bound_to(LIST, {}, None, None)
    places = [
        cursor_of(Place(*row), bound)
        for row in spread(published.values_list("first", "entry"))
    ]
    keys = [
        base64.b64encode(urlencode({"p": key}).encode()).decode()
        for [key] in spread(Claim.objects.using("owner").values_list("id"))
    ]
    ours = [urlencode({"page_size": SIZE, "cursor": each}) for each in places]
    stock = [urlencode({"cursor": each}) for each in keys]
    return {
        "ours": [f"{LIST}?{query}" for query in (f"page_size={SIZE}", *ours)],
        "bare": [f"{BARE}?{query}" for query in (f"page_size={SIZE}", *ours)],
        "stock": [f"/bench/stock/?{query}" for query in ("", *stock)],
    }


def answers(port: int, asked: list[str]) -> dict[str, bytes]:
    """Get each page once: what its answers are compared with."""
    client = Client(HOST, port)
    with client.socket:
        bodies = {path: bytes(client.get(path)) for path in asked}
    for path, body in bodies.items():
        if len(json.loads(body)["results"]) != SIZE:
            raise WrongAnswerError(f"{path} has no {SIZE} results.")
    return bodies


def compare(way: Way, other: Way) -> None:
    """Raise ``WrongAnswerError`` unless two ways give the same bytes page by page."""
    for pair in zip(way.answers.items(), other.answers.items(), strict=True):
        (path, body), (_, expected) = pair
        if body != expected:
            raise WrongAnswerError(f"{path} is not what the bare application gives.")


def facts(seconds: float) -> str:
    """Say what was measured where."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*), avg(octet_length(document)) FROM claims_entry")
        entries, length = cursor.fetchone()
        cursor.execute("SHOW server_version")
        [version] = cursor.fetchone()
    claims = PublishedClaim.objects.using("owner").standing().count()
    return (
        f"{claims:,} published claims, {entries:,} entries of {length / 1000:.1f} kB; "
        f"pages of {SIZE}, 16 connections, {ROUNDS} rounds of {seconds:g} s each; "
        f"{psutil.cpu_count()} cores, PostgreSQL {version.split()[0]}"
    )
