import hashlib
import json
import threading
import time
from contextlib import suppress

import pytest
from django.db import OperationalError, connections, transaction
from django.test.utils import CaptureQueriesContext

from claims.api import waiting
from claims.api.v1.changes import END, MAX_LIMIT, WHOLE
from claims.api.waiting import Bell
from claims.models import Partner, PublishedClaim
from claims.services.record import entries
from tests import factories
from tests.followers import START, Follower

CHANGES = "/api/v1/changes/"


@pytest.fixture(autouse=True)
def bell(committed, monkeypatch):
    """The bell of this process, without a connection that outlives the test."""
    bell = Bell()
    monkeypatch.setattr(waiting, "BELL", bell)
    yield
    bell.stop()


def test_changes_of_nothing_say_what_to_ask_next(api, agrees, settings):
    response = api.get(CHANGES)

    assert response.json() == {
        "more": False,
        "next": f"{settings.PUBLIC_BASE_URL}{CHANGES}?after=0",
        "results": [],
    }
    agrees(response)


def test_changes_tell_everything_that_was_said(api, world, agrees):
    response = api.get(CHANGES)

    lines = response.json()["results"]
    assert [line["sequence"] for line in lines] == [1, 2, 3, 4]
    assert [line["event"] for line in lines] == ["published"] * 3 + ["withdrawn"]
    for line, entry in zip(lines, entries.all(), strict=True):
        assert line["claim"] == str(entry.claim_id)
        assert line["document"] == json.loads(bytes(entry.document))
        assert (line["version"], line["note"]) == (entry.version, entry.note)
        assert bytes(entry.document) in response.content
        assert line["digest"] == hashlib.sha256(entry.document).hexdigest()
    agrees(response)


def test_next_leads_through_the_record_and_stays(api, world):
    follower = Follower(api.get, f"{CHANGES}?limit=3")

    assert follower.ask()
    assert not follower.ask()
    end = follower.next
    assert not follower.ask()

    assert follower.seen == [1, 2, 3, 4]
    assert follower.next == end
    assert end.endswith("?limit=3&after=4")


@pytest.mark.parametrize("name", ["after", "limit", "wait"])
@pytest.mark.parametrize(
    "text", ["", "-1", "1.0", "1e3", "٣", " 1", "1\n", "x", "\0", "9" * 20]
)
def test_number_that_is_none_is_refused(api, name, text):
    response = api.get(CHANGES, {name: text})

    assert response.status_code == 400
    assert [each["parameter"] for each in response.json()["errors"]] == [name]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("limit=0", 400),
        (f"limit={MAX_LIMIT}", 200),
        (f"limit={MAX_LIMIT + 1}", 400),
        ("wait=31", 400),
        ("wait=0", 200),
        (f"after={2**63 - 1}", 200),
        (f"after={2**63}", 400),
        ("since=1", 400),
    ],
)
def test_bounds(api, query, status):
    assert api.get(f"{CHANGES}?{query}").status_code == status


def test_one_request_is_one_question(api, world):
    with CaptureQueriesContext(connections["record"]) as read:
        api.get(CHANGES)

    assert len(read) == 1


def test_answer_stands_until_the_record_goes_on(api, publish):
    publish()
    first = api.get(CHANGES)
    headers = {"If-None-Match": first["ETag"]}

    same = api.get(CHANGES, headers=headers)
    publish()
    other = api.get(CHANGES, headers=headers)

    assert (same.status_code, other.status_code) == (304, 200)
    assert same["Link"] == first["Link"]


def test_stretch_that_is_whole_may_be_kept_and_the_end_is_asked_for(api, publish):
    publish()
    publish()

    assert WHOLE in api.get(f"{CHANGES}?limit=1")["Cache-Control"]
    assert END in api.get(f"{CHANGES}?limit=2")["Cache-Control"]


def test_stretch_of_a_key_is_another_once_the_key_opens_more(api, publish, change, key):
    ours, other = factories.TopicFactory(), factories.TopicFactory()
    claim = factories.ClaimFactory(topic=ours)
    publish(claim)
    change(claim, topic=other)
    publish(claim)
    publish(topic=ours)
    headers = key(ours)
    asked = f"{CHANGES}?limit=2"
    before = api.get(asked, headers=headers)

    Partner.objects.get().topics.add(other)
    after = api.get(asked, headers={**headers, "If-None-Match": before["ETag"]})

    assert [line["event"] for line in before.json()["results"]] == [
        "published",
        "unavailable",
    ]
    assert before["Cache-Control"] == "private, no-cache"
    assert after.status_code == 200
    assert [line["event"] for line in after.json()["results"]] == [
        "published",
        "updated",
    ]


def test_changes_as_lines(api, world, contract):
    lines = api.get(f"{CHANGES}?limit=3", headers={"Accept": "application/x-ndjson"})
    page = api.get(f"{CHANGES}?limit=3")

    assert lines["Content-Type"] == "application/x-ndjson"
    assert [json.loads(line) for line in lines.content.splitlines()] == page.json()[
        "results"
    ]
    assert f'<{page.json()["next"]}>; rel="next"' in lines["Link"]
    assert lines["ETag"] != page["ETag"]


