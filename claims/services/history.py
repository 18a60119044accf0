"""Bringing back what was overwritten or removed: a new change, never a rewrite."""

from collections.abc import Callable, Collection
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models

from claims.models import (
    STEPS,
    Citation,
    Claim,
    ClaimTag,
    DeskRow,
    Partner,
    RatingLabel,
    Review,
    Source,
    SourceAuthor,
    Webhook,
    event_before,
    events_of,
)

from .base import ConflictError, acting, edit, lock, locked
from .changes import settle_change
from .citations import revise_citation
from .claims import revise_claim
from .conflicts import settle_conflict
from .partners import revise_partner
from .rating_labels import revise_rating_label
from .reviews import revise_review
from .rows import revise_row
from .webhooks import change_webhook

REVISE: dict[type[DeskRow], Callable[..., Any]] = {
    Claim: revise_claim,
    Citation: revise_citation,
    Review: revise_review,
    Partner: revise_partner,
    RatingLabel: revise_rating_label,
    Webhook: change_webhook,
}


def restore_values(
    row: DeskRow,
    *,
    names: Collection[str],
    event: int,
    revision: int,
    by: User,
    reason: str = "",
) -> DeskRow:
    """Give columns of a row the values that a change, ``event``, took from them.

    An ordinary change by the row's own service, with its permission, locks and
    refusals. Raises ``ValidationError`` for columns that only a step may set and
    where the row says so already.
    """
    before = event_before(row, event)
    if before is None:
        raise ValidationError("This is not a change of a value that stood here.")
    kept = [name for name in names if not row._meta.get_field(name).editable]
    if kept or not names:
        raise ValidationError(
            f"A step sets these, nobody restores them: {', '.join(kept)}."
            if kept
            else "Choose what to restore."
        )
    values = {name: _value(before, name) for name in names}
    if all(getattr(row, name) == value for name, value in values.items()):
        raise ValidationError("It says so already.", code="unchanged")
    revise = REVISE.get(type(row), revise_row)
    reason = reason or _restored(before)
    return revise(row, revision=revision, by=by, reason=reason, **values)


def restore_citation(
    claim: Claim, *, event: int, by: User, reason: str = ""
) -> Citation:
    """Cite a source again as a removed citation did; ``event`` is the removal.

    The citation is the one it was, with its key, at the revision after its last.
    Needs the permission to cite; locks the claim. Raises ``ConflictError`` when
    it is there again already.
    """
    removed = _removal(Citation, event, claim_id=claim.pk)
    names = [
        field.name
        for field in Citation._meta.concrete_fields
        if field.editable and field.name != "claim" and not field.primary_key
    ]
    values = {name: _value(removed, name) for name in names}
    citation = Citation(id=removed.id, claim=claim, revision=removed.revision + 1)
    with acting(
        by, STEPS["cite_source"].permission, reason=reason or _restored(removed)
    ):
        fresh = locked(claim)
        if Citation.objects.filter(pk=citation.pk).exists():
            raise ConflictError("Somebody restored this citation already.")
        edit(citation, **values)
        settle_change(fresh)
        settle_conflict(fresh)
    return citation


def restore_tag(
    claim: Claim, *, event: int, revision: int, by: User, reason: str = ""
) -> Claim:
    """Give a claim a tag again that was taken off it; ``event`` is the removal."""
    tag = _value(_removal(ClaimTag, event, claim_id=claim.pk), "tag")
    with acting(by, STEPS["revise_claim"].permission, reason=reason or "Restored."):
        fresh = lock(claim, revision)
        tags = [*fresh.tags.all(), tag]
        return revise_claim(
            fresh, revision=revision, by=by, reason=reason or "Restored.", tags=tags
        )


def restore_author(
    source: Source, *, event: int, revision: int, by: User, reason: str = ""
) -> Source:
    """Name an author of a source again who was taken off it; ``event`` is the removal."""
    author = _value(_removal(SourceAuthor, event, source_id=source.pk), "agent")
    with acting(by, "change_source", reason=reason or "Restored."):
        fresh = lock(source, revision)
        authors = [*fresh.authors.all(), author]
        return revise_row(
            fresh,
            revision=revision,
            by=by,
            reason=reason or "Restored.",
            authors=authors,
        )


def _removal(model: type[models.Model], event: int, **where: Any) -> Any:
    table = events_of(model)._default_manager
    found = table.filter(pk=event, pgh_label="delete", **where).first()
    if found is None:
        raise ValidationError("This is not a removal that can be undone here.")
    return found


def _value(event: Any, name: str) -> Any:
    try:
        return getattr(event, name)
    except ObjectDoesNotExist as gone:
        raise ValidationError(
            f"What it named is there no more: {name.replace('_', ' ')}."
        ) from gone


def _restored(event: Any) -> str:
    return f"Restored as it stood at {event.pgh_created_at:%Y-%m-%d %H:%M} UTC."
