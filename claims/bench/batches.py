"""A batch of claims on its way: written down, reviewed, approved, published, revised.

The same steps as the services', each for all claims of the batch at once. Stages
and states move along their tables and the log checks each entry, by their triggers;
only history is written a statement at a time.
"""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from django.db import models

from claims.documents import document_of
from claims.models import (
    Citation,
    Claim,
    Entry,
    Event,
    Review,
    ReviewState,
    Source,
    Status,
)
from claims.services.copying import copy_rows, named_values, values_of
from claims.services.nouns import Version, tell_figures, tell_nouns
from claims.services.projection import project_entries
from claims.services.record import PUBLISH

from .clock import EPOCH, Clock
from .history import in_sets, keep
from .stories import Story
from .tables import run
from .words import Zipf
from .world import World

CLAIMS_A_STORY = 16
# How many versions a claim has: most are published once.
VERSIONS = (78, 14, 5, 2, 1)
# Of all claims, those that somebody works on, and those to look at again.
ASSIGNED, RECHECKED = 0.02, 0.05
CORRECTION = "An earlier version gave the wording wrongly."

# Where pgtrigger.ignore is not set at all, each call of a trigger raises an error and
# catches it, at half a millisecond a time. Here it is set, to nothing.
CONTEXT = """
    SELECT pg_advisory_xact_lock(hashtext('claims_entry')),
        set_config('pghistory.context_id', %s, true),
        set_config('pghistory.context_metadata', %s, true),
        set_config('pgtrigger.ignore', '{}', true)
"""
SUBMIT = """
    UPDATE claims_review SET state = 'submitted', submitted_at = %s,
        submitted_by_id = author_id, revision = revision + 1
    WHERE id = ANY(%s)
"""
TO_REVIEW = """
    UPDATE claims_claim SET stage = 'in_review', revision = revision + 1
    WHERE id = ANY(%s)
"""
APPROVE = """
    UPDATE claims_review SET state = 'approved', approved_at = %s,
        approved_by_id = %s, revision = revision + 1
    WHERE id = ANY(%s)
"""
TAKE_STATUS = """
    UPDATE claims_claim SET status = verdict.status, revision = claims_claim.revision + 1
    FROM claims_review AS review JOIN claims_verdict AS verdict
        ON verdict.id = review.verdict_id
    WHERE review.claim_id = claims_claim.id AND review.id = ANY(%s)
"""
REVISE = """
    UPDATE claims_claim SET text = said.text, revision = revision + 1
    FROM unnest(%s::uuid[], %s::text[]) AS said (id, text)
    WHERE said.id = claims_claim.id
"""
WRITTEN = (
    Source,
    Source.authors.through,
    Claim,
    Claim.tags.through,
    Citation,
    Review,
)


copy = partial(copy_rows, alias="owner")


@dataclass
class Draft:
    """A claim on its way: its story, its own keys and words, and its newest entry."""

    story: Story
    keys: dict[uuid.UUID, uuid.UUID]
    text: str
    versions: int
    version: int = 0
    sequence: int = 0
    digest: str = ""
    document: bytes = b""
    published_at: datetime | None = None

    @property
    def id(self) -> uuid.UUID:
        return self.keys[self.story.claim.pk]

    @property
    def places(self) -> dict[str, str]:
        """Say what stands in the story's document where this claim differs."""
        keys = {str(theirs): str(own) for theirs, own in self.keys.items()}
        return {**keys, self.story.claim.text: self.text}


