"""Questions to the list of claims, and what plain Python says of their answers."""

import itertools
import json
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlencode

from claims.figures import Interval
from claims.models import Entry

LIST = "/api/v1/claims/"
FOR_EVER = date.min, date.max


def record(sequence=None):
    """Say which documents stood as of an entry, or stand now, oldest claim first."""
    standing = {}
    entries = Entry.objects.using("default").order_by("sequence")
    for entry in entries if sequence is None else entries[:sequence]:
        document = json.loads(bytes(entry.document))
        document["sequence"] = entry.sequence
        # A claim keeps its place in the dictionary, and so in the order of lists.
        standing[entry.claim_id] = document
    return [each for each in standing.values() if each["event"] != "withdrawn"]


def sources(document):
    return [citation["source"] for citation in document["citations"]]


def domains(document):
    hosts = [each["url"].split("/")[2].split(":")[0] for each in sources(document)]
    return [host.split(".", n)[-1] for host in hosts for n in range(host.count("."))]


def verdicts(document):
    given = [review["verdict"] for review in document["reviews"] if review["verdict"]]
    return [each[name] for each in given for name in ("id", "label")]


def ids(*rows):
    return [row["id"] for row in rows if row]


def languages(document):
    return list(itertools.accumulate(document["language"].split("-"), "{}-{}".format))


# The values a document is found by.
VALUES = {
    "status": lambda document: [document["status"]],
    "verdict": verdicts,
    "topic": lambda document: [document["topic"]["id"], document["topic"]["slug"]],
    "measure": lambda document: ids(document["measure"]),
    "tag": lambda document: document["tags"],
    "language": languages,
    "claimant": lambda document: ids(document["claimant"]),
    "publisher": lambda document: ids(*(s["publisher"] for s in sources(document))),
    "source": lambda document: ids(*sources(document)),
    "source_domain": domains,
    "ids": lambda document: [document["id"]],
}


def days(document, name):
    if document[name] is None:
        return None
    ends = document[name]["earliest"], document[name]["latest"]
    return [
        date.fromisoformat(end) if end else open_end
        for end, open_end in zip(ends, FOR_EVER, strict=True)
    ]


def in_days(name, low, high):
    def meets(document, asked):
        covered = days(document, name)
        first = date.fromisoformat(asked.get(low, "0001-01-01"))
        last = date.fromisoformat(asked.get(high, "9999-12-31"))
        return covered is not None and covered[0] <= last and first <= covered[1]

    return meets


def in_amounts(document, asked):
    if document["figure"] is None:
        return False
    interval = document["figure"]["interval"]
    means = Interval(
        **{end: interval[end] and Decimal(interval[end]) for end in ("lower", "upper")},
        lower_inclusive=interval["lower_inclusive"],
        upper_inclusive=interval["upper_inclusive"],
    )
    low, high = (
        Decimal(asked[name]) if name in asked else None
        for name in ("value_min", "value_max")
    )
    return means.meets(Interval(low, high, low is not None, high is not None))


def conflict(document):
    figures = document["evidence"]["figures"]
    return bool(figures and figures["conflict"])


# What has ends, and how a document meets what was asked of them.
ENDS = {
    ("value_min", "value_max"): in_amounts,
    ("period_from", "period_to"): in_days("period", "period_from", "period_to"),
    ("claimed_from", "claimed_to"): in_days("claimed", "claimed_from", "claimed_to"),
}
ORDERS = ["-published_at", "published_at", "-updated_at", "updated_at"]


def expected(asked):
    """Say which claims an answer has, in its order."""
    documents = record(int(asked["as_of"]) if "as_of" in asked else None)
    found = [document for document in documents if meets(document, asked)]
    order = asked.get("ordering", ORDERS[0])
    if order.endswith("updated_at"):
        found.sort(key=lambda document: document["sequence"])
    return [each["id"] for each in (found[::-1] if order[0] == "-" else found)]


def meets(document, asked):
    """Tell whether a document meets all that is asked."""
    for name, values in VALUES.items():
        if name in asked and not set(asked[name].split(",")) & set(values(document)):
            return False
    for ends, met in ENDS.items():
        if set(ends) & set(asked) and not met(document, asked):
            return False
    for name in ("published", "updated"):
        after = asked.get(f"{name}_after")
        at = datetime.fromisoformat(document[f"{name}_at"])
        if after and at <= datetime.fromisoformat(after):
            return False
    wanted = asked.get("has_conflict")
    return wanted is None or wanted == str(conflict(document)).lower()


def question(rng, documents, sequence):
    """Make up a question: a few filters with values that documents have, or not."""
    names = [*VALUES, *ENDS, "published_after", "updated_after", "has_conflict"]
    asked = {}
    for name in rng.sample(names, rng.choice((0, 1, 1, 1, 2, 2, 3))):
        document = rng.choice(documents)
        if name in VALUES:
            some = rng.sample(documents, min(len(documents), rng.choice((1, 1, 3))))
            values = [value for each in some for value in VALUES[name](each)]
            values = [each for each in values if "," not in each] or [document["id"]]
            asked[name] = ",".join(rng.sample(values, min(len(values), 3)))
        elif name == "has_conflict":
            asked[name] = rng.choice(("true", "false"))
        elif isinstance(name, tuple):
            ends = sorted(some_ends(rng, documents, name))
            asked |= dict(
                rng.sample(
                    list(zip(name, map(str, ends), strict=True)), rng.choice((1, 2))
                )
            )
        else:
            asked[name] = document[name.replace("after", "at")]
    if rng.random() < 0.5:
        asked["ordering"] = rng.choice(ORDERS)
    if rng.random() < 0.3:
        asked["as_of"] = str(rng.randint(1, sequence))
    return asked


def some_ends(rng, documents, name):
    if name[0] == "value_min":
        given = [
            Decimal(each["figure"]["value"]) for each in documents if each["figure"]
        ]
        return [rng.choice(given) + rng.choice((-1, 0, 1)) for _ in name]
    member = name[0].removesuffix("_from")
    covered = [days(each, member) for each in documents if each[member]]
    ends = [day for each in covered for day in each if day not in FOR_EVER]
    return [rng.choice(ends) for _ in name]


def walk(api, asked, **headers):
    """Follow “next” from the first page to the last; give the ids."""
    seen, address = [], f"{LIST}?{urlencode(asked)}"
    while address:
        response = api.get(address.removeprefix("http://127.0.0.1:8000"), **headers)
        assert response.status_code == 200, response.content
        answer = response.json()
        seen += [claim["id"] for claim in answer["results"]]
        address = answer["next"]
    return seen
