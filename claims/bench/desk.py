"""The pages of the desk, measured at one size or more: each may grow so much slower."""

import json
import statistics
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil
from django.contrib.auth.models import User

from claims.models import Claim

from .desk_pages import pages
from .scans import asked_by
from .seed import seed
from .server import serving
from .visits import log_in, log_out, visit
from .ways import postgres, spent
from .world import AUTHOR

VISITS = 12
WARM = 3
# How many times slower than at the smallest size a page may be.
LIMIT = 5
# Below this a page is as good as immediate: a ratio to it would measure the clock.
FLOOR = 0.02

Say = Callable[[str], object]


@dataclass(frozen=True)
class Measured:
    """What one page took: seconds, processor time a visit, queries, and full reads."""

    median: float
    p99: float
    web: float
    database: float
    queries: int
    scans: list[str]

    def line(self, name: str) -> str:
        """Say it in columns."""
        return (
            f"{name:<22}{1000 * self.median:>9.1f}{1000 * self.p99:>9.1f}"
            f"{1000 * self.web:>10.1f}{1000 * self.database:>12.1f}{self.queries:>9}"
            f"{len(self.scans):>7}"
        )


@dataclass(frozen=True)
class Run:
    """All pages at one size."""

    claims: int
    pages: dict[str, Measured]

    @classmethod
    def read(cls, path: Path) -> "Run":
        """Read the last run that ``keep`` wrote."""
        *_, last = json.loads(path.read_text("utf-8"))["runs"]
        found = {name: Measured(**each) for name, each in last["pages"].items()}
        return cls(last["claims"], found)


def keep(runs: list[Run], path: Path) -> None:
    """Write runs to a file, for a later one to be held against."""
    kept = {"runs": [asdict(run) for run in runs]}
    path.write_text(json.dumps(kept, indent=1), "utf-8")


def measure_sizes(sizes: list[int], progress: Any, say: Say) -> list[Run]:
    """Measure at each size in turn, seeding up between; without one, as it stands."""
    runs = []
    for size in sizes or [0]:
        if size:
            seed(size, progress)
        runs.append(measure_desk(say))
    return runs


def measure_desk(say: Say) -> Run:
    """Measure every page at the present number of claims, telling it line by line."""
    asked = pages()
    run = Run(Claim.objects.using("owner").count(), {})
    say(f"{run.claims:,} claims, {VISITS} visits a page, one at a time")
    say(
        f"{'':<22}{'median ms':>9}{'p99 ms':>9}{'CPU: web':>10}{'PostgreSQL':>12}"
        f"{'queries':>9}{'scans':>7}"
    )
    cookies = log_in(User.objects.get(username=AUTHOR))
    try:
        with serving() as (web, port):
            for name, path in asked.items():
                run.pages[name] = measure_page(path, port, web, cookies)
                say(run.pages[name].line(name))
    finally:
        log_out(cookies)
    for name, page in run.pages.items():
        for scan in page.scans:
            say(f"{name} reads all of {scan}")
    return run


def measure_page(
    path: str, port: int, web: psutil.Process, cookies: dict[str, str]
) -> Measured:
    """Measure one page; the first visits warm it up and are dropped."""
    visit(port, path, cookies, WARM)
    database = postgres()
    before = spent(web), spent(database)
    times = visit(port, path, cookies, VISITS)
    after = spent(web), spent(database)
    asked = asked_by(path, cookies)
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return Measured(
        median=cuts[49],
        p99=cuts[98],
        web=(after[0] - before[0]) / VISITS,
        database=(after[1] - before[1]) / VISITS,
        queries=asked.queries,
        scans=asked.scans,
    )


def compared(small: Run, large: Run) -> Iterator[tuple[str, bool]]:
    """Say of each page how much slower it is at the larger size, and whether it may be."""
    for name, page in large.pages.items():
        if name in small.pages:
            before = max(small.pages[name].median, FLOOR)
            ratio = page.median / before
            holds = ratio <= LIMIT
            verdict = "PASS" if holds else "FAIL"
            words = f"{name:<22}{ratio:>8.2f}  at most {LIMIT} {verdict}"
            yield words, holds
    scans = sum(len(page.scans) for page in large.pages.values())
    verdict = "FAIL" if scans else "PASS"
    yield f"{'full reads':<22}{scans:>8}  at most 0 {verdict}", not scans


def judge(small: Run, large: Run, say: Say) -> bool:
    """Tell the comparison and whether every limit holds."""
    say(f"{large.claims:,} claims against {small.claims:,}:")
    verdicts = list(compared(small, large))
    for words, _ in verdicts:
        say(words)
    return all(holds for _, holds in verdicts)
