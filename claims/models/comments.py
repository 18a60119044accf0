"""Comments: what the newsroom says among itself about a claim."""

from django.conf import settings
from django.db import models

from .base import clean_text, new_id
from .claims import Claim
from .history import tracked
from .text import Prose


@tracked()
class Comment(models.Model):
    """A remark on a claim; it never leaves the desk."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments"
    )
    text = Prose(max_length=10_000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [*clean_text("text", lines=True)]

    def __str__(self) -> str:
        return self.text[:80]
