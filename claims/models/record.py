"""The record: what the newsroom has said in public, and what of it stands now."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField, DecimalRangeField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import connections, models
from psycopg.pq import Format

from claims.text import NOTE_LENGTH

from .allowed import ALL, Allowed
from .base import Rule, clean_text, one_of
from .claims import Claim
from .finding import EVERYTHING, Moment, Place, PublishedRow, Wanted, page_query
from .text import Prose
from .verdicts import Status

# How many documents are read at a time where all are.
CHUNK = 500


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

    def moment(self, at: datetime) -> Moment | None:
        """Find the last entry of a time or before it."""
        found = self.filter(at__lte=at).order_by("-at", "-sequence")
        row = found.values_list("sequence", "at").first()
        return row and Moment(*row)

    def last_moment(self) -> Moment | None:
        """Find the last entry there is."""
        row = self.order_by("-sequence").values_list("sequence", "at").first()
        return row and Moment(*row)

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
            models.Index(fields=["at", "sequence"], name="entry_at"),
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


# Two indexes each, so that what stands and what once stood are both read in order.
STANDING = models.Q(until=None)
REPLACED = models.Q(until__isnull=False)


class Said(NamedTuple):
    """What a claim last said in public, as far as it decides who may see it."""

    topic_id: uuid.UUID
    language: str
    is_withdrawn: bool


class PublishedClaimQuerySet(models.QuerySet["PublishedClaim"]):
    """The ways published claims are read."""

    def standing(self) -> "PublishedClaimQuerySet":
        """Keep the versions that are public now."""
        return self.filter(STANDING)

    def last_said(self, claims: Collection[uuid.UUID]) -> dict[uuid.UUID, Said]:
        """Tell what claims say in public, or last said; of the others nothing."""
        columns = ("claim_id", "topic_id", "language")
        standing = self.standing().filter(claim_id__in=claims).values_list(*columns)
        said = {
            claim: Said(topic, language, is_withdrawn=False)
            for claim, topic, language in standing
        }
        if gone := set(claims) - said.keys():
            once = (
                self.filter(REPLACED, claim_id__in=gone)
                .order_by("claim_id", "-entry")
                .distinct("claim_id")
                .values_list(*columns)
            )
            said |= {
                claim: Said(topic, language, is_withdrawn=True)
                for claim, topic, language in once
            }
        return said

    def page(
        self,
        wanted: Wanted = EVERYTHING,
        *,
        allowed: Allowed = ALL,
        after: Place | None = None,
        limit: int,
        skip: int = 0,
    ) -> Sequence[PublishedRow]:
        """Read up to ``limit`` documents of what is wanted and may be seen.

        One query, written in SQL for what the ORM cannot say: row-value comparisons,
        which an index answers at any depth, and binary transfer of the documents.
        """
        narrowed = wanted.within(allowed)
        if narrowed is None:
            return []
        with connections[self.db].cursor() as cursor:
            cursor.cursor.format = Format.BINARY
            cursor.execute(*page_query(narrowed, after=after, limit=limit, skip=skip))
            return [PublishedRow(*row) for row in cursor.fetchall()]

    def each(
        self, wanted: Wanted = EVERYTHING, *, allowed: Allowed = ALL
    ) -> Iterator[PublishedRow]:
        """Read all that is wanted and may be seen, page by page.

        No transaction is open between pages, however slow the reader is: where nothing
        published meanwhile may show, ``wanted`` says as of when.
        """
        after = None
        while rows := self.page(wanted, allowed=allowed, after=after, limit=CHUNK):
            yield from rows
            if len(rows) < CHUNK:
                return
            after = rows[-1].place


class PublishedClaim(models.Model):
    """A version of a claim that is or was public, and what filters need of it.

    ``until`` is the entry that replaced or withdrew it, null while it stands: at
    most one version of a claim stands, and as of an entry those stood that were
    there and not yet replaced. A projection of the log, with no reference to the
    desk: ``claims.services.projection`` says how each column comes from the
    document, and it can be thrown away and rebuilt.
    """

    entry = models.OneToOneField(
        Entry, models.PROTECT, primary_key=True, related_name="published_claim"
    )
    claim_id = models.UUIDField()
    first = models.BigIntegerField(
        help_text="The claim's first entry: the order of first publication."
    )
    until = models.BigIntegerField(null=True)
    topic_id = models.UUIDField()
    measure_id = models.UUIDField(null=True)
    claimant_id = models.UUIDField(null=True)
    language = models.CharField(max_length=35)
    status = models.CharField(max_length=20, choices=Status.choices)
    has_conflict = models.BooleanField(
        help_text="Whether a source of the evidence gives a figure in conflict with it."
    )
    interval = DecimalRangeField(null=True, help_text="The numbers its figure means.")
    period = DateRangeField(null=True, help_text="The days it is about.")
    claimed = DateRangeField(null=True, help_text="The days it was said on.")
    words = SearchVectorField()
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    reviews = models.PositiveIntegerField(
        null=True, help_text="How many it has; null until “migrate” has counted."
    )
    dated = models.DateField(
        null=True, help_text="The last day it was said or reviewed on, as far as known."
    )

    objects = PublishedClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-first"]
        default_permissions = ("view",)
        indexes = [
            models.Index(
                fields=["-first"],
                include=["entry"],
                condition=STANDING,
                name="published_claim_page",
            ),
            models.Index(
                fields=["-first"],
                include=["entry", "until"],
                condition=REPLACED,
                name="published_claim_page_once",
            ),
            models.Index(
                fields=["entry"], condition=STANDING, name="published_claim_updated"
            ),
            models.Index(
                fields=["topic_id", "entry"],
                condition=STANDING,
                name="published_claim_topic",
            ),
            models.Index(
                fields=["claim_id", "entry"],
                condition=REPLACED,
                name="published_claim_once",
            ),
            models.Index(
                fields=["-dated"], condition=STANDING, name="published_claim_dated"
            ),
            GistIndex(fields=["interval"], name="published_claim_interval"),
            GistIndex(fields=["period"], name="published_claim_period"),
            GistIndex(fields=["claimed"], name="published_claim_claimed"),
            GinIndex(fields=["words"], name="published_claim_words"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["claim_id"],
                condition=STANDING,
                name="published_claim_stands_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} by {self.entry_id}"


class PublishedTerm(models.Model):
    """A value that published versions are found by, as “status:refuted”.

    A row a version and value, in the order of pages, so that a page of the claims
    that have a common value costs what a page of those with a rare one does: the
    index of the value is read from the place on, and no further than the page.
    ``term`` is the MD5 of the value, which takes a third of the room.
    """

    pk = models.CompositePrimaryKey("term", "entry_id")
    term = models.UUIDField()
    entry = models.ForeignKey(
        PublishedClaim, models.CASCADE, related_name="terms", db_constraint=False
    )
    first = models.BigIntegerField()
    until = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["term", "entry"]
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["term", "-first"],
                include=["entry"],
                condition=STANDING,
                name="published_term_page",
            ),
            models.Index(
                fields=["term", "-first"],
                include=["entry", "until"],
                condition=REPLACED,
                name="published_term_page_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term} by {self.entry_id}"
