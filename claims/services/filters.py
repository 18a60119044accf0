"""Naming lists of claims, for oneself or for everybody."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from claims.models import SavedFilter

from .base import acting, edit, lock

# Whoever may see the list may keep a view of it.
PERMISSION = "view_claim"


def save_filter(
    *, name: str, query: str, is_shared: bool = False, by: User
) -> SavedFilter:
    """Keep the query string of a list under a name; ``by`` owns it."""
    saved = SavedFilter(owner=by)
    with acting(by, PERMISSION):
        edit(saved, name=name, query=query, is_shared=is_shared)
    return saved


def revise_filter(
    saved: SavedFilter, *, name: str, is_shared: bool, revision: int, by: User
) -> SavedFilter:
    """Call one's filter otherwise, share it, or keep it to oneself.

    Raises ``PermissionDenied`` for another person's and ``ConflictError`` when it
    is no longer at ``revision``.
    """
    with acting(by, PERMISSION):
        fresh = _own(saved, revision, by)
        edit(fresh, name=name, is_shared=is_shared)
    return fresh


def delete_filter(saved: SavedFilter, *, revision: int, by: User) -> None:
    """Remove one's filter; the history keeps it.

    Raises ``PermissionDenied`` for another person's and ``ConflictError`` when it
    is no longer at ``revision``.
    """
    with acting(by, PERMISSION):
        _own(saved, revision, by).delete()


def _own(saved: SavedFilter, revision: int, by: User) -> SavedFilter:
    fresh = lock(saved, revision)
    if fresh.owner_id != by.pk:
        raise PermissionDenied("This filter is another person's.")
    return fresh
