"""The nouns of the record: topics, measures, agents and sources of public claims."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from django.db import connections, models
from django.db.models import Max, Q, Sum

from .allowed import ALL, Allowed
from .finding import term_of
from .record import Entry, PublishedTerm


class NounKind(models.TextChoices):
    """What a public claim tells of besides itself."""

    TOPIC = "topic"
    MEASURE = "measure"
    AGENT = "agent"
    SOURCE = "source"


class Told(NamedTuple):
    """A noun as a reader may see it, and the number of claims that show it.

    ``document`` is what the newest of those claims says of it, or the whole
    document of that claim where ``is_whole``; ``digest`` is the claim's.
    """

    id: uuid.UUID
    digest: str
    claims: int
    document: bytes
    is_whole: bool = False


class PublishedNounQuerySet(models.QuerySet["PublishedNoun"]):
    """The ways nouns are read; who may not see every claim is answered by shares."""

    def page(
        self,
        kind: NounKind,
        *,
        after: uuid.UUID | None = None,
        limit: int,
        allowed: Allowed = ALL,
    ) -> Sequence[Told]:
        """Read up to ``limit`` nouns of a kind in the order of their keys."""
        if not allowed.is_all:
            shares = PublishedShare.objects.using(self.db)
            return shares.page(kind, after=after, limit=limit, allowed=allowed)
        nouns = self.filter(kind=kind).order_by("id")
        if after is not None:
            nouns = nouns.filter(id__gt=after)
        return [Told(*row) for row in nouns.values_list(*TOLD)[:limit]]

    def tell(
        self, kind: NounKind, key: uuid.UUID, allowed: Allowed = ALL
    ) -> Told | None:
        """Read one noun."""
        if not allowed.is_all:
            return PublishedShare.objects.using(self.db).tell(kind, key, allowed)
        row = self.filter(kind=kind, id=key).values_list(*TOLD).first()
        return row and Told(*row)

    def tell_topic(self, slug: str, allowed: Allowed = ALL) -> Told | None:
        """Read the topic that is told by a slug, by the newest claim of two such."""
        if not allowed.is_all:
            return PublishedShare.objects.using(self.db).tell_topic(slug, allowed)
        topics = self.filter(kind=NounKind.TOPIC, slug=slug).order_by("-entry_id")
        row = topics.values_list(*TOLD).first()
        return row and Told(*row)

    def told_of(
        self, kind: NounKind, keys: Collection[uuid.UUID], allowed: Allowed = ALL
    ) -> set[uuid.UUID]:
        """Keep the keys of nouns of a kind that somebody may see."""
        if allowed.is_all:
            nouns = self.filter(kind=kind, pk__in=keys)
            return set(nouns.values_list("pk", flat=True))
        shares = PublishedShare.objects.using(self.db).visible_to(allowed)
        shares = shares.filter(kind=kind, noun_id__in=keys)
        return set(shares.values_list("noun_id", flat=True))

    def telling_merge(self, key: uuid.UUID, allowed: Allowed = ALL) -> bytes | None:
        """Read the newest document that tells a noun as merged into another."""
        terms = PublishedTerm.objects.using(self.db)
        terms = terms.filter(term=term_of("merged", str(key)))
        if allowed.topics:
            terms = terms.filter(entry__topic_id__in=allowed.topics)
        if allowed.languages:
            terms = terms.filter(entry__language__in=allowed.languages)
        documents = terms.order_by("-entry_id").values_list("entry__entry__document")
        row = documents.first()
        return row and bytes(row[0])


TOLD = ("id", "entry__digest", "claims", "document")


class PublishedNoun(models.Model):
    """A topic, measure, agent or source as the newest public claim shows it.

    A projection of the log, with the desk's key as its own and no reference to
    the desk.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=10, choices=NounKind.choices)
    slug = models.SlugField(max_length=100, blank=True, db_index=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", db_index=False)
    document = models.BinaryField()
    claims = models.PositiveIntegerField()

    objects = PublishedNounQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["kind", "id"], name="published_noun_page"),
            models.Index(
                fields=["slug"], condition=~Q(slug=""), name="published_noun_slug"
            ),
        ]

    def __str__(self) -> str:
        return self.slug or f"{self.kind} {self.id}"