def test_wait_is_answered_as_soon_as_something_is_said(api, publish):
    publish()

    def later():
        time.sleep(0.5)
        publish()
        connections.close_all()

    thread = threading.Thread(target=later)
    thread.start()
    start = time.monotonic()
    response = api.get(f"{CHANGES}?after=1&wait=20")
    took = time.monotonic() - start
    thread.join()

    assert [line["sequence"] for line in response.json()["results"]] == [2]
    assert 0.5 <= took < 5
    assert "Retry-After" not in response


def test_wait_in_vain_is_answered_with_nothing(api, publish):
    publish()

    response = api.get(f"{CHANGES}?after=1&wait=1")

    assert response.json()["results"] == []
    assert response.json()["next"].endswith("?after=1&wait=1")


def test_wait_without_room_is_answered_at_once(api, monkeypatch):
    monkeypatch.setattr(waiting, "ROOM", threading.BoundedSemaphore(1))
    with waiting.seat():
        response = api.get(f"{CHANGES}?wait=20")

    assert response.status_code == 200
    assert response["Retry-After"] == "5"


def test_claim_that_left_what_a_key_opens_is_told_and_nothing_of_it(
    api, publish, change, withdraw, agrees
):
    ours, secret = factories.TopicFactory(), factories.TopicFactory()
    claim = factories.ClaimFactory(topic=ours)
    publish(claim)
    change(claim, topic=secret, text="A canary")
    publish(claim)
    withdraw(claim, note="A canary too.")
    publish(factories.ClaimFactory(topic=secret))
    key = f"cb_{'0' * 8}_{'k' * 43}"
    factories.ApiKeyFactory(key=key).partner.topics.add(ours)

    response = api.get(CHANGES, headers={"Authorization": f"Bearer {key}"})

    page = response.json()
    assert [line["event"] for line in page["results"]] == ["published", "unavailable"]
    assert page["results"][1] == {
        "at": page["results"][1]["at"],
        "claim": str(claim.pk),
        "digest": None,
        "document": None,
        "event": "unavailable",
        "note": "",
        "sequence": 2,
        "version": None,
    }
    assert page["next"].endswith("after=4")
    assert b"canary" not in response.content
    assert str(secret.pk).encode() not in response.content
    agrees(response)


def at_once(writing, reading):
    """Run writers, and readers until all that was written is read; tell what failed."""
    done, faults = threading.Event(), []

    def noted(work):
        def run():
            try:
                work()
            except Exception as error:  # noqa: BLE001 - told at the end
                faults.append(error)
            finally:
                connections.close_all()

        return threading.Thread(target=run)

    def to_the_end(read):
        def work():
            while not done.is_set():
                if not read():
                    time.sleep(0.01)
            while read():
                pass

        return work

    writers = [noted(work) for work in writing]
    readers = [noted(to_the_end(read)) for read in reading]
    for thread in [*readers, *writers]:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()
    return faults


def shares(writers, each, say):
    """Make writers: what they say is at times undone, and at times long to commit."""

    def writer(number):
        def work():
            for n in range(each):
                # Who waited too long for the lock has said nothing, and says it again.
                while not said(number, n):
                    pass

        return work

    def said(number, n):
        with suppress(OperationalError), transaction.atomic():
            say(number, n)
            if n % 3 == number % 3:
                time.sleep(0.02)
            if n % 4 == 1:
                transaction.set_rollback(True)
            return True
        return False

    return [writer(number) for number in range(writers)]


@pytest.mark.parametrize(
    ("each", "writers", "followers"),
    [
        (4, 8, 4),
        *(pytest.param(n, 8, 4, marks=pytest.mark.drill) for n in (25, 300, 1500)),
    ],
)
def test_followers_of_many_writers_end_with_exactly_the_record(
    committed, api, newsroom, each, writers, followers
):
    """Every sixth claim is withdrawn by the transaction that published it."""
    claims = [[newsroom.claim() for _ in range(each)] for _ in range(writers)]
    asked = [Follower(api.get, f"{START}&limit={n + 1}") for n in range(followers)]

    def say(number, n):
        newsroom.publish(claims[number][n])
        if n % 6 == 2:
            newsroom.withdraw(claims[number][n])

    faults = at_once(shares(writers, each, say), [each.ask for each in asked])

    assert faults == []
    record = {
        str(row.claim_id): json.loads(bytes(row.entry.document))
        for row in PublishedClaim.objects.standing().select_related("entry")
    }
    assert len(record) >= writers * each // 2
    for follower in asked:
        assert follower.seen == list(range(1, entries.count() + 1))
        assert follower.held == record


def test_follower_of_numbers_that_are_given_before_the_commit_misses_some(committed):
    """What the record would be without its lock; it shows that the test above sees it."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE claims_numbered (id bigserial PRIMARY KEY)")
        cursor.execute("GRANT ALL ON claims_numbered TO PUBLIC")
        cursor.execute("GRANT ALL ON SEQUENCE claims_numbered_id_seq TO PUBLIC")
    seen = []

    def say(number, n):
        with connections["default"].cursor() as cursor:
            cursor.execute("INSERT INTO claims_numbered DEFAULT VALUES")

    def read():
        with connections["default"].cursor() as cursor:
            cursor.execute(
                "SELECT id FROM claims_numbered WHERE id > %s ORDER BY id",
                [seen[-1] if seen else 0],
            )
            found = [number for (number,) in cursor.fetchall()]
        seen.extend(found)
        return found

    try:
        faults = at_once(shares(8, 20, say), [read])
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM claims_numbered")
            [total] = cursor.fetchone()
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("DROP TABLE claims_numbered")

    assert faults == []
    assert len(seen) < total
