import json
from decimal import Decimal

import pytest
from django.db import connections
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from claims.api.v1 import figures
from claims.models import Partner
from tests import factories
from tests.api.test_nouns import full, measure_of


def of_topic(topic):
    return f"/api/v1/topics/{topic.slug}/figures/"


def of_measure(measure):
    return f"/api/v1/measures/{measure.pk}/figures/"


def on(measure, value, **values):
    """Make a claim on a measure, with a source that gives a number."""
    claim = factories.FigureClaimFactory(topic=measure.topic, measure=measure, **values)
    factories.CitationFactory(claim=claim, comparator="exactly", value=Decimal(value))
    return claim


def test_figures_of_topic_and_measure_agree_with_the_contract(
    api, world, publish, agrees
):
    topic = world.public.topic
    publish(on(factories.MeasureFactory(topic=topic, name="injured"), 5))

    of_both = api.get(of_topic(topic))
    of_one = api.get(of_measure(world.public.measure))

    agrees(of_both)
    agrees(of_one)
    both, one = of_both.json(), of_one.json()
    assert [each["measure"]["name"] for each in both["measures"]] == [
        "people killed",
        "injured",
    ]
    assert one["measures"] == both["measures"][:1]
    assert one["results"] == both["results"][:1]
    assert one["measures"][0]["finding"]["best"] == "7500.5"
    assert one["measures"][0]["is_complete"] is True


def test_figures_are_walked_measure_by_measure(api, publish):
    topic = factories.TopicFactory()
    measures = [factories.MeasureFactory(topic=topic, name=name) for name in "ab"]
    keys = [
        str(publish(on(measure, 7)).claim_id) for measure in measures for _ in range(3)
    ]

    seen, told, address = [], [], f"{of_topic(topic)}?page_size=2"
    while address:
        answer = api.get(address.removeprefix("http://127.0.0.1:8000")).json()
        seen += [each["id"] for each in answer["results"]]
        told += [
            (each["measure"]["name"], each["figures"]) for each in answer["measures"]
        ]
        address = answer["next"]

    assert seen == keys
    # What all come to is told on each page, over all claims and not the page's.
    assert told == [("a", 3), ("a", 3), ("b", 3), ("b", 3)]


def test_claims_without_figures_leave_the_table_empty(api, publish):
    claim = factories.ClaimFactory()
    publish(claim)

    assert api.get(of_topic(claim.topic)).json() == {
        "next": None,
        "measures": [],
        "results": [],
    }


def test_figures_known_to_the_client_are_not_compared_again(api, publish):
    measure = factories.MeasureFactory()
    publish(on(measure, 7))
    known = {"If-None-Match": api.get(of_measure(measure))["ETag"]}

    with CaptureQueriesContext(connections["record"]) as queries:
        same = api.get(of_measure(measure), headers=known)
    publish(on(measure, 8))
    changed = api.get(of_measure(measure), headers=known)

    assert (same.status_code, changed.status_code) == (304, 200)
    assert [each for each in queries if "publishedfigures" in each["sql"]] == []


@pytest.mark.parametrize(
    ("change_it", "numbers"),
    [
        ("revised", ["9"]),
        ("withdrawn", []),
        ("moved", []),
        ("without a figure", []),
    ],
)
def test_figures_follow_what_is_public(
    api, publish, change, withdraw, change_it, numbers
):
    measure = factories.MeasureFactory()
    claim = factories.FigureClaimFactory(topic=measure.topic, measure=measure)
    publish(claim)
    other = on(measure, 1)
    publish(other)

    match change_it:
        case "revised":
            change(claim, value=Decimal(9))
            publish(claim)
        case "withdrawn":
            withdraw(claim)
        case "moved":
            to = factories.MeasureFactory()
            change(claim, measure=to, topic=to.topic)
            publish(claim)
        case "without a figure":
            change(claim, measure=None, comparator="", value=None, wording="")
            publish(claim)

    results = api.get(of_measure(measure)).json()["results"]
    assert [
        each["figure"]["value"] for each in results if each["id"] == str(claim.pk)
    ] == numbers


def test_only_the_newest_claims_are_compared_where_there_are_many(
    api, publish, monkeypatch
):
    monkeypatch.setattr(figures, "MOST", 2)
    measure = factories.MeasureFactory()
    for value in (1, 2, 2):
        publish(on(measure, value))

    answer = api.get(of_measure(measure)).json()

    [told] = answer["measures"]
    assert (told["compared"], told["is_complete"], told["figures"]) == (2, False, 2)
    assert [each["citations"][0]["others"]["agree"] for each in answer["results"]] == [
        0,
        1,
        1,
    ]


def test_figures_a_partner_may_not_see_are_not_counted(api, publish, key):
    topic = factories.TopicFactory()
    publish(full(topic, "en"))
    publish(full(topic, "fr"))

    told = {
        tongue: api.get(
            of_measure(measure_of(topic)),
            headers=key(languages=[tongue] if tongue else []),
        ).json()["measures"][0]["figures"]
        for tongue in ("en", "fr", "")
    }

    assert told == {"en": 1, "fr": 1, "": 2}


def test_withheld_sources_give_no_figure(api, world):
    answer = api.get(of_measure(world.public.measure))

    [told] = answer.json()["measures"]
    assert told["sources"] == 2
    assert world.withheld_source not in json.dumps(answer.json())


@pytest.mark.parametrize("number", [2, 6])
def test_figures_take_as_many_queries_whatever_is_public(api, publish, number):
    measure = factories.MeasureFactory()
    for value in range(number):
        publish(on(measure, value))

    with CaptureQueriesContext(connections["record"]) as queries:
        api.get(of_measure(measure))

    reading = [each for each in queries if each["sql"].startswith("SELECT")]
    assert len(reading) == 4


def test_figures_of_a_key_are_others_once_it_opens_others(api, publish, key):
    topic = factories.TopicFactory()
    measure = factories.MeasureFactory(topic=topic)
    for value, language in ((5, "fr"), (7, "hy"), (9, "en")):
        publish(on(measure, value, language=language))
    headers = key(languages=["en", "fr"])
    before = api.get(of_measure(measure), headers=headers)

    Partner.objects.update(languages=["en", "hy"], revision=F("revision") + 1)
    known = {**headers, "If-None-Match": before["ETag"]}
    after = api.get(of_measure(measure), headers=known)

    assert after.status_code == 200
    assert after.content != before.content