class Batch:
    """Claims that are published in one transaction."""

    def __init__(self, world: World, rng: Random, size: int) -> None:
        last = Entry.objects.using("owner").order_by("sequence").last()
        self.world, self.rng = world, rng
        self.sequence = last.sequence if last else 0
        self.first = self.sequence + 1
        self.clock = Clock(rng, last.at if last else EPOCH)
        self.created_at = self.clock.tick()
        self.approved_at = self.clock.tick()
        popularity = Zipf(max(1, size // CLAIMS_A_STORY))
        drawn = Counter(popularity.draw(rng) for _ in range(size))
        self.drafts: list[Draft] = []
        for _, claims in sorted(drawn.items()):
            story = Story(world, self.clock, self.approved_at)
            self.drafts += [self.draft(story) for _ in range(claims)]
        self.rows: dict[uuid.UUID, dict[str, Any]] = {}
        self.stories = list(dict.fromkeys(draft.story for draft in self.drafts))

    def draft(self, story: Story) -> Draft:
        """Make another claim of a story, with keys in the order of the story's."""
        theirs = [story.claim, *story.own_rows]
        return Draft(
            story,
            keys={row.pk: self.clock.key() for row in theirs},
            text=story.words(),
            versions=self.rng.choices(range(1, 6), VERSIONS)[0],
        )

    def publish(self) -> None:
        """Write all of it. The caller holds the transaction."""
        editor = self.world.editor
        who = {"user": editor.pk, "username": editor.username, "reason": "bench seed"}
        run(CONTEXT, str(uuid.UUID(int=self.rng.getrandbits(128))), json.dumps(who))
        with in_sets(*WRITTEN):
            self.write_down()
            self.review()
            for version in range(1, len(VERSIONS) + 1):
                self.publish_version(version)
            self.project()

    def write_down(self) -> None:
        """Write sources, claims, citations and reviews as they begin."""
        sources = [source for story in self.stories for source in story.sources]
        copy(Source, (self.row(source).values() for source in sources))
        copy(
            Source.authors.through,
            (
                (key, author.pk)
                for story in self.stories
                for key, authors in story.authors.items()
                for author in authors
            ),
        )
        copy(Claim, (self.row_of_claim(draft) for draft in self.drafts))
        copy(
            Claim.tags.through,
            ((draft.id, tag.pk) for draft in self.drafts for tag in draft.story.tags),
        )
        copy(Citation, self.rows_below("citations"))
        copy(Review, self.rows_below("reviews"))
        written = [source.pk for source in sources]
        keep(Source, "insert", "id", written)
        keep(Source.authors.through, "insert", "source_id", written)
        claims = [draft.id for draft in self.drafts]
        keep(Claim, "insert", "id", claims)
        for below in (Claim.tags.through, Citation, Review):
            keep(below, "insert", "claim_id", claims)

    def row_of_claim(self, draft: Draft) -> list[Any]:
        """Give the row of a new claim: an unverified draft."""
        row = {**self.row(draft.story.claim), "status": Status.UNVERIFIED}
        own = {"id": draft.id, "text": draft.text, **self.plans()}
        return list({**row, **own}.values())

    def plans(self) -> dict[str, Any]:
        """Say who works on a claim and when it is looked at again; most are at rest."""
        drawn, day = self.rng.random(), self.created_at.date()
        days = timedelta(self.rng.randrange(1, 400))
        if drawn < ASSIGNED:
            return {"assignee_id": self.world.author.pk, "due_on": day + days}
        if drawn < ASSIGNED + RECHECKED:
            return {"recheck_on": day + days}
        return {}

    def rows_below(self, name: str) -> Iterator[list[Any]]:
        """Give the citations or the reviews of all claims; ours begin as drafts."""
        for draft in self.drafts:
            for each in getattr(draft.story, name):
                row = {
                    **self.row(each),
                    "id": draft.keys[each.pk],
                    "claim_id": draft.id,
                }
                if each is draft.story.review:
                    row |= {"state": ReviewState.DRAFT, "approved_at": None}
                yield list(row.values())

    def row(self, row: models.Model) -> dict[str, Any]:
        """Give the values of a story's row by column, worked out once."""
        if row.pk not in self.rows:
            self.rows[row.pk] = {**named_values(row), "created_at": self.created_at}
        return self.rows[row.pk]

    def review(self) -> None:
        """Submit the reviews of ours, and approve them as a second person."""
        of_claims = {
            draft.id: draft.keys[draft.story.review.pk]
            for draft in self.drafts
            if draft.story.review
        }
        claims, reviews = list(of_claims), list(of_claims.values())
        run(SUBMIT, self.created_at, reviews)
        keep(Review, "update", "id", reviews)
        run(TO_REVIEW, claims)
        keep(Claim, "update", "id", claims)
        run(APPROVE, self.approved_at, self.world.editor.pk, reviews)
        keep(Review, "update", "id", reviews)
        run(TAKE_STATUS, reviews)
        keep(Claim, "update", "id", claims)

    def publish_version(self, version: int) -> None:
        """Publish the claims that have so many versions, with new words after the first."""
        drafts = [draft for draft in self.drafts if draft.versions >= version]
        keys = [draft.id for draft in drafts]
        if version > 1:
            for draft in drafts:
                draft.text = draft.story.words()
            run(REVISE, keys, [draft.text for draft in drafts])
            keep(Claim, "update", "id", keys)
        copy(Entry, (values_of(self.append(draft)) for draft in drafts))
        run(PUBLISH, keys)
        keep(Claim, "update", "id", keys)

    def append(self, draft: Draft) -> Entry:
        """Make a claim's next entry, as ``append_entry`` does."""
        is_corrected = draft.version > 0 and self.rng.random() < 0.3
        self.sequence += 1
        entry = Entry(
            sequence=self.sequence,
            claim_id=draft.id,
            version=draft.version + 1,
            event=Event.UPDATED if draft.version else Event.PUBLISHED,
            previous=draft.digest,
            at=self.clock.tick(),
            by=self.world.editor,
        )
        if is_corrected:
            entry.event, entry.note = Event.CORRECTED, CORRECTION
        draft.published_at = draft.published_at or entry.at
        envelope = document_of(entry, {}, published_at=draft.published_at)
        # Names and plain values: here JSON of the standard library is canonical.
        parts = draft.story.fill(draft.places) | {
            name: json.dumps(value, ensure_ascii=False)
            for name, value in envelope.items()
        }
        body = ",".join(f'"{name}":{parts[name]}' for name in sorted(parts))
        entry.document = f"{{{body}}}".encode()
        entry.digest = hashlib.sha256(entry.document).hexdigest()
        draft.version, draft.sequence = entry.version, entry.sequence
        draft.digest, draft.document = entry.digest, entry.document
        return entry

    def project(self) -> None:
        """Carry the newest entries into the projections."""
        project_entries(self.first, self.sequence, alias="owner")
        newest = sorted(self.drafts, key=lambda draft: draft.sequence)
        versions = [
            Version(draft.sequence, draft.id, json.loads(draft.document))
            for draft in newest
        ]
        tell_nouns(versions, alias="owner")
        tell_figures(versions, alias="owner")
