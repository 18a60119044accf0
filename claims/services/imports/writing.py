"""Reviews on their way into the tables: the new by COPY, the known brought up to date."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db import connection
from django.db.models.functions import MD5

from claims.intake.claim_reviews import Found, Named
from claims.models import (
    Claim,
    Counts,
    Import,
    ImportedReview,
    Review,
    ReviewState,
    Stage,
)
from claims.models.base import new_id
from claims.models.dates import date_range
from claims.services.copying import copy_rows, named_values
from claims.services.rating_labels import mapping_of, verdict_for
from claims.services.record import append_first_entries

from .agents import agents_named
from .changing import Change, bring_up_to_date

# Known ones are locked and new ones taken in the order of their keys: two imports
# that meet wait for one another, and each review is new to one of them alone.
TAKE = """
    INSERT INTO claims_importedreview (
        key, content, rating, review_id, claim_id, first_import_id, last_import_id,
        claim_revision
    )
    SELECT found.*, %s::uuid, %s::uuid, 1
    FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::uuid[], %s::uuid[])
        AS found (key, content, rating, review_id, claim_id)
    ORDER BY key
    ON CONFLICT (key) DO UPDATE SET key = EXCLUDED.key
    RETURNING review_id
"""
SEEN = """
    UPDATE claims_importedreview AS imported
    SET last_import_id = %s, content = seen.content, rating = seen.rating
    FROM unnest(%s::uuid[], %s::uuid[], %s::text[]) AS seen (key, content, rating)
    WHERE imported.key = seen.key
"""
LEFT_AT = """
    UPDATE claims_importedreview AS imported SET claim_revision = claim.revision,
        published_import_id = CASE WHEN claim.id = ANY(%s::uuid[]) THEN %s
            ELSE published_import_id END
    FROM claims_claim AS claim
    WHERE claim.id = imported.claim_id AND claim.id = ANY(%s::uuid[])
"""


def md5_of(text: str) -> str:
    """Give the hash that the index has."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


class Item(NamedTuple):
    """A review that was read, and what it is known by."""

    key: uuid.UUID
    content: uuid.UUID
    rating: str
    place: str
    publisher: Named
    found: Found


class New(NamedTuple):
    """An item that is new, with the keys of its review and its claim."""

    item: Item
    review: uuid.UUID
    claim: uuid.UUID


