import itertools
import json
from random import Random
from urllib.parse import urlencode

import pytest

from claims.bench.seed import seed
from claims.models import Claim, Entry, Stage, Topic
from claims.services.claims import revise_claim
from claims.services.publication import withdraw_claim
from claims.services.reviews import draft_review
from tests import factories
from tests.admin.test_naughty import FEW, STRINGS
from tests.api.questions import (
    LIST,
    asked_by,
    expected,
    partner_key,
    question,
    record,
    walk,
)

READ = ("application/json", "application/x-ndjson", "text/csv")


@pytest.fixture
def seeded(committed, people):
    """A record of made-up claims, some of them withdrawn since."""
    seed(60, lambda batch: None)
    for claim in Claim.objects.order_by("id")[::9]:
        withdraw_claim(
            claim,
            revision=claim.revision,
            by=people["Editor"],
            reason="Wrong.",
            note="Wrong.",
        )
    return record()


@pytest.mark.parametrize("number", [80, pytest.param(5000, marks=pytest.mark.drill)])
def test_list_finds_what_plain_python_finds(api, seeded, number):
    rng = Random(1)
    sequence = Entry.objects.count()

    found = 0
    for _ in range(number):
        asked = question(rng, seeded, sequence)
        right = expected(asked)
        found += bool(right)
        assert walk(api, {**asked, "page_size": 7}) == right, asked
    assert number / 4 < found < number


def told(api, asked, media_type):
    """Everything an answer says of the record; each page, and the whole as a stream."""
    response = api.get(f"{LIST}?{urlencode(asked)}", headers={"Accept": media_type})
    # How often one may still ask is the only thing that changes with each answer.
    headers = {name: it for name, it in response.headers.items() if name != "RateLimit"}
    return response.status_code, headers, response.getvalue()


@pytest.mark.parametrize("number", [60, pytest.param(5000, marks=pytest.mark.drill)])
def test_list_is_the_same_with_and_without_what_is_hidden(api, seeded, people, number):
    rng = Random(2)
    sequence = Entry.objects.count()
    words = [word for each in seeded for word in each["text"].split()[:3]]
    asked = [
        {
            **question(rng, seeded, sequence),
            **({"q": rng.choice(words)} if rng.random() < 0.3 else {}),
        }
        for _ in range(number)
    ]
    asked += [{"q": "canary"}, {"tag": "canary"}, {"topic": "canary"}, {"ids": ID}]
    types = list(itertools.islice(itertools.cycle(READ), len(asked)))
    first = [told(api, *each) for each in zip(asked, types, strict=True)]

    hide(people["Fact-checker"])

    second = [told(api, *each) for each in zip(asked, types, strict=True)]
    assert {status for status, _, _ in first} == {200}
    assert first == second


ID = "01937f5e-8a2b-7c31-9d4e-5f60718293a4"


def hide(person):
    """Write what must not be told: drafts, changes and reviews, all with a canary."""
    tag = factories.TagFactory(name="canary")
    source = factories.SourceFactory(title="canary", url="https://canary.example/")
    topic = factories.TopicFactory(slug="canary", name="canary")
    draft = factories.FigureClaimFactory(id=ID, topic=topic, text="canary draft")
    draft.tags.add(tag)
    for claim in [draft, *Claim.objects.filter(stage=Stage.PUBLISHED)[:20]]:
        factories.CitationFactory(claim=claim, source=source)
        claim.refresh_from_db()
        revise_claim(
            claim,
            revision=claim.revision,
            by=person,
            text=f"canary {claim.text}",
            tags=[tag],
        )
        claim.refresh_from_db()
        draft_review(
            claim, by=person, verdict=factories.VerdictFactory(), summary="canary"
        )


