"""Posting a body past the guard, and how little of the answer is enough."""

import time
from dataclasses import replace

import pytest

from tests.fetching.fetchers import only
from tests.fetching.servers import say, serving


def test_body_is_posted_as_it_is():
    with serving(say) as server:
        answer = only(server).ask(
            "POST", f"{server.url}/hook", headers={"X-A": "1"}, content=b'{"a": 1}'
        )

    assert answer.status == 200
    assert server.bodies == [b'{"a": 1}']
    assert server.asked[0].headers["x-a"] == "1"


def test_post_follows_no_redirect():
    def elsewhere(request):
        say(request, status=307, location="/other")

    with serving(elsewhere) as server:
        answer = only(server).ask("POST", server.url, content=b"{}", first=100)

    assert answer.status == 307
    assert len(server.asked) == 1


def breaking_off(request):
    """Promise more than comes."""
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.wfile.write(b"Thank you")


def dripping(request):
    """Send a byte now and then, for ever."""
    request.send_response(200)
    request.end_headers()
    for _ in range(100):
        request.wfile.write(b".")
        request.wfile.flush()
        time.sleep(0.05)


def endless(request):
    request.send_response(200)
    request.end_headers()
    while True:
        request.wfile.write(b"x" * 4096)


@pytest.mark.parametrize(
    ("answers", "begins"),
    [(breaking_off, b"Thank you"), (dripping, b"."), (endless, b"x")],
)
def test_status_counts_where_the_first_bytes_are_enough(answers, begins):
    with serving(answers) as server:
        fetcher = replace(only(server), seconds=0.6)
        answer = fetcher.ask("POST", server.url, content=b"{}", first=20)

    assert answer.status == 200
    assert answer.body.startswith(begins)
    assert len(answer.body) <= 20
