"""What of the API will go: said in every answer, a year before it does."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.http import http_date
from drf_spectacular.openapi import AutoSchema

# How long what is deprecated goes on as it was.
NOTICE = timedelta(days=365)


@dataclass(frozen=True)
class Deprecation:
    """An operation that will go: since when that is known, and when it does."""

    since: datetime
    sunset: datetime
    guide: str

    def __post_init__(self) -> None:
        if self.sunset < self.since + NOTICE:
            raise ValueError("What is deprecated stays for a year at least.")

    @property
    def headers(self) -> dict[str, str]:
        """Say it in headers (RFC 9745 and RFC 8594)."""
        return {
            "Deprecation": f"@{int(self.since.timestamp())}",
            "Sunset": http_date(self.sunset.timestamp()),
        }

    @property
    def link(self) -> str:
        """Lead to the guide that says what to use instead."""
        return f'<{self.guide}>; rel="deprecation"'


# By method and view, as "GET ClaimList": the contract and the headers say it alike.
DEPRECATED: dict[str, Deprecation] = {}


def deprecation_of(request: HttpRequest) -> Deprecation | None:
    """Find out whether what is asked for will go."""
    match = request.resolver_match
    if not DEPRECATED or match is None:
        return None
    method = "GET" if request.method == "HEAD" else request.method
    view: Any = match.func
    return DEPRECATED.get(f"{method} {view.view_class.__name__}")


class ContractSchema(AutoSchema):
    """Marks in the contract what is deprecated."""

    def is_deprecated(self) -> bool:
        return f"{self.method} {type(self.view).__name__}" in DEPRECATED