def test_partner_sees_what_it_may_and_no_more(api, publish):
    topic = factories.TopicFactory(slug="war")
    seen = publish(factories.ClaimFactory(topic=topic, language="hy"))
    publish(factories.ClaimFactory(topic=topic, language="hy-AM"))
    other = publish(factories.ClaimFactory(language="hy"))
    key = partner_key(topics=[topic], languages=["hy"])
    nowhere = partner_key(topics=[factories.TopicFactory()])

    queries = [
        *(
            "",
            "?topic=war",
            "?language=hy",
            "?as_of=3",
            "?ordering=updated_at",
            "?q=claim",
        ),
        *(
            f"?ids={seen.claim_id},{other.claim_id}",
            "?status=unverified",
            "?topic=war,x",
        ),
    ]
    for query in queries:
        told = asked_by(api, query, key).json()["results"]
        assert [each["id"] for each in told] == [str(seen.claim_id)], query
        lines = asked_by(api, query, key, Accept="application/x-ndjson")
        assert lines.getvalue() == bytes(seen.document) + b"\n", query
    hidden = other.claim.topic.slug
    for query in (f"?topic={hidden}", f"?ids={other.claim_id}", "?language=hy-AM"):
        assert asked_by(api, query, key).json() == {"next": None, "results": []}, query
    assert asked_by(api, "", nowhere).json()["results"] == []
    assert len(asked_by(api, "").json()["results"]) == 3


def test_partner_is_shown_no_version_of_a_claim_that_went_where_it_does_not_see(
    api, publish, change, withdraw
):
    ours, other = factories.TopicFactory(), factories.TopicFactory()
    stays, gone, left, left_and_gone = (
        factories.ClaimFactory(topic=ours) for _ in range(4)
    )
    for claim in (stays, gone, left, left_and_gone):
        publish(claim)
    change(stays, text="Changed.")
    for claim in (left, left_and_gone):
        change(claim, topic=other)
    for claim in (stays, left, left_and_gone):
        publish(claim)
    for claim in (gone, left_and_gone):
        withdraw(claim)
    key = partner_key(topics=[ours], languages=["en"])

    for query in ("?as_of=4", f"?as_of=4&ids={left.pk},{gone.pk},{stays.pk}"):
        for accept in ("application/json", "application/x-ndjson"):
            text = asked_by(api, query, key, Accept=accept).getvalue().decode()
            shown = {each.pk for each in (stays, gone, left) if str(each.pk) in text}
            assert shown == {stays.pk, gone.pk}, query
            assert str(left_and_gone.pk) not in text
    assert len(asked_by(api, "?as_of=4").json()["results"]) == 4


FAULTS = {
    "status": ["", "true", "verified,wrong"],
    "measure": ["1", "x" * 36],
    "tag": ["", ",", ",".join(map(str, range(51)))],
    "has_conflict": ["", "1", "True"],
    "value_min": ["", "x", "1e5", "NaN", "1.1234567", "1" * 19],
    "period_from": ["", "x", "../2020", "0000", "2020-13"],
    "period_to": ["2020/.."],
    "published_after": [
        "",
        "x",
        "2020-02-30",
        "2020-01-01T00:00:00",
        "0001-01-01T00:00:00+23:00",
    ],
    "ids": [",".join([ID] + [str(n) for n in range(3)]), "x"],
    "ordering": ["", "text", "+published_at"],
    "as_of": ["0", "99", "2999-01-01T00:00:00Z", "1" * 19, "x"],
    "q": ["", "...", '""', " "],
    "fields": ["", "x", "id,,text"],
    "expand": ["x", "citations,text"],
    "cursor": ["", "x"],
    "nonsense": ["x"],
    "topic": ["a\0b"],
}


