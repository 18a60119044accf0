"""Partners: who takes the record, and on what terms."""

from typing import Any

from django.contrib.auth.models import User

from claims.models import Partner

from .base import acting, edit, lock


def record_partner(*, by: User, reason: str = "", **values: Any) -> Partner:
    """Add a partner; it has no key yet."""
    partner = Partner()
    with acting(by, "add_partner", reason=reason):
        edit(partner, **values)
    return partner


def revise_partner(
    partner: Partner, *, revision: int, by: User, reason: str = "", **values: Any
) -> Partner:
    """Change a partner; what it may see and ask changes with its next request.

    Raises ``ConflictError`` when the partner is no longer at ``revision``.
    """
    with acting(by, "change_partner", reason=reason):
        fresh = lock(partner, revision)
        edit(fresh, **values)
    return fresh
