"""Whether pages cost the same: the first, one far down, and one of each filter."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import psutil
from django.conf import settings

from claims.api.pages import bound_to, cursor_of
from claims.documents import timestamp
from claims.models import Entry, Place, PublishedClaim, Status

from .load import Client
from .server import HOST
from .ways import LIST, SIZE, Limit, Way, in_turn, ratio

DEEP = 10_000
# How many times what a page of the first way costs, another may.
MOST = 1.5
# A page has a hundred kilobytes: what each filter is measured on, one after another.
PAGES = 4
# The newest claims, whose values the filters are asked for with.
SAMPLE = 200


class Level(Limit):
    """How much more than the first page another kind of page may cost."""

    @property
    def holds(self) -> bool:
        return self.ratio <= self.least

    def line(self) -> str:
        """Say whether the limit holds."""
        verdict = "PASS" if self.holds else "FAIL"
        return f"{self.other:<16}{self.ratio:>8.2f}  at most {self.least:<4} {verdict}"


def measure_level(
    port: int, seconds: float, web: psutil.Process, say: Callable[[str], object]
) -> bool:
    """Measure pages of all kinds in turn, and tell whether they cost the same.

    A filter that finds no full page in this record is left out, and named.
    """
    ways = [Way(name, pages_of(port, asked)) for name, asked in kinds().items()]
    found = [way for way in ways if way.answers]
    in_turn(found, port, seconds, web)
    first = found[0]
    limits = [Level(way.name, ratio(first, way), MOST) for way in found[1:]]
    say(f"The first pages: {first.line()[6:].strip()}. What others cost to them:")
    for limit in limits:
        say(limit.line())
    for way in ways:
        if not way.answers:
            say(f"{way.name:<16} finds no full page")
    return all(limit.holds for limit in limits)


def pages_of(port: int, asked: dict[str, Any]) -> dict[str, bytes]:
    """Get the first full pages of what is asked for, by their addresses."""
    pages: dict[str, bytes] = {}
    following = f"{LIST}?{urlencode({'page_size': SIZE, **asked})}"
    client = Client(HOST, port)
    with client.socket:
        while following and len(pages) < PAGES:
            path = following.removeprefix(settings.PUBLIC_BASE_URL)
            body = bytes(client.get(path))
            page = json.loads(body)
            if len(page["results"]) < SIZE:
                break
            pages[path] = body
            following = page["next"]
    return pages


def kinds() -> dict[str, dict[str, Any]]:
    """Say what each kind of page is asked for with; every filter has a full page."""
    standing = PublishedClaim.objects.using("owner").standing()
    newest = standing.values_list("entry__document", flat=True)[:SAMPLE]
    documents = [json.loads(bytes(document)) for document in newest]
    number = standing.count()
    deep = Place(*standing.values_list("first", "entry")[min(DEEP * SIZE, number // 2)])
    middle = standing[number // 2]
    values = (each["figure"]["value"] for each in documents if each["figure"])
    figure = common(values)
    terms = {name: common(values) for name, values in values_of(documents).items()}
    return {
        "first": {},
        "deep": {"cursor": cursor_of(deep, bound_to(LIST, {}, None, None))},
        **{name: {name: value} for name, value in terms.items()},
        "status of two": {"status": f"{Status.VERIFIED},{Status.REFUTED}"},
        "q": {"q": common(each["topic"]["name"].split()[0] for each in documents)},
        "value": {"value_min": figure, "value_max": figure},
        "period": {"period_from": "2020-10", "period_to": "2020-11"},
        "claimed": {"claimed_from": "2022-05-22", "claimed_to": "2022-05-22"},
        "published_after": {"published_after": timestamp(middle.published_at)},
        "updated_after": {"updated_after": timestamp(middle.updated_at)},
        "has_conflict": {"has_conflict": "true"},
        "no conflict": {"has_conflict": "false"},
        "ids": {"ids": ",".join(ids(standing))},
        "updated_at": {"ordering": "updated_at"},
        "-updated_at": {"ordering": "-updated_at"},
        "published_at": {"ordering": "published_at"},
        "as_of": {"as_of": Entry.objects.using("owner").count() // 2},
    }


def values_of(documents: list[dict[str, Any]]) -> dict[str, Iterator[str]]:
    """Give the values that documents have of each filter with values."""
    sources = [
        citation["source"] for each in documents for citation in each["citations"]
    ]
    return {
        "status": (each["status"] for each in documents),
        "verdict": (
            review["verdict"]["id"]
            for each in documents
            for review in each["reviews"]
            if review["verdict"]
        ),
        "topic": (each["topic"]["slug"] for each in documents),
        "measure": (each["measure"]["id"] for each in documents if each["measure"]),
        "tag": (tag for each in documents for tag in each["tags"]),
        "language": (each["language"] for each in documents),
        "claimant": (each["claimant"]["id"] for each in documents if each["claimant"]),
        "publisher": (each["publisher"]["id"] for each in sources if each["publisher"]),
        "source_domain": (each["url"].split("/")[2] for each in sources),
    }


def common(values: Iterator[str]) -> str:
    """Choose the value that most have."""
    return Counter(values).most_common(1)[0][0]


def ids(standing: Any) -> list[str]:
    """Choose a page of claims, all over the record."""
    step = standing.count() // SIZE
    keys = standing.values_list("claim_id", flat=True)
    return [str(keys[number * step]) for number in range(SIZE)]
