"""The record: what the newsroom has said in public, and what of it stands now."""

import json
import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import connections, models, router
from psycopg.pq import Format

from claims.text import NOTE_LENGTH

from .base import Rule, clean_text, one_of
from .claims import Claim
from .text import Prose
from .verdicts import Status


class Event(models.TextChoices):
    """What an entry of the record says."""

    PUBLISHED = "published"
    UPDATED = "updated"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class Version(NamedTuple):
    """One stored document with what an answer needs beside it."""

    document: bytes
    digest: str
    event: str
    note: str
    version: int


class Said(NamedTuple):
    """What the record last said of a claim, as far as it decides who may see it."""

    topic_id: uuid.UUID
    language: str
    is_withdrawn: bool


def said_by(document: bytes, is_withdrawn: bool) -> Said:
    """Read in a claim's document what decides who may see it."""
    content = json.loads(bytes(document))
    return Said(uuid.UUID(content["topic"]["id"]), content["language"], is_withdrawn)


class EntryQuerySet(models.QuerySet["Entry"]):
    """The ways the log is read; each is one index scan."""

    def of_claim(self, claim_id: uuid.UUID) -> "EntryQuerySet":
        """Keep one claim's entries, newest first."""
        return self.filter(claim_id=claim_id).order_by("-version")

    def times_to_publication(self, since: datetime, most: int) -> Sequence[timedelta]:
        """Tell how long claims first published since a moment had been drafts.

        Up to ``most`` of them, the newest.
        """
        begun = Claim.objects.filter(pk=models.OuterRef("claim_id"))
        entries = self.filter(version=1, at__gte=since).order_by("-at")
        # Each claim is looked up by its key, however large the planner thinks it all.
        taken = models.F("at") - models.Subquery(begun.values("created_at"))
        return list(
            entries.annotate(
                taken=models.ExpressionWrapper(taken, models.DurationField())
            ).values_list("taken", flat=True)[:most]
        )

    def last_said(self, claims: Collection[uuid.UUID]) -> dict[uuid.UUID, Said]:
        """Say what the record last said of claims, those it knows nothing of left out.

        Of a claim that was withdrawn, what it said before.
        """
        if not claims:
            return {}
        latest = (
            self.filter(claim_id__in=claims)
            .order_by("claim_id", "-version")
            .distinct("claim_id")
        )
        events = dict(latest.values_list("claim_id", "event"))
        documents = latest.exclude(event=Event.WITHDRAWN)
        return {
            claim: said_by(document, events.get(claim) == Event.WITHDRAWN)
            for claim, document in documents.values_list("claim_id", "document")
        }

    def version(self, claim_id: uuid.UUID, number: int | None = None) -> Version | None:
        """Read one version of a claim, the latest without a number."""
        entries = self.of_claim(claim_id)
        if number is not None:
            entries = entries.filter(version=number)
        row = entries.values_list(*Version._fields).first()
        return row and Version(*row)


class Entry(models.Model):
    """One line of the record: never changed, never removed.

    Sequence numbers are dense and in commit order, so a reader that keeps the
    last one it saw misses nothing: a trigger takes the record's advisory lock
    and refuses a gap. ``document`` is canonical JSON (RFC 8785), ``digest`` its
    SHA-256 in hexadecimal, and ``previous`` the digest of the claim's entry
    before; the document names it too, so the digest covers the chain.
    """

    sequence = models.BigIntegerField(primary_key=True)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="entries")
    version = models.PositiveIntegerField()
    event = models.CharField(max_length=20, choices=Event.choices)
    document = models.BinaryField()
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    note = Prose(max_length=NOTE_LENGTH, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="entries"
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["sequence"]
        verbose_name_plural = "entries"
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["by", "-at", "-sequence"]),
            models.Index(
                fields=["-at"],
                include=["claim"],
                condition=models.Q(version=1),
                name="entry_first_of_claim",
            ),
        ]
        constraints = [
            *clean_text("note", lines=True),
            one_of("event", Event),
            models.UniqueConstraint(
                fields=["claim", "version"],
                name="entry_is_one_version",
                violation_error_message="This version of the claim exists already.",
            ),
            Rule(
                field="note",
                name="entry_correction_and_withdrawal_have_a_note",
                condition=~models.Q(event__in=[Event.CORRECTED, Event.WITHDRAWN])
                | ~models.Q(note=""),
                message="Say in public what changed.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.event} version {self.version}"


class Place(NamedTuple):
    """Where a page of published claims starts: the last row of the page before."""

    published_at: datetime
    id: uuid.UUID


class PublishedRow(NamedTuple):
    """A claim of a page: its place, its digest and its stored document."""

    published_at: datetime
    id: uuid.UUID
    digest: str
    document: bytes


PAGE = """
    SELECT published.published_at, published.id, entry.digest, entry.document
    FROM claims_publishedclaim AS published
    JOIN claims_entry AS entry ON entry.sequence = published.entry_id
    {after}
    ORDER BY published.published_at DESC, published.id DESC
    LIMIT %s
"""
AFTER = "WHERE (published.published_at, published.id) < (%s, %s)"


class PublishedClaimQuerySet(models.QuerySet["PublishedClaim"]):
    """The ways published claims are read."""

    def page(self, *, after: Place | None, limit: int) -> Sequence[PublishedRow]:
        """Read up to ``limit`` documents, first published last, in one index scan.

        Written in SQL for two things the ORM cannot say: a row-value comparison,
        which the index answers at any depth, and binary transfer of the documents.
        """
        sql = PAGE.format(after=AFTER if after else "")
        alias = router.db_for_read(self.model)
        with connections[alias].cursor() as cursor:
            cursor.cursor.format = Format.BINARY
            cursor.execute(sql, [*(after or ()), limit])
            return [PublishedRow(*row) for row in cursor.fetchall()]


class PublishedClaim(models.Model):
    """A claim that is public now: its current entry and what filters need.

    A projection of the log, with the claim's key as its own and no reference to
    the desk: it can be thrown away and rebuilt.
    """

    id = models.UUIDField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="published_claim")
    topic_id = models.UUIDField(db_index=True)
    status = models.CharField(max_length=20, choices=Status.choices)
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = PublishedClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-id"]
        default_permissions = ("view",)
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                include=["entry"],
                name="published_claim_page",
            )
        ]

    def __str__(self) -> str:
        return f"{self.id} by {self.entry_id}"


class PublishedTopicQuerySet(models.QuerySet["PublishedTopic"]):
    """The ways published topics are read."""

    def page(self, *, after: uuid.UUID | None, limit: int) -> "PublishedTopicQuerySet":
        """Read up to ``limit`` topics in the order of their keys."""
        topics = self.order_by("id")
        if after is not None:
            topics = topics.filter(id__gt=after)
        return topics[:limit]


class PublishedTopic(models.Model):
    """A topic with claims that are public now, as the newest of them tells it."""

    id = models.UUIDField(primary_key=True)
    slug = models.SlugField(max_length=100)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    document = models.BinaryField()
    claims = models.PositiveIntegerField()

    objects = PublishedTopicQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.slug


RECORD_MODELS = (Entry, PublishedClaim, PublishedTopic)
