"""A storm: writers, a worker and receivers of webhooks, of which all but writers die."""

import json
import random
import socket
import struct
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from claims.models import Entry, WebhookCursor
from claims.services.claims import revise_claim
from claims.services.invariants import faults
from claims.services.publication import publish_claim, withdraw_claim
from claims.services.record import entries
from tests.factories import ClaimFactory, TopicFactory
from tests.fetching.servers import Server, say
from tests.jobs.running import start_worker, wait_until
from tests.receiving import Receiver
from tests.stories import now

# What a worker of these tests does faster than one at work.
HASTY = """
import datetime
from claims.jobs import worker
from claims.services import sending
sending.PAUSES[:] = [datetime.timedelta(seconds=0.05)] * 60
sending.ANSWER_SECONDS = 0.7
worker.POLL_SECONDS = 0.05
worker.SIGN_OF_LIFE_SECONDS = 0.5
worker.DEAD_SECONDS = 2
worker.MEND_SECONDS = 0.5
worker.RECONNECT_SECONDS = 0.5
"""


def through(webhook):
    return WebhookCursor.objects.get(pk=webhook.pk).delivered_through


class Flaky(Receiver):
    """Fails three of ten messages, each in its own way, and goes down with its machine.

    ``acknowledged`` is what the partner has written down before it answered.
    """

    def __init__(self, seed: int) -> None:
        super().__init__(self.answer_somehow)
        self.random = random.Random(seed)
        self.acknowledged: list[tuple[str, dict]] = []
        self.server = Server(self.answer)

    def answer_somehow(self, request):
        with self.lock:
            chance, way = self.random.random(), self.random.randrange(6)
        if chance > 0.3:
            message = json.loads(request.body)
            with self.lock:
                self.acknowledged.append((request.headers["webhook-id"], message))
            say(request, status=204)
        else:
            self.fail(request, way)

    def fail(self, request, way):
        match way:
            case 0:
                say(request, b"No.", 500)
            case 1:
                say(request, status=429, retry_after="0")
            case 2:
                say(request, status=302, location=f"{self.server.url}/elsewhere")
            case 3:
                request.wfile.write(b"\x00\xffgarbage\r\n\r\n")
            case 4:
                linger = struct.pack("ii", 1, 0)
                request.connection.setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, linger
                )
                request.connection.close()
            case 5:
                time.sleep(1)

    def restart(self):
        """Go down, and come back at the same place."""
        self.server.close()
        time.sleep(0.2)
        self.server = Server(self.answer, self.server.port)


def write_entries(newsroom, number, seed):
    """Publish, change and withdraw claims until there are so many entries more."""
    chance, mine = random.Random(seed), []
    try:
        topic = TopicFactory()
        for _ in range(number):
            claim = chance.choice(mine) if mine and chance.random() < 0.4 else None
            if claim is None:
                claim = ClaimFactory(topic=topic)
                publish_claim(claim, revision=1, by=newsroom.editor)
                mine.append(claim)
                continue
            fresh = now(claim)
            if chance.random() < 0.3:
                withdraw_claim(
                    fresh,
                    revision=fresh.revision,
                    by=newsroom.editor,
                    reason="Wrong.",
                    note="Wrong.",
                )
                mine.remove(claim)
            else:
                fresh = revise_claim(
                    fresh,
                    revision=fresh.revision,
                    by=newsroom.author,
                    text=f"Else {chance.random()}.",
                )
                publish_claim(fresh, revision=fresh.revision, by=newsroom.editor)
    finally:
        connections.close_all()


def storm(newsroom, monkeypatch, *, writers, number, kills, restarts, patience=90):
    """Publish with a worker and receivers that die; give the receivers when all is told."""
    receivers = [Flaky(seed) for seed in (1, 2)]
    named = ",".join(f"127.0.0.1:{each.server.port}" for each in receivers)
    monkeypatch.setenv("WEBHOOK_PRIVATE_RECEIVERS", named)
    webhooks = [each.webhook() for each in receivers]
    worker = start_worker(after=HASTY)
    try:
        with ThreadPoolExecutor(writers) as pool:
            writing = [
                pool.submit(write_entries, newsroom, number // writers, seed)
                for seed in range(writers)
            ]
            for step in range(max(kills, restarts)):
                time.sleep(random.uniform(0.2, 2.5))
                if step < restarts:
                    receivers[step % 2].restart()
                if step < kills:
                    worker.kill()
                    worker.wait()
                    worker.stderr.close()
                    worker = start_worker(after=HASTY)
            for each in writing:
                each.result()
        newest = entries.count()
        wait_until(lambda: all(through(each) == newest for each in webhooks), patience)
    finally:
        worker.kill()
        worker.wait()
        worker.stderr.close()
        for each in receivers:
            each.server.close()
    return receivers, webhooks


def check(receivers, webhooks):
    """See that each receiver has all, in order, and ends with exactly the record."""
    log = {each.sequence: each for each in Entry.objects.using("default")}
    record = {each.claim_id: each for each in log.values()}
    for receiver, webhook in zip(receivers, webhooks, strict=True):
        told = [message["data"] for _, message in receiver.acknowledged]
        first = list(dict.fromkeys(each["sequence"] for each in told))
        assert first == sorted(log), "lost or out of order"
        names = {}
        for name, message in receiver.acknowledged:
            names.setdefault(message["data"]["sequence"], set()).add(name)
        assert {len(each) for each in names.values()} == {1}
        # Who takes what comes as it comes, and drops what it has had, has the record.
        mirror, last = {}, 0
        for each in told:
            if each["sequence"] > last:
                last = each["sequence"]
                mirror[each["id"]] = (each["version"], each["digest"])
        assert mirror == {
            str(key): (entry.version, entry.digest) for key, entry in record.items()
        }
        kept = {each.claim_id: each.entry_id for each in webhook.acknowledgements.all()}
        assert kept == {key: entry.pk for key, entry in record.items()}
    assert list(faults()) == []
