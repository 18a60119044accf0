"""Work on a claim at the desk; nothing here changes what is public."""

import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from claims.models import STEPS, Claim, ClaimLink, Tag

from .base import acting, edit, lock, locked, step, write
from .changes import settle_change
from .conflicts import settle_conflict


def record_claim(*, by: User, reason: str = "", **values: Any) -> Claim:
    """Write down a claim; it starts as an unverified draft."""
    claim = Claim()
    with acting(by, "add_claim", reason=reason):
        edit(claim, **values)
    return claim


def revise_claim(
    claim: Claim, *, revision: int, by: User, reason: str = "", **values: Any
) -> Claim:
    """Change what the desk holds of a claim.

    Locks the claim. A published claim stays public as it is until the change is
    published. Raises ``ConflictError`` when the claim is no longer at ``revision``.
    """
    with acting(by, STEPS["revise_claim"].permission, reason=reason):
        fresh = lock(claim, revision)
        step("revise_claim", fresh)
        edit(fresh, **values)
        settle_change(fresh)
        settle_conflict(fresh)
    return fresh


def tag_claim(claim: Claim, *, tag: Tag, revision: int, by: User) -> Claim:
    """Put a tag on a claim. Raises ``ValidationError`` where it is there already."""
    with acting(by, STEPS["revise_claim"].permission):
        fresh = lock(claim, revision)
        tags = list(fresh.tags.all())
        if tag in tags:
            raise ValidationError({"tags": f"The claim is tagged {tag} already."})
        edit(fresh, tags=[*tags, tag])
        settle_change(fresh)
    return fresh


def untag_claim(claim: Claim, *, tag: Tag, revision: int, by: User) -> Claim:
    """Take a tag off a claim. Raises ``ValidationError`` where it is not there."""
    with acting(by, STEPS["revise_claim"].permission):
        fresh = lock(claim, revision)
        tags = list(fresh.tags.all())
        if tag not in tags:
            raise ValidationError({"tags": f"The claim is not tagged {tag}."})
        edit(fresh, tags=[each for each in tags if each != tag])
        settle_change(fresh)
    return fresh


def assign(
    claim: Claim,
    *,
    to: User | None,
    due_on: datetime.date | None = None,
    revision: int,
    by: User,
) -> Claim:
    """Hand a claim to somebody, or to nobody, with a day it is due."""
    with acting(by, STEPS["assign"].permission):
        fresh = lock(claim, revision)
        write(fresh, assignee=to, due_on=due_on)
    return fresh


def plan_recheck(
    claim: Claim, *, on: datetime.date | None, revision: int, by: User
) -> Claim:
    """Name the day to look at a claim again, or none."""
    with acting(by, STEPS["plan_recheck"].permission):
        fresh = lock(claim, revision)
        write(fresh, recheck_on=on)
    return fresh


def link_claims(claim: Claim, *, kind: str, to: Claim, by: User) -> ClaimLink:
    """Relate a claim to another; ``kind`` is one of ``LinkKind``.

    Locks both, in the order of their keys, so that two people linking them at
    once are put in line.
    """
    link = ClaimLink(from_claim=claim, kind=kind, to_claim=to)
    with acting(by, STEPS["link_claims"].permission):
        for each in sorted({claim, to}, key=lambda row: row.pk):
            locked(each)
        link.full_clean()
        link.save()
    return link
