"""What plain Python says the nouns of the record are, and a desk that stirs them."""

import json
import uuid
from collections import defaultdict
from random import Random

from claims.documents import nouns_of, stated_in
from claims.models import (
    ALL,
    Comparator,
    Entry,
    PublishedFigures,
    PublishedNoun,
    PublishedShare,
)
from claims.services.citations import cite_source, remove_citation
from claims.services.claims import record_claim, revise_claim
from claims.services.publication import publish_claim, withdraw_claim
from claims.services.rows import revise_row
from tests import factories
from tests.stories import now


def standing():
    """List what is public now, oldest entry first: its number and its document."""
    newest = {}
    for entry in Entry.objects.using("default").order_by("sequence"):
        newest[entry.claim_id] = entry
    documents = [
        (entry.sequence, json.loads(bytes(entry.document))) for entry in newest.values()
    ]
    return sorted(
        ((sequence, each) for sequence, each in documents if "text" in each),
        key=lambda said: said[0],
    )


def is_seen(document, allowed=ALL):
    """Tell whether a document is one that may be seen."""
    topic = uuid.UUID(document["topic"]["id"])
    return allowed.lets(topic, document["language"])


def told(allowed=ALL):
    """Say what each noun is: how the newest document tells it, where, and how many do."""
    nouns = {}
    for sequence, document in standing():
        if is_seen(document, allowed):
            for key, noun in nouns_of(document).items():
                claims = nouns[key][-1] if key in nouns else 0
                nouns[key] = noun.kind, noun.document, sequence, claims + 1
    return nouns


def shares():
    """Say in which topics and languages each noun is shown, where last, and how often."""
    found = defaultdict(lambda: ("", "", 0, 0))
    for sequence, document in standing():
        for key, noun in nouns_of(document).items():
            place = key, uuid.UUID(document["topic"]["id"]), document["language"]
            claims = found[place][-1] + 1
            found[place] = noun.kind, noun.slug, sequence, claims
    return dict(found)


def figures():
    """Say what figures each public claim states."""
    return {
        uuid.UUID(document["id"]): (
            sequence,
            uuid.UUID(document["topic"]["id"]),
            uuid.UUID(document["measure"]["id"]),
            document["language"],
            stated_in(document),
        )
        for sequence, document in standing()
        if stated_in(document)
    }


def assert_projected():
    """See that the tables hold what plain Python says, no more and no less."""
    assert {
        noun.id: (
            noun.kind,
            json.loads(bytes(noun.document)),
            noun.entry_id,
            noun.claims,
        )
        for noun in PublishedNoun.objects.using("default")
    } == told()
    assert {
        (share.noun_id, share.topic_id, share.language): (
            share.kind,
            share.slug,
            share.entry_id,
            share.claims,
        )
        for share in PublishedShare.objects.using("default")
    } == shares()
    assert {
        row.id: (
            row.entry_id,
            row.topic_id,
            row.measure_id,
            row.language,
            bytes(row.stated),
        )
        for row in PublishedFigures.objects.using("default")
    } == figures()


class Stir:
    """A desk where the same few nouns come and go on a few claims."""

    def __init__(self, by, seed):
        self.by, self.rng = by, Random(seed)
        self.measures = [factories.MeasureFactory() for _ in range(3)]
        self.agents = factories.AgentFactory.create_batch(3)
        self.sources = [
            factories.SourceFactory(publisher=self.rng.choice([None, *self.agents]))
            for _ in range(4)
        ]
        self.sources[0].authors.add(self.agents[0])
        self.claims = [
            record_claim(by=by, text=f"Claim {n}", **self.what()) for n in range(5)
        ]

    def what(self):
        """Draw what a claim is about, by whom and in which language."""
        measure = self.rng.choice(self.measures)
        figure = self.rng.choice(
            [
                {"measure": None, "comparator": "", "value": None},
                {"measure": measure, "comparator": "", "value": None},
                {"measure": measure, "comparator": Comparator.ABOUT, "value": 9},
            ]
        )
        return {
            "topic": measure.topic,
            "claimant": self.rng.choice([None, *self.agents]),
            "language": self.rng.choice(["en", "fr", "de"]),
            **figure,
        }

    def step(self):
        """Do one thing to one claim or noun, and publish or withdraw now and then."""
        claim = now(self.rng.choice(self.claims))
        steps = [self.change, self.cite, self.uncite, self.rename, self.withdraw]
        self.rng.choice(steps)(claim)
        claim = now(claim)
        if claim.stage != "withdrawn" or self.rng.random() < 0.5:
            self.publish(claim)

    def change(self, claim):
        if claim.stage != "withdrawn":
            revise_claim(claim, revision=claim.revision, by=self.by, **self.what())

    def cite(self, claim):
        source = self.rng.choice(self.sources)
        has_figure = self.rng.random() < 0.5
        cite_source(
            claim,
            source,
            by=self.by,
            locator=str(self.rng.random()),
            comparator=Comparator.EXACTLY if has_figure else "",
            value=7 if has_figure else None,
        )

    def uncite(self, claim):
        citation = claim.citations.first()
        if citation:
            remove_citation(citation, revision=citation.revision, by=self.by)

    def rename(self, claim):
        row = now(self.rng.choice([*self.agents, *self.sources, claim.topic]))
        if row == claim.topic:
            values = {"slug": f"slug-{self.rng.randrange(10**9)}"}
        elif row in self.agents:
            values = {"name": str(self.rng.random())}
        else:
            values = {"title": str(self.rng.random())}
        revise_row(row, revision=row.revision, by=self.by, **values)

    def withdraw(self, claim):
        if claim.stage == "published":
            withdraw_claim(
                claim, revision=claim.revision, by=self.by, reason="No.", note="No."
            )

    def publish(self, claim):
        text = str(self.rng.random())
        if claim.stage != "withdrawn":
            claim = revise_claim(claim, revision=claim.revision, by=self.by, text=text)
        publish_claim(claim, revision=claim.revision, by=self.by)
