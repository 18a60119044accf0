"""Two people work on one claim at the same moment; what became of all they typed."""

import random
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connections
from django.test import Client
from django.urls import reverse

from claims.models import Citation, Claim, Entry
from claims.services.base import ConflictError
from claims.services.claims import revise_claim
from tests import factories
from tests.admin.posts import post_of
from tests.api.v1.desk.tools import tool_of
from tests.stories import now

CLAIM_FIELDS = ["text", "place", "wording"]
CITATION_FIELDS = ["locator", "scope", "quote"]


def word() -> str:
    """Make a text that stands nowhere else."""
    return f"typed-{uuid.uuid4().hex}"


@dataclass
class Desk:
    """One claim with one citation, and two people who have its page open."""

    dice: random.Random
    lost: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        people = [factories.UserFactory(is_superuser=True) for _ in range(2)]
        self.people = people
        self.clients = [Client(), Client()]
        for client, person in zip(self.clients, people, strict=True):
            client.force_login(person)
        self.citation = factories.CitationFactory(locator="page 1", stance="supports")
        self.claim = self.citation.claim
        self.url = reverse("admin:claims_claim_change", args=[self.claim.pk])

    def open(self, who: int, **typed: str) -> dict[str, Any]:
        return post_of(self.clients[who].get(self.url), **typed)

    def typed(self, fields: list[str], prefix: str = "") -> dict[str, str]:
        """Type into some of the fields."""
        some = self.dice.sample(fields, self.dice.randint(1, len(fields)))
        return {f"{prefix}{name}": word() for name in some}

    def at_once(self, *calls: Callable[[], Any]) -> list[Any]:
        """Do things at the same moment, each on a connection of its own."""
        barrier, answers = threading.Barrier(len(calls)), [None] * len(calls)

        def run(place: int, call: Callable[[], Any]) -> None:
            barrier.wait()
            try:
                answers[place] = call()
            finally:
                connections.close_all()

        threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    def settle(self, who: int, answer: Any, typed: dict[str, str]) -> dict[str, str]:
        """Bring a post to its end, choosing at random; say what was chosen."""
        chosen: dict[str, str] = {}
        while answer.status_code != 302:
            page = answer.content.decode()
            self.lost += [each for each in typed.values() if each not in page]
            assert answer.status_code == 409, page
            lines = [
                line
                for conflict in answer.context["conflicts"]
                for line in conflict.lines
                if line.whose == "both"
            ]
            takes = {
                line.control: self.dice.choice(["theirs", "mine"]) for line in lines
            }
            chosen |= takes
            post = post_of(answer)
            post |= {f"take-{control}": each for control, each in takes.items()}
            if "citations-0-DELETE" in takes:
                post["citations-0-DELETE"] = "on"
            answer = self.clients[who].post(self.url, post)
        return chosen

    def expect(
        self, row: Any, prefix: str, sides: list[Any], choices: list[Any]
    ) -> None:
        """Note every text that is not where the choices put it."""
        fresh = now(row)
        for control in {*sides[0], *sides[1]}:
            both = control in sides[0] and control in sides[1]
            allowed = [side[control] for side in sides if control in side]
            if both:
                # Whoever came second was asked; where nobody was, one text is gone.
                asked = [who for who in (0, 1) if control in choices[who]]
                allowed = [
                    sides[who if choices[who][control] == "mine" else 1 - who][control]
                    for who in asked
                ]
            stands = getattr(fresh, control.removeprefix(prefix))
            if stands not in allowed:
                self.lost.append(f"{control}: {stands} is not {allowed}")


def two_forms(desk: Desk, fields: list[str], prefix: str, row: Any) -> None:
    sides = [desk.typed(fields, prefix), desk.typed(fields, prefix)]
    posts = [desk.open(who, **sides[who]) for who in (0, 1)]
    answers = desk.at_once(
        *(
            lambda who=who: desk.clients[who].post(desk.url, posts[who])
            for who in (0, 1)
        )
    )
    choices = [desk.settle(who, answers[who], sides[who]) for who in (0, 1)]
    desk.expect(row, prefix, sides, choices)


def form(desk: Desk) -> None:
    """Both save the claim's own fields."""
    two_forms(desk, CLAIM_FIELDS, "", desk.claim)


