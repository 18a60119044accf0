import datetime
import uuid
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from tests.api.v1.desk.operations import CHANGES, NAMED, NEW, ROWS, key
from tests.api.v1.desk.tools import desk_rows, pointers, tool_of
from tests.stories import now

# What may be sent of each noun, by hand; all other columns are for steps to set.
OPEN = {
    "topics": "name slug kind description wikidata period parent",
    "measures": "topic name unit scope period counts_from",
    "agents": "name kind site wikidata country",
    "tags": "name",
    "verdicts": "label definition status rating best worst colour position",
    "sources": "kind title publisher authors url published accessed_on language"
    " archive_url archive_digest directness reliability repeats is_withheld"
    " withheld_reason",
    "claims": "text language claimant claimed topic measure wording comparator value"
    " upper as_of period place tags",
    "citations": "claim source role stance quote quote_prefix quote_suffix locator"
    " wording comparator value upper scope as_of credibility",
    "reviews": "claim publisher verdict label summary text language url reviewed"
    " finding_low finding_best finding_high",
    "comments": "claim text",
    "links": "from_claim kind to_claim",
}
KEPT = {"citations": "claim", "reviews": "claim publisher label"}
WITHOUT_REASON = {"comments", "links"}
# The lowest role that writes each.
LOWEST = {
    **dict.fromkeys(OPEN, "Researcher"),
    "reviews": "Fact-checker",
    "verdicts": "Editor",
    "comments": "Partner manager",
}


def open_to(noun, change=False):
    names = set(OPEN[noun].split())
    if change:
        names -= set(KEPT.get(noun, "").split())
    return names


def columns(noun):
    """List every name that a column goes by, and those of what refers to the row."""
    model = NAMED[noun].model
    names = {"pk", "objects", "_state", "__class__", "Meta"}
    for column in model._meta.get_fields():
        names |= {column.name, getattr(column, "attname", column.name)}
        if column.is_relation and hasattr(column, "get_accessor_name"):
            names.add(column.get_accessor_name() or column.name)
    return names


def forged(noun, name, newsroom):
    """Give a value that would change a column."""
    try:
        column = NAMED[noun].model._meta.get_field(name.removesuffix("_id"))
    except FieldDoesNotExist:
        return 1
    match column:
        case models.DateTimeField():
            return "2020-01-01T00:00:00Z"
        case models.DateField():
            return "2020-01-01"
        case models.UUIDField():
            return str(uuid.uuid4())
        case models.IntegerField():
            return 77
        case models.CharField():
            return {
                "stage": "published",
                "status": "verified",
                "state": "approved",
            }.get(name, "forged")
        case models.ForeignKey() if column.related_model is User:
            return newsroom.editor.pk
    return None


def test_open_members_are_those_written_here():
    for noun, names in OPEN.items():
        members = NAMED[noun].document().fields
        writable = {name for name, each in members.items() if not each.read_only}
        expected = set(names.split())
        assert writable - {"reason"} == expected, noun
        assert ("reason" in writable) == (noun not in WITHOUT_REASON)
        assert NAMED[noun].kept == set(KEPT.get(noun, "").split())
    assert {name for name, each in NAMED.items() if each.create} == set(OPEN)


@pytest.mark.django_db
@pytest.mark.parametrize("noun", OPEN)
def test_no_column_but_the_open_ones_is_set_by_a_body(newsroom, people, noun):
    tool = tool_of(people[LOWEST[noun]])
    row = ROWS[noun](newsroom)
    new = NEW[noun]()
    where = f"{noun}/{row.pk}/"
    before = desk_rows()
    tried = 0

    for name in sorted(columns(noun) - open_to(noun)):
        value = forged(noun, name, newsroom)
        refused = tool.post(f"{noun}/", {**new, name: value})
        assert pointers(refused) == [f"/{name}"]
        tried += 1
    for name in sorted(columns(noun) - open_to(noun, change=True)):
        if noun not in CHANGES:
            assert tool.patch(where, {}, match=1).status_code == 405
            continue
        value = forged(noun, name, newsroom)
        refused = tool.patch(where, {**CHANGES[noun], name: value}, match=1)
        assert f"/{name}" in pointers(refused)
        tried += 1

    assert tried > 5
    assert desk_rows() == before


@pytest.mark.django_db
def test_claim_is_told_in_its_own_words(newsroom, editor):
    claim = ROWS["claims"](newsroom)

    told = editor.get(f"claims/{claim.pk}/").json()

    assert told == {
        "id": str(claim.pk),
        "revision": 1,
        "created_at": told["created_at"],
        "text": claim.text,
        "language": "en",
        "claimant": None,
        "claimed": "",
        "topic": str(claim.topic_id),
        "measure": str(claim.measure_id),
        "wording": "more than 6,500",
        "comparator": "more_than",
        "value": "6500",
        "upper": None,
        "as_of": "",
        "period": "",
        "place": "",
        "tags": sorted(str(tag.pk) for tag in claim.tags.all()),
        "stage": "draft",
        "status": "unverified",
        "assignee": None,
        "due_on": None,
        "recheck_on": None,
        "merged_into": None,
    }
    assert told["created_at"].endswith("Z")


@pytest.mark.django_db
@pytest.mark.parametrize("noun", CHANGES)
def test_what_is_told_can_be_sent_back(newsroom, editor, noun):
    row = ROWS[noun](newsroom)
    told = editor.get(f"{noun}/{row.pk}/").json()
    same = {name: told[name] for name in open_to(noun, change=True)}

    again = editor.patch(f"{noun}/{row.pk}/", same, match=1)

    assert again.status_code == 200, again.content
    # Whoever changes a review becomes its author.
    written = {"author": newsroom.editor.pk} if noun == "reviews" else {}
    assert again.json() == {**told, "revision": 2, **written}


@pytest.mark.django_db
def test_every_kind_of_member_is_written(newsroom, editor):
    topic, agents = ROWS["topics"](newsroom), [ROWS["agents"](newsroom) for _ in "12"]
    source = editor.post(
        "sources/",
        {
            "kind": "report",
            "title": "  A report  ",
            "publisher": key(agents[0]),
            "authors": [key(each) for each in agents],
            "accessed_on": "2026-11-24",
            "published": "2021-09",
            "is_withheld": True,
            "withheld_reason": "Safety.",
            "reason": "Found in the archive.",
        },
    ).json()
    claim = editor.post(
        "claims/",
        {
            "text": "Between 7,300 and 7,700.50 died.",
            "topic": key(topic),
            "measure": editor.post(
                "measures/", {"topic": key(topic), "name": "dead", "unit": "people"}
            ).json()["id"],
            "comparator": "between",
            "value": "7300",
            "upper": "7700.50",
        },
    ).json()
    citation = editor.post(
        "citations/",
        {"claim": claim["id"], "source": source["id"], "credibility": 2},
    ).json()

    assert (source["title"], source["accessed_on"]) == ("A report", "2026-11-24")
    assert source["authors"] == sorted(key(each) for each in agents)
    assert (claim["value"], claim["upper"]) == ("7300", "7700.5")
    assert citation["credibility"] == 2
    stands = now(NAMED["sources"].row(source["id"]))
    assert stands.accessed_on == datetime.date(2026, 11, 24)
    assert stands.events.get(pgh_label="insert").pgh_context["reason"] == (
        "Found in the archive."
    )
    assert now(NAMED["claims"].row(claim["id"])).upper == Decimal("7700.5")
