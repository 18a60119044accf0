"""Ways to answer the same question, put under load in turn and held together."""

import contextlib
import math
import statistics
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from django.db import connections, models

from .load import load
from .server import HOST

LIST = "/api/v1/claims/"
SIZE = 50
PAGES = 24
ROUNDS = 5


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


def in_turn(ways: list[Way], port: int, seconds: float, web: psutil.Process) -> None:
    """Measure the ways in turn, so that a slow minute slows all.

    A first round warms everything up and is dropped.
    """
    for way in ways:
        load(HOST, port, way.answers, seconds)
    for _ in range(ROUNDS):
        for way in ways:
            way.measure(port, seconds, web)


def ratio(way: Way, other: Way) -> float:
    """Compare two ways round by round, so that a slow minute slows both."""
    return statistics.median(
        one / two for one, two in zip(way.rates, other.rates, strict=True)
    )


def spread(rows: models.QuerySet[Any, Any]) -> list[Any]:
    """Pick rows at even distances, each with a whole page behind it."""
    room = rows.count() - SIZE
    if room < PAGES:
        raise TooFewClaimsError(f"Seed at least {SIZE + PAGES} claims first.")
    return [rows[number * room // PAGES] for number in range(PAGES)]


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