def inline(desk: Desk) -> None:
    """Both save one citation on the claim's page."""
    two_forms(desk, CITATION_FIELDS, "citations-0-", desk.citation)


def step(desk: Desk) -> None:
    """One saves the claim while the other publishes it with a note."""
    typed, note = desk.typed(CLAIM_FIELDS), word()
    post = desk.open(0, **typed)
    url = reverse("admin:claims_claim_step", args=[desk.claim.pk, "publish_claim"])
    going = post_of(desk.clients[1].get(url), note=note)
    saved, published = desk.at_once(
        lambda: desk.clients[0].post(desk.url, post),
        lambda: desk.clients[1].post(url, going),
    )
    while published.status_code != 302:
        page = published.content.decode()
        assert published.status_code == 409, page
        desk.lost += [] if note in page else [note]
        published = desk.clients[1].post(url, post_of(published))
    desk.settle(0, saved, typed)
    desk.expect(desk.claim, "", [typed, {}], [{}, {}])
    entry = Entry.objects.using("default").get(claim=desk.claim)
    if entry.note != note:
        desk.lost.append(note)


def delete(desk: Desk) -> None:
    """One removes a citation while the other types into it."""
    typed = desk.typed(CITATION_FIELDS, "citations-0-")
    posts = [desk.open(0, **{"citations-0-DELETE": "on"}), desk.open(1, **typed)]
    answers = desk.at_once(
        *(
            lambda who=who: desk.clients[who].post(desk.url, posts[who])
            for who in (0, 1)
        )
    )
    removing = desk.settle(0, answers[0], {})
    typing = desk.settle(1, answers[1], typed)
    stays = "theirs" in removing.values() or "mine" in typing.values()
    rows = Citation.objects.filter(claim=desk.claim)
    if len(rows) != stays:
        desk.lost.append(f"{len(rows)} citations after {removing} and {typing}")
    if stays and len(rows) == 1:
        desk.expect(rows[0], "citations-0-", [typed, {}], [{}, {}])


def mix(desk: Desk) -> None:
    """One saves the claim's form while a program writes by the service."""
    sides = [desk.typed(CLAIM_FIELDS), desk.typed(["period", "as_of"])]
    sides[1] = dict.fromkeys(sides[1], f"{desk.dice.randint(1000, 2999)}")
    post = desk.open(0, **sides[0])

    def write() -> None:
        while True:
            claim = Claim.objects.get(pk=desk.claim.pk)
            try:
                revise_claim(
                    claim, revision=claim.revision, by=desk.people[1], **sides[1]
                )
            except ConflictError:
                continue
            return

    answer, _ = desk.at_once(lambda: desk.clients[0].post(desk.url, post), write)
    desk.settle(0, answer, sides[0])
    desk.expect(desk.claim, "", sides, [{}, {}])


def tool(desk: Desk) -> None:
    """One saves the claim's form while a tool of the other's changes it by the API."""
    sides = [desk.typed(CLAIM_FIELDS), desk.typed(CLAIM_FIELDS)]
    post, where = desk.open(0, **sides[0]), f"claims/{desk.claim.pk}/"
    theirs = tool_of(desk.people[1])
    seen = theirs.get(where)

    def write() -> str:
        answer = theirs.patch(where, sides[1], match=seen["ETag"])
        if answer.status_code == 200:
            return "first"
        assert answer.status_code == 412, answer.content
        again = theirs.patch(where, sides[1], match=theirs.get(where)["ETag"])
        # Nobody else was there any more.
        assert again.status_code == 200, again.content
        return "second"

    answer, place = desk.at_once(lambda: desk.clients[0].post(desk.url, post), write)
    choices: list[dict[str, str]] = [{}, {}]
    if place == "first":
        choices[0] = desk.settle(0, answer, sides[0])
    else:
        # A tool that reads again, and writes all the same, means its own.
        choices[1] = dict.fromkeys(sides[1], "mine")
        desk.settle(0, answer, sides[0])
    desk.expect(desk.claim, "", sides, choices)


KINDS = {each.__name__: each for each in (form, inline, step, delete, mix, tool)}


def losses(kind: str, seed: int) -> list[str]:
    """Play one interleaving and list what was lost."""
    desk = Desk(random.Random(f"{kind} {seed}"))
    KINDS[kind](desk)
    return desk.lost
