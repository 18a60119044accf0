"""Comments: what the newsroom says among itself about a claim."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models

from .base import Rule, clean_text, new_id
from .claims import Claim
from .history import tracked
from .merging import refers_to_what_stands
from .text import Prose


class CommentQuerySet(models.QuerySet["Comment"]):
    """The ways comments are read."""

    def open(self) -> "CommentQuerySet":
        """Keep those that nobody has called settled."""
        return self.filter(resolved_at=None)

    def calling(self, person: User) -> "CommentQuerySet":
        """Keep the open ones that mention a person, the oldest first."""
        return self.open().filter(mentions=person).order_by("id")


@tracked()
class Comment(models.Model):
    """A remark on a claim; it never leaves the desk.

    ``mentions`` are the people whose names it calls with an @.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments"
    )
    text = Prose(max_length=10_000, help_text="Call somebody by @name.")
    mentions = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, editable=False, related_name="mentions"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="resolved_comments",
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(resolved_at=None),
                name="comment_open",
            )
        ]
        constraints = [
            *clean_text("text", lines=True),
            Rule(
                field="resolved_by",
                name="comment_resolved_at_and_by_go_together",
                condition=models.Q(resolved_at=None, resolved_by=None)
                | models.Q(resolved_at__isnull=False, resolved_by__isnull=False),
                message="Who settled it and when go together.",
            ),
        ]
        triggers = [refers_to_what_stands(claim_id="claims_claim")]

    def __str__(self) -> str:
        return self.text[:80]


@tracked(obj_field=None)
class CommentMention(Comment.mentions.through):  # type: ignore[name-defined]
    """History of whom a comment mentions."""

    class Meta:
        proxy = True
