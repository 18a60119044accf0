"""A form posted twice is saved once, and answered as it was the first time."""

import uuid
from typing import Any

from django.http import HttpRequest, QueryDict

from claims.services.receipts import key_of

TOKEN = "token"  # noqa: S105


def new_token() -> str:
    """Make the one-time token of a page."""
    return uuid.uuid4().hex


def post_key(request: HttpRequest) -> str | None:
    """Tell a post from all others, whichever button was pressed.

    ``None`` for one with neither the token of its page nor the revision that a step
    is taken at, which no step leaves as it was.
    """
    if not request.POST.get(TOKEN) and not request.POST.get("revision"):
        return None
    said = {
        name: values
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and not name.startswith("_")
    }
    return key_of([str(request.user.pk), request.path], *words_of(said))


def row_key(by: Any, form: Any) -> str | None:
    """Tell an added inline row from all others of its page."""
    data: QueryDict = form.data
    token = data.get(TOKEN)
    if not token:
        return None
    said = {
        name: values
        for name, values in data.lists()
        if name.startswith(f"{form.prefix}-")
    }
    return key_of([str(by.pk), token], *words_of(said))


def words_of(said: dict[str, list[str]]) -> list[list[str]]:
    """List what was said, in the order of the names."""
    return [[name, *said[name]] for name in sorted(said)]