@pytest.mark.parametrize("name", FAULTS)
def test_parameter_that_is_not_readable_is_named(api, publish, name):
    publish()

    for value in FAULTS[name]:
        response = api.get(f"{LIST}?{urlencode({name: value})}")
        assert response.status_code == 400, value
        assert [each["parameter"] for each in response.json()["errors"]] == [name]


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("value_min=6", "value_max=5"),
        ("period_from=2021", "period_to=2020"),
        ("claimed_from=2021-02", "claimed_to=2021-01"),
    ],
)
def test_ends_in_the_wrong_order_are_refused(api, publish, low, high):
    response = api.get(f"{LIST}?{low}&{high}")

    assert response.status_code == 400
    [error] = response.json()["errors"]
    assert error["parameter"] == high.split("=")[0]


TEXTS = sorted(
    {*FAULTS, "verdict", "language", "source_domain", "claimant", "page_size"}
)


@pytest.mark.parametrize(
    "strings", [FEW, pytest.param(STRINGS, marks=pytest.mark.drill)]
)
def test_naughty_strings_in_each_parameter_are_answered(api, publish, strings):
    publish()

    for name, text in itertools.product(TEXTS, strings):
        value = text.encode(errors="surrogatepass")[:4000]
        for accept in READ:
            response = api.get(
                f"{LIST}?{urlencode({name: value})}", headers={"Accept": accept}
            )
            assert response.status_code in (200, 400), (name, text)


SAID = "A war that claimed more than 6,500 lives"


FOUND = [
    *("lives", "LIVES", "6500", "6 500", "6,500 war", "war -peace", "peace or war"),
    *(
        "“claimed more”",
        '"claimed more than"',
        "killed",
        "Karabakh",
        "Aliyev",
        "frontline",
    ),
]
NOT_FOUND = ['"more claimed"', "war -lives", "peace or truce", "live", "secret"]


def test_q_finds_words_as_published(api, publish):
    topic = factories.TopicFactory(name="Nagorno-Karabakh war")
    claim = factories.FigureClaimFactory(
        text=SAID, topic=topic, claimant=factories.AgentFactory(name="Ilham Aliyev")
    )
    claim.tags.add(factories.TagFactory(name="frontline"))
    publish(claim)
    Topic.objects.filter(pk=topic.pk).update(name="secret", revision=2)

    found = {
        asked: len(api.get(f"{LIST}?{urlencode({'q': asked})}").json()["results"])
        for asked in [*FOUND, *NOT_FOUND]
    }

    assert found == {**dict.fromkeys(FOUND, 1), **dict.fromkeys(NOT_FOUND, 0)}


def test_as_of_a_time_is_what_stood_then(api, publish, change, withdraw):
    claim, gone = factories.ClaimFactory(), factories.ClaimFactory()
    entries = [publish(claim), publish(gone)]
    change(claim, text="Changed.")
    entries.append(publish(claim))
    withdraw(gone)
    entries = list(Entry.objects.using("default").order_by("sequence"))

    texts = {
        str(entry.sequence): [
            each["text"]
            for each in api.get(
                f"{LIST}?{urlencode({'as_of': json.loads(bytes(entry.document))['updated_at']})}"
            ).json()["results"]
        ]
        for entry in entries
    }

    first = json.loads(bytes(entries[0].document))["text"]
    assert texts == {
        "1": [first],
        "2": [gone.text, first],
        "3": [gone.text, "Changed."],
        "4": ["Changed."],
    }
    before = api.get(f"{LIST}?as_of=2020-01-01").json()
    assert before["results"] == []


def test_pages_as_of_a_time_are_of_one_moment(api, publish, monkeypatch):
    publish()
    publish()
    last = Entry.objects.using("default").get(sequence=2)
    at = json.loads(bytes(last.document))["updated_at"]
    first = api.get(
        f"{LIST}?{urlencode({'as_of': at, 'page_size': 1, 'ordering': 'published_at'})}"
    )
    # An entry of the same time is committed only now.
    monkeypatch.setattr("django.utils.timezone.now", lambda: last.at)
    publish()

    address = first.json()["next"].removeprefix("http://127.0.0.1:8000")
    second = api.get(address)

    assert len(second.json()["results"]) == 1
    assert second.json()["next"] is None
