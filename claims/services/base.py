"""What every service does: one transaction, permission, lock, rules, history."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pghistory
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction

from claims.models import (
    STEPS,
    ApiKey,
    Claim,
    DeskRow,
    Partner,
    Prose,
    Review,
    ReviewState,
    Stage,
)
from claims.text import NOTE_LENGTH

Row = TypeVar("Row", bound=DeskRow)

By = User | ApiKey
"""Who acts: somebody at the desk, or a partner's machine with its key."""

WORDS = Prose(max_length=NOTE_LENGTH, blank=True)


class ConflictError(ValidationError):
    """Somebody else was first: the row is not as the caller saw it."""


@contextmanager
def acting(by: User, permission: str, *, reason: str = "") -> Iterator[None]:
    """Open the one transaction of a service, and tell the history who and why.

    The permission is asked of the database inside the transaction, so a role
    taken away a moment ago no longer counts. Raises ``PermissionDenied``, and
    ``ValidationError`` for a reason that is no clean text.
    """
    reason = clean_words("reason", reason)
    with (
        transaction.atomic(),
        pghistory.context(user=by.pk, username=by.get_username(), reason=reason),
    ):
        person = User.objects.filter(pk=by.pk, is_active=True).first()
        if person is None or not person.has_perm(f"claims.{permission}"):
            raise PermissionDenied(f"{by} lacks the permission {permission}.")
        yield


@contextmanager
def managing(
    partner: Partner, by: By, *, permission: str = "change_webhook", reason: str = ""
) -> Iterator[None]:
    """Open the one transaction of a service, for the desk or for the partner itself."""
    if isinstance(by, User):
        with acting(by, permission, reason=reason):
            yield
        return
    if by.partner_id != partner.pk:
        raise PermissionDenied(f"{by} is not a key of {partner}.")
    reason = clean_words("reason", reason)
    name = f"{partner} ({by})"
    with transaction.atomic(), pghistory.context(username=name, reason=reason):
        yield


def clean_words(field: str, text: str) -> str:
    """Give a reason or a note in the form that texts have in the models.

    Raises ``ValidationError`` keyed by ``field`` for one that no column would take.
    """
    try:
        return WORDS.clean(text, None)
    except ValidationError as error:
        raise ValidationError({field: error.messages}, code="text") from error


def lock(row: Row, revision: int) -> Row:
    """Lock a row until the transaction ends and return it as it stands now.

    Raises ``ConflictError`` when it is no longer at ``revision``, the one that the
    caller's decision was made on.
    """
    fresh = locked(row)
    if fresh.revision != revision:
        raise ConflictError(
            f"Somebody changed this {row._meta.verbose_name} while you worked on it: "
            f"it is at revision {fresh.revision}, and yours was {revision}.",
            code="conflict",
        )
    return fresh


def locked(row: Row) -> Row:
    """Lock a row until the transaction ends and return it as it stands now.

    Raises ``ConflictError`` when it is there no more.
    """
    rows = type(row)._default_manager.using("default")
    fresh = rows.select_for_update(no_key=True, of=("self",)).filter(pk=row.pk).first()
    if fresh is None:
        raise ConflictError(
            f"Somebody removed this {row._meta.verbose_name} while you worked on it.",
            code="conflict",
        )
    return fresh


def step(action: str, claim: Claim, review: Review | None = None) -> None:
    """Move a claim, and a review, as the table of actions says, without saving.

    Raises ``ValidationError`` where the table does not know the action for the
    claim's stage or the review's state.
    """
    rule = STEPS[action]
    words = action.replace("_", " ")
    if claim.stage not in rule.claim:
        raise ValidationError(
            f"You cannot {words} while the claim is {claim.get_stage_display()}.",
            code="stage",
        )
    if review is not None:
        if review.state not in rule.review:
            raise ValidationError(
                f"You cannot {words} while the review is {review.get_state_display()}.",
                code="state",
            )
        review.state = rule.review[ReviewState(review.state)]
    claim.stage = rule.claim[Stage(claim.stage)]


def edit(row: DeskRow, **values: Any) -> None:
    """Write what a person gives; columns that only a step may set are refused.

    Raises ``TypeError`` for those: the caller let through what no form shows.
    """
    kept = [name for name in values if not row._meta.get_field(name).editable]
    if kept:
        raise TypeError(f"Not for people to set: {', '.join(kept)}.")
    write(row, **values)


def write(row: DeskRow, **values: Any) -> None:
    """Set values on a locked or new row, check every rule and save it.

    Many-to-many values are lists. Raises ``ValidationError`` keyed by field.
    """
    many = {
        name: values.pop(name)
        for name in list(values)
        if isinstance(row._meta.get_field(name), models.ManyToManyField)
    }
    for name, value in values.items():
        setattr(row, name, value)
    if not row._state.adding:
        row.revision += 1
    row.full_clean()
    row.save()
    for name, others in many.items():
        getattr(row, name).set(others)
