"""What the newsroom says among itself about a claim."""

import re

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from claims.models import STEPS, Claim, Comment

from .base import acting

# The names that Django's accounts may have, but not the end of an e-mail address,
# and not the full stop of a sentence.
MENTION = re.compile(r"(?<![\w.@+-])@([\w.@+-]*\w)")


def comment(claim: Claim, *, text: str, by: User) -> Comment:
    """Say something about a claim to the newsroom; ``@name`` calls somebody."""
    remark = Comment(claim=claim, author=by, text=text)
    with acting(by, STEPS["comment"].permission):
        remark.full_clean()
        remark.save()
        remark.mentions.set(mentioned(text))
    return remark


def resolve_comment(remark: Comment, *, by: User) -> Comment:
    """Call what a comment says settled.

    Locks the comment. Raises ``ValidationError`` when somebody did so already.
    """
    with acting(by, STEPS["resolve_comment"].permission):
        fresh = Comment.objects.select_for_update(no_key=True).get(pk=remark.pk)
        if fresh.resolved_at is not None:
            raise ValidationError("This comment is settled already.", code="state")
        fresh.resolved_at, fresh.resolved_by = timezone.now(), by
        fresh.full_clean()
        fresh.save()
    return fresh


def mentioned(text: str) -> list[User]:
    """Find the people at the desk whom a text calls by their names."""
    names = set(MENTION.findall(text))
    return list(User.objects.filter(username__in=names, is_staff=True, is_active=True))
