"""``as_of``: a moment of the record, as a time or as a sequence number."""

import re
from datetime import UTC, datetime

from drf_spectacular.utils import OpenApiParameter

from claims.models import AsOf

NUMBER = re.compile(r"[0-9]{1,18}")
# RFC 3339, section 5.6; ``fromisoformat`` alone reads much else.
DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
NOT_A_MOMENT = (
    "Give a sequence number, or a date-time such as 2026-11-24T10:00:00Z; "
    "in an address “+” is written %2B."
)

AS_OF = OpenApiParameter(
    "as_of",
    {
        "oneOf": [
            {"type": "string", "format": "date-time"},
            {"type": "integer", "minimum": 0, "maximum": 10**18 - 1},
        ]
    },
    description="What stood at that time, or after that sequence number of the "
    "record; one that is still to come means now.",
)


def moment(text: str) -> AsOf:
    """Read a moment of the record."""
    if NUMBER.fullmatch(text):
        return int(text)
    if DATE_TIME.fullmatch(text):
        try:
            return datetime.fromisoformat(text.upper()).astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise ValueError(NOT_A_MOMENT) from error
    raise ValueError(NOT_A_MOMENT)
