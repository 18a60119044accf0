"""Histories of rows: one change a line, newest first, as the desk's pages tell them."""

import base64
from datetime import datetime
from typing import Any

from rest_framework import serializers

from claims.api.pages import NOT_OURS
from claims.documents import timestamp
from claims.models import Change
from claims.models.telling import Place


class DifferenceDocument(serializers.Serializer):
    """One member before and after, in words."""

    member = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class RowChangeDocument(serializers.Serializer):
    """One thing that somebody did to a row, or to what belongs to it."""

    at = serializers.DateTimeField()
    by = serializers.CharField(help_text="The person's name; empty for no person.")
    what = serializers.CharField(help_text="In words.")
    subject = serializers.CharField(help_text="Which part of the row, where it is one.")
    why = serializers.CharField(help_text="The reason that was given.")
    differences = DifferenceDocument(many=True)


class History(serializers.Serializer):
    """A page of a row's history."""

    next = serializers.URLField(
        allow_null=True, help_text="The page after this one, null at the end."
    )
    results = RowChangeDocument(many=True)


def history_line(change: Change) -> dict[str, Any]:
    """Tell one change."""
    return {
        "at": timestamp(change.at),
        "by": change.who,
        "what": change.what,
        "subject": change.subject,
        "why": change.why,
        "differences": [
            {"member": each.name, "before": each.before, "after": each.after}
            for each in change.differences
        ],
    }


def history_cursor(place: Place) -> str:
    """Write down where a page ends."""
    text = f"{place.at.isoformat()}/{place.table}/{place.row}"
    return base64.urlsafe_b64encode(text.encode()).decode()


def history_place(cursor: str) -> Place:
    """Read where a page starts."""
    try:
        text = base64.b64decode(cursor, altchars=b"-_", validate=True).decode("ascii")
        at, table, row = text.split("/")
        place = Place(datetime.fromisoformat(at), table, int(row))
    except ValueError as error:
        raise ValueError(NOT_OURS) from error
    if place.at.tzinfo is None or not 0 <= place.row < 2**63:
        raise ValueError(NOT_OURS)
    return place
