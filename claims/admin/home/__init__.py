"""The desk's first page: what waits for a person, and the newsroom's numbers."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from claims.admin.base import person

from .numbers import charts_for
from .work import piles_for


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add to the admin's index what this person may do and see."""
    by, today = person(request), timezone.localdate()
    piles = piles_for(by, today)
    return context | {
        "title": "Home",
        "piles": [each for each in piles if each.lines],
        "done": [each for each in piles if not each.lines],
        "charts": charts_for(by, timezone.now()),
    }
