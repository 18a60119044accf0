"""Save Page Now 2, against a server that speaks it."""

import datetime
import json

import pytest

from claims.fetching import Fetcher, FetchError
from claims.fetching.wayback import ArchiveError, Wayback
from tests.fetching.servers import say, serving

PAGE = "https://a.example/report?id=1"


def stamp(seconds=60):
    now = datetime.datetime.now(datetime.UTC)
    return f"{now + datetime.timedelta(seconds=seconds):%Y%m%d%H%M%S}"


def speaking(taken, *states):
    """Answer a request as ``taken`` says, and then its status with each of ``states``."""
    left = list(states)

    def answer(request):
        said = taken if request.path == "/save" else left.pop(0)
        if isinstance(said, tuple):
            status, body = said
            say(request, body, status)
        else:
            say(request, json.dumps(said).encode())

    return answer


TAKEN = {"url": PAGE, "job_id": "spn2-1f"}
PENDING = {"status": "pending", "job_id": "spn2-1f", "resources": []}


def save(answer, **options):
    with serving(answer) as server:
        wayback = Wayback(
            "the-key",
            "the-secret",
            home=server.url,
            fetcher=Fetcher(
                ports=frozenset({server.port}), allowing=frozenset({server.address})
            ),
            **{"pause": 0.01, "patience": 5, **options},
        )
        return wayback.save(PAGE).replace(server.url, ""), server


def test_save_asks_with_the_keys_and_waits_for_the_copy():
    done = {"status": "success", "timestamp": stamp(), "original_url": PAGE}

    copy, server = save(speaking(TAKEN, PENDING, PENDING, done))

    assert copy == f"/web/{done['timestamp']}/{PAGE}"
    assert [asked.command for asked in server.asked] == ["POST", "GET", "GET", "GET"]
    assert {asked.path for asked in server.asked[1:]} == {"/save/status/spn2-1f"}
    assert {asked.headers["authorization"] for asked in server.asked} == {
        "LOW the-key:the-secret"
    }
    assert {asked.headers["accept"] for asked in server.asked} == {"application/json"}
    assert b"url=https%3A%2F%2Fa.example%2Freport%3Fid%3D1" in server.bodies[0]


def test_copy_without_its_address_is_of_what_was_asked_for():
    copy, _ = save(speaking(TAKEN, {"status": "success", "timestamp": stamp()}))

    assert copy.endswith(f"/{PAGE}")


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([(429, b"Too many")], "its limit is reached"),
        (
            [(401, b'{"message": "You need to be logged in."}')],
            "does not know the keys",
        ),
        ([(502, b"<html>Bad gateway")], "answered 502, and no JSON"),
        ([(200, b"[" * 100_000)], "and no JSON"),
        ([(200, b"[]")], "nothing to go by"),
        (
            [{"message": "This host is blocked.", "job_id": None}],
            "This host is blocked",
        ),
        ([{}], "not taken: no reason"),
        (
            [TAKEN, PENDING, {"status": "error", "message": "Name not resolved."}],
            "not kept: Name not resolved",
        ),
        ([TAKEN, {"status": "error"}], "not kept: no reason"),
        ([TAKEN, (429, b"")], "its limit is reached"),
        (
            [TAKEN, {"status": "success", "timestamp": stamp(-3600)}],
            "an older copy, of",
        ),
        ([TAKEN, {"status": "success"}], "does not say when"),
        ([TAKEN, {"status": "success", "timestamp": "soon"}], "does not say when"),
    ],
)
def test_save_that_fails_says_why(answers, words):
    with pytest.raises(ArchiveError, match=words):
        save(speaking(*answers))


def test_save_gives_up_after_its_patience():
    with pytest.raises(ArchiveError, match="not kept in time"):
        save(speaking(TAKEN, *[PENDING] * 1000), patience=0.1)


def test_keys_do_not_follow_a_redirect():
    def away(request):
        say(request, b"{}", 302, location="/elsewhere")

    with pytest.raises(ArchiveError), serving(away) as server:
        Wayback(
            "k",
            "s",
            home=server.url,
            fetcher=Fetcher(
                ports=frozenset({server.port}), allowing=frozenset({server.address})
            ),
        ).save(PAGE)
    assert len(server.asked) == 1


def test_nobody_there_is_said():
    with pytest.raises(FetchError):
        Wayback("k", "s", home="http://127.0.0.1").save(PAGE)


def test_age_is_judged_by_the_clock_of_who_keeps():
    def an_hour_behind(request):
        if request.path == "/save":
            request.date_time_string = lambda: "Tue, 01 Jan 2019 10:00:00 GMT"
            say(request, json.dumps(TAKEN).encode())
        else:
            done = {"status": "success", "timestamp": "20190101100001"}
            say(request, json.dumps(done).encode())

    copy, _ = save(an_hour_behind)

    assert copy.startswith("/web/20190101100001/")


def test_age_is_judged_by_ones_own_clock_where_none_is_told():
    def no_date(request):
        request.date_time_string = lambda: ""
        said = (
            TAKEN
            if request.path == "/save"
            else {"status": "success", "timestamp": stamp(-3600)}
        )
        say(request, json.dumps(said).encode())

    with pytest.raises(ArchiveError, match="older copy"):
        save(no_date)


def test_secret_is_not_shown():
    assert "the-secret" not in repr(Wayback("the-key", "the-secret"))
