"""Imports: files of other publishers' reviews, and what became of each of them."""

from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q, Sum

from .base import Rule, clean_text, matches, new_id, one_of
from .claims import Claim
from .reviews import Review
from .text import Line
from .topics import Topic
from .workflow import Stage


class ImportState(models.TextChoices):
    """Where an import stands."""

    RUNNING = "running"
    DONE = "done"
    UNDONE = "undone"


class Counts(NamedTuple):
    """What became of the items of a file."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    published: int = 0
    unread: int = 0

    def plus(self, other: "Counts") -> "Counts":
        """Add up."""
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))


class Import(models.Model):
    """One file of ClaimReviews, imported by somebody: its batches say how far it is.

    An import that was interrupted is taken up by importing the same file in the same
    way again; the batches that are there are not done twice.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file_name = Line(max_length=500)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file.")
    topic = models.ForeignKey(
        Topic,
        models.PROTECT,
        related_name="imports",
        help_text="What its claims are filed under.",
    )
    publisher = Line(
        max_length=200,
        blank=True,
        help_text="Whose the reviews are that name nobody.",
    )
    publishes = models.BooleanField(default=False)
    state = models.CharField(
        max_length=20, choices=ImportState.choices, default=ImportState.RUNNING
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="imports"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        default_permissions = ("add", "view")
        permissions = [("undo_import", "Can undo an import")]
        constraints = [
            *clean_text("file_name", "publisher"),
            one_of("state", ImportState),
            matches("digest", r"^[0-9a-f]{64}$", "Give 64 hexadecimal digits."),
            Rule(
                field="state",
                name="import_is_finished_or_runs",
                condition=Q(state=ImportState.RUNNING) ^ Q(finished_at__isnull=False),
                message="An import that runs is not finished.",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def counts(self) -> Counts:
        """Say what became of its items so far."""
        sums = self.batches.aggregate(**{name: Sum(name) for name in Counts._fields})
        return Counts(**{name: number or 0 for name, number in sums.items()})


class ImportBatch(models.Model):
    """Some items of a file, imported in one transaction with this row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    of = models.ForeignKey(Import, models.PROTECT, related_name="batches")
    number = models.PositiveIntegerField()
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    published = models.PositiveIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["of", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["of", "number"],
                name="import_batch_is_written_once",
                violation_error_message="This batch is written already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.of_id} {self.number}"


class ImportProblem(models.Model):
    """What of an item was not read, where it stands in the file, and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    of = models.ForeignKey(Import, models.PROTECT, related_name="problems")
    place = Line(max_length=100)
    reason = Line(max_length=500)

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [*clean_text("place", "reason")]

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class ImportedReviewQuerySet(models.QuerySet["ImportedReview"]):
    """The ways imported reviews are read."""

    def made_by(self, imported: Import) -> "ImportedReviewQuerySet":
        """Keep those that an import wrote down first, or published."""
        return self.filter(Q(first_import=imported) | Q(published_import=imported))

    def standing(self) -> "ImportedReviewQuerySet":
        """Keep those whose claims are drafts or public."""
        return self.exclude(claim__stage=Stage.WITHDRAWN)

    def unmapped(self) -> models.QuerySet["ImportedReview", dict[str, Any]]:
        """List the ratings that no verdict is known for, the commonest first."""
        unmapped = self.filter(review__verdict=None, review__isnull=False)
        named = unmapped.values(
            "rating",
            label=F("review__label"),
            publisher=F("review__publisher"),
            name=F("review__publisher__name"),
        )
        return named.annotate(reviews=Count("key")).order_by("-reviews", "rating")


class ImportedReview(models.Model):
    """A review that came by import, known by publisher, address and claim.

    ``key`` is a digest of those three, so that it is imported once; ``content`` one
    of what the review says. ``claim_revision`` is where the import left the claim:
    at another, somebody has worked on it since. Without a review, it was merged away.
    """

    key = models.UUIDField(primary_key=True)
    content = models.UUIDField()
    review = models.OneToOneField(
        Review, models.SET_NULL, null=True, related_name="imported"
    )
    claim = models.ForeignKey(
        Claim, models.PROTECT, related_name="imported", help_text="Made for it."
    )
    first_import = models.ForeignKey(Import, models.PROTECT, related_name="+")
    last_import = models.ForeignKey(
        Import, models.PROTECT, related_name="+", db_index=False
    )
    published_import = models.ForeignKey(
        Import, models.PROTECT, null=True, related_name="+"
    )
    rating = models.TextField(help_text="The label as mappings know it.")
    claim_revision = models.PositiveIntegerField()

    objects = ImportedReviewQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.key)