class Writing:
    """Items that are written in one go."""

    def __init__(self, imported: Import, items: list[Item]) -> None:
        self.imported, self.by = imported, imported.by
        self.items: dict[uuid.UUID, Item] = {}
        self.problems: list[tuple[str, str]] = []
        for item in items:
            first = self.items.setdefault(item.key, item)
            self.compare(item, first.content)
        self.repeated = len(items) - len(self.items)

    def compare(self, item: Item, content: uuid.UUID) -> None:
        """List an item that says otherwise than an earlier one of the same file."""
        if item.content != content:
            reason = "says otherwise than an earlier item: that one is kept"
            self.problems.append((item.place, reason))

    def write(self) -> Counts:
        """Write the new ones, bring the known ones up to date, and publish."""
        if not self.items:
            return Counts()
        self.agents = agents_named(self.named())
        self.mapping = mapping_of(item.rating for item in self.items.values())
        recorded = self.leave_out_recorded()
        new = self.take()
        claims = self.copy(new)
        known = {key: item for key, item in self.items.items() if key not in new}
        changed, drafts, updated = self.revise(known)
        published = [*claims, *drafts] if self.imported.publishes else []
        self.publish(published)
        touched = [*claims, *drafts, *updated, *changed]
        self.run(LEFT_AT, published, self.imported.pk, touched)
        unchanged = len(self.items) - len(new) - len(changed)
        return Counts(
            new=len(new),
            changed=len(changed),
            unchanged=unchanged + recorded + self.repeated,
            published=len(published) + len(updated),
        )

    def named(self) -> Iterator[Named]:
        """Give all who are named."""
        for item in self.items.values():
            yield item.publisher
            if item.found.claimant:
                yield item.found.claimant

    def leave_out_recorded(self) -> int:
        """Leave out what somebody has written down by hand; it stays as it is."""
        places = {self.place_of(item): key for key, item in self.items.items()}
        hashes = [md5_of(url) for _, url, _ in places]
        others = Review.objects.exclude(publisher=None).filter(imported=None)
        hashed = others.alias(hashed=MD5("url")).filter(hashed__in=hashes)
        recorded = 0
        for place in hashed.values_list("publisher_id", "url", "claim__text"):
            if key := places.get(place):
                del self.items[key]
                recorded += 1
        return recorded

    def place_of(self, item: Item) -> tuple[uuid.UUID, str, str]:
        """Say where a review by hand would be the same."""
        found = item.found
        return self.agents[item.publisher.name], found.url, found.text

    def take(self) -> dict[uuid.UUID, New]:
        """Take the keys that nobody has; wait for those that another import is at."""
        rows = [New(item, new_id(), new_id()) for item in self.items.values()]
        with connection.cursor() as cursor:
            cursor.execute(
                TAKE,
                [
                    self.imported.pk,
                    self.imported.pk,
                    [row.item.key for row in rows],
                    [row.item.content for row in rows],
                    [row.item.rating for row in rows],
                    [row.review for row in rows],
                    [row.claim for row in rows],
                ],
            )
            taken = {review for (review,) in cursor.fetchall()}
        return {row.item.key: row for row in rows if row.review in taken}

    def copy(self, new: dict[uuid.UUID, New]) -> list[uuid.UUID]:
        """Write claims and reviews; the claims begin as drafts."""
        blank = Claim(text="…", topic=self.imported.topic)
        claim = named_values(blank)
        review = named_values(
            Review(claim=blank, state=ReviewState.APPROVED, author=self.by)
        )
        copy_rows(Claim, (self.row_of_claim(claim, row) for row in new.values()))
        copy_rows(Review, (self.row_of_review(review, row) for row in new.values()))
        return [row.claim for row in new.values()]

    def row_of_claim(self, begun: dict[str, Any], row: New) -> Iterable[Any]:
        """Give the values of a new claim."""
        own = {"id": row.claim, "text": row.item.found.text}
        return {**begun, **self.columns_of_claim(row.item.found), **own}.values()

    def row_of_review(self, begun: dict[str, Any], row: New) -> Iterable[Any]:
        """Give the values of a new review."""
        own = {
            "id": row.review,
            "claim_id": row.claim,
            "publisher_id": self.agents[row.item.publisher.name],
            "url": row.item.found.url,
        }
        return {**begun, **self.columns_of_review(row.item), **own}.values()

    def columns_of_claim(self, found: Found) -> dict[str, Any]:
        """Give what a file says of a claim."""
        claimant = found.claimant
        return {
            "claimant_id": claimant and self.agents[claimant.name],
            "claimed": found.claimed,
            "claimed_range": date_range(found.claimed),
            "language": found.language,
        }

    def columns_of_review(self, item: Item) -> dict[str, Any]:
        """Give what a file says of a review, and what its label comes to."""
        found = item.found
        publisher = self.agents[item.publisher.name]
        return {
            "label": found.label,
            "summary": found.summary,
            "text": found.body,
            "language": found.language,
            "reviewed": found.reviewed,
            "reviewed_range": date_range(found.reviewed),
            "verdict_id": verdict_for(self.mapping, publisher, item.rating),
        }

    def revise(
        self, known: dict[uuid.UUID, Item]
    ) -> tuple[list[uuid.UUID], list[uuid.UUID], list[uuid.UUID]]:
        """Bring the known ones up to date.

        Gives the claims whose reviews changed, the drafts that nobody has touched,
        and the claims whose change was published. All claims are locked before the
        first is published, since others wait for the record with a claim in hand.
        """
        rows = ImportedReview.objects.filter(key__in=known).order_by("key")
        reviews = Review.objects.filter(imported__in=rows)
        claims = Claim.objects.filter(reviews__in=reviews).order_by("pk").distinct()
        locked = {
            claim.pk: claim
            for claim in Claim.objects.filter(pk__in=claims.values("pk"))
            .order_by("pk")
            .select_for_update(no_key=True)
        }
        changed, drafts, updated, seen = [], [], [], []
        for row in rows.select_related("review"):
            item = known[row.key]
            if row.last_import_id == self.imported.pk:
                self.compare(item, row.content)
                continue
            seen.append(item)
            claim = locked.get(row.review.claim_id) if row.review else None
            if row.review is None or claim is None:
                continue
            change = Change(row, row.review, claim, publishes=self.imported.publishes)
            if row.content != item.content and bring_up_to_date(
                change,
                self.columns_of_claim(item.found),
                self.columns_of_review(item),
                by=self.by,
            ):
                changed.append(claim.pk)
            if change.is_published:
                updated.append(claim.pk)
            elif (
                self.imported.publishes
                and claim.stage == Stage.DRAFT
                and change.is_untouched
            ):
                drafts.append(claim.pk)
        self.run(
            SEEN,
            self.imported.pk,
            [item.key for item in seen],
            [item.content for item in seen],
            [item.rating for item in seen],
        )
        return changed, drafts, updated

    def publish(self, claims: list[uuid.UUID]) -> None:
        """Publish drafts."""
        if claims:
            drafts = Claim.objects.with_document().filter(pk__in=claims)
            append_first_entries(list(drafts.order_by("pk")), by=self.by)

    def run(self, sql: str, *parameters: Any) -> None:
        """Run a statement."""
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