# The first nouns of each slice that may be seen, and of these the page: however many
# there are, no more is read.
PAGE = """
    WITH page AS (
        SELECT DISTINCT shown.noun_id
        FROM unnest(%(slices)s::{type}[]) AS slice (key)
        CROSS JOIN LATERAL (
            SELECT DISTINCT share.noun_id FROM claims_publishedshare AS share
            WHERE share.kind = %(kind)s AND share.{column} = slice.key
                AND share.noun_id > %(after)s {visible}
            ORDER BY share.noun_id LIMIT %(limit)s
        ) AS shown
        ORDER BY shown.noun_id LIMIT %(limit)s
    ), told AS (
        SELECT share.noun_id, max(share.entry_id) AS entry_id, sum(share.claims) AS claims
        FROM page JOIN claims_publishedshare AS share ON share.noun_id = page.noun_id
        WHERE true {visible}
        GROUP BY share.noun_id
    )
    SELECT told.noun_id, entry.digest, told.claims::bigint, entry.document
    FROM told JOIN claims_entry AS entry ON entry.sequence = told.entry_id
    ORDER BY told.noun_id
"""
FIRST = uuid.UUID(int=0)


class PublishedShareQuerySet(models.QuerySet["PublishedShare"]):
    """The ways nouns are read by a partner that may not see every claim."""

    def visible_to(self, allowed: Allowed) -> "PublishedShareQuerySet":
        """Keep the shares of claims that may be seen."""
        shares = self
        if allowed.topics:
            shares = shares.filter(topic_id__in=allowed.topics)
        if allowed.languages:
            shares = shares.filter(language__in=allowed.languages)
        return shares

    def page(
        self, kind: NounKind, *, after: uuid.UUID | None, limit: int, allowed: Allowed
    ) -> Sequence[Told]:
        """Read up to ``limit`` nouns of a kind in the order of their keys."""
        values: dict[str, Any] = {
            "kind": kind.value,
            "after": after or FIRST,
            "limit": limit,
            "slices": list(allowed.topics or allowed.languages),
            "topics": list(allowed.topics),
            "languages": list(allowed.languages),
        }
        visible = ""
        if allowed.topics:
            visible += " AND share.topic_id = ANY(%(topics)s)"
        if allowed.languages:
            visible += " AND share.language = ANY(%(languages)s)"
        column, of_type = (
            ("topic_id", "uuid") if allowed.topics else ("language", "text")
        )
        sql = PAGE.format(column=column, type=of_type, visible=visible)
        with connections[self.db].cursor() as cursor:
            cursor.execute(sql, values)
            return [Told(*row)._replace(is_whole=True) for row in cursor.fetchall()]

    def tell(self, kind: NounKind, key: uuid.UUID, allowed: Allowed) -> Told | None:
        """Read one noun."""
        shares = self.filter(kind=kind, noun_id=key).visible_to(allowed)
        told = shares.aggregate(newest=Max("entry_id"), claims=Sum("claims"))
        if told["newest"] is None:
            return None
        entries = Entry.objects.using(self.db).filter(pk=told["newest"])
        digest, document = entries.values_list("digest", "document").get()
        return Told(key, digest, told["claims"], bytes(document), is_whole=True)

    def tell_topic(self, slug: str, allowed: Allowed) -> Told | None:
        """Read the topic that is told by a slug, by the newest claim of two such."""
        visible = self.filter(kind=NounKind.TOPIC).visible_to(allowed)
        visible = visible.order_by("-entry_id")
        for key in visible.filter(slug=slug).values_list("noun_id", flat=True):
            if visible.filter(noun_id=key).values_list("slug", flat=True)[0] == slug:
                return self.tell(NounKind.TOPIC, key, allowed)
        return None


class PublishedShare(models.Model):
    """The share of a noun's public claims that is about one topic in one language.

    What a partner may see is a choice of topics and languages: this tells it the
    number of claims and the newest one without a look at any claim.
    """

    pk = models.CompositePrimaryKey("noun_id", "topic_id", "language")
    noun_id = models.UUIDField()
    topic_id = models.UUIDField()
    language = models.CharField(max_length=35)
    kind = models.CharField(max_length=10, choices=NounKind.choices)
    slug = models.SlugField(max_length=100, blank=True, db_index=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", db_index=False)
    claims = models.PositiveIntegerField()

    objects = PublishedShareQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["kind", "topic_id", "noun_id"], name="published_share_of_topic"
            ),
            models.Index(
                fields=["kind", "language", "noun_id"],
                name="published_share_of_language",
            ),
            models.Index(
                fields=["slug"], condition=~Q(slug=""), name="published_share_slug"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noun_id} in {self.topic_id}, {self.language}"
