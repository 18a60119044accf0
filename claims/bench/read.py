"""Reading pages of the record: ours, a bare application and a stock view, in turn."""

import base64
import contextlib
import json
import math
import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psutil
from django.db import connections, models

from claims.api.pages import cursor_of
from claims.models import Claim, Place, PublishedClaim

from .contestants import BARE
from .load import Client, WrongAnswerError, load
from .server import HOST, serving

SIZE = 50
PAGES = 24
ROUNDS = 5
# At 100,000 claims: what ours may lose to the bare application, and what it must
# gain on the stock view.
OF_BARE, TIMES_STOCK = 0.5, 20


class TooFewClaimsError(Exception):
    """The database has not enough claims for a page."""


@dataclass
class Way:
    """One way to answer, the bytes of its pages, and what was measured of it."""

    name: str
    answers: dict[str, bytes]
    rates: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    web: float = 0
    database: float = 0

    def measure(self, port: int, seconds: float, web: psutil.Process) -> None:
        """Put this way under load for a round."""
        database = postgres()
        web_before, database_before = spent(web), spent(database)
        times, elapsed = load(HOST, port, self.answers, seconds)
        self.rates.append(len(times) / elapsed)
        self.times += times
        self.web += spent(web) - web_before
        self.database += spent(database) - database_before

    def line(self) -> str:
        """Say what was measured, in columns."""
        cuts = statistics.quantiles(self.times, n=100, method="inclusive")
        number = len(self.times)
        return (
            f"{self.name:<6}{statistics.median(self.rates):>9.1f}"
            f"{1000 * cuts[49]:>11.1f}{1000 * cuts[98]:>9.1f}"
            f"{1000 * self.web / number:>13.2f}{1000 * self.database / number:>13.2f}"
        )


@dataclass
class Limit:
    """How many times faster than another way ours has to be."""

    other: str
    ratio: float
    least: float

    @property
    def holds(self) -> bool:
        return self.ratio >= self.least

    def line(self) -> str:
        """Say whether the limit holds."""
        verdict = "PASS" if self.holds else "FAIL"
        return f"ours / {self.other:<6}{self.ratio:>8.2f}  at least {self.least:<4} {verdict}"


def measure_reading(seconds: float, say: Callable[[str], object]) -> bool:
    """Measure the three ways in turn, tell it line by line; tell whether limits hold.

    A first round warms everything up and is dropped. Each answer is compared with
    the bytes it must have. Raises ``TooFewClaimsError`` and ``WrongAnswerError``.
    """
    asked = paths()
    with serving() as (web, port):
        ways = [Way(name, answers(port, each)) for name, each in asked.items()]
        compare(*ways[:2])
        for way in ways:
            load(HOST, port, way.answers, seconds)
        for _ in range(ROUNDS):
            for way in ways:
                way.measure(port, seconds, web)
    say(facts(seconds))
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


def ratio(way: Way, other: Way) -> float:
    """Compare two ways round by round, so that a slow minute slows both."""
    return statistics.median(
        one / two for one, two in zip(way.rates, other.rates, strict=True)
    )


def paths() -> dict[str, list[str]]:
    """Choose pages all over the record for each way, the first one among them."""
    published = PublishedClaim.objects.using("owner")
    places = [
        cursor_of(Place(*row))
        for row in spread(published.values_list("published_at", "id"))
    ]
    keys = [
        base64.b64encode(urlencode({"p": key}).encode()).decode()
        for [key] in spread(Claim.objects.using("owner").values_list("id"))
    ]
    ours = [urlencode({"page_size": SIZE, "cursor": each}) for each in places]
    stock = [urlencode({"cursor": each}) for each in keys]
    return {
        "ours": [f"/api/v1/claims/?{query}" for query in (f"page_size={SIZE}", *ours)],
        "bare": [f"{BARE}?{query}" for query in (f"page_size={SIZE}", *ours)],
        "stock": [f"/bench/stock/?{query}" for query in ("", *stock)],
    }


def spread(rows: models.QuerySet[Any, Any]) -> list[Any]:
    """Pick rows at even distances, each with a whole page behind it."""
    room = rows.count() - SIZE
    if room < PAGES:
        raise TooFewClaimsError(f"Seed at least {SIZE + PAGES} claims first.")
    return [rows[number * room // PAGES] for number in range(PAGES)]


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
    claims = PublishedClaim.objects.using("owner").count()
    return (
        f"{claims:,} published claims, {entries:,} entries of {length / 1000:.1f} kB; "
        f"pages of {SIZE}, 16 connections, {ROUNDS} rounds of {seconds:g} s each; "
        f"{psutil.cpu_count()} cores, PostgreSQL {version.split()[0]}"
    )


def postgres() -> psutil.Process | None:
    """Find the server that the data folder runs; another's time is not known."""
    cluster = connections["owner"].settings_dict.get("CLUSTER")
    if not cluster:
        return None
    pid = Path(cluster, "data", "postmaster.pid").read_text().split("\n", 1)[0]
    return psutil.Process(int(pid))


def spent(root: psutil.Process | None) -> float:
    """Add up the processor time of a process, its children, and those it reaped."""
    if root is None:
        return math.nan
    total = sum(root.cpu_times()[:4])
    for child in root.children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            total += sum(child.cpu_times()[:2])
    return total
