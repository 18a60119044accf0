"""The Wayback Machine: Save Page Now 2, as its keepers describe it."""

import datetime
import email.utils
import json
import time
from dataclasses import dataclass, field
from typing import Any

from .errors import FetchError
from .fetcher import Fetched, Fetcher

HOME = "https://web.archive.org"
PAUSE_SECONDS = 5
PATIENCE_SECONDS = 120


class ArchiveError(FetchError):
    """The Wayback Machine did not keep a copy, or not a new one."""


@dataclass(frozen=True)
class Wayback:
    """Asks for copies with a newsroom's keys, and waits until they are there."""

    access_key: str
    secret_key: str = field(repr=False)
    home: str = HOME
    fetcher: Fetcher = field(default_factory=Fetcher)
    pause: float = PAUSE_SECONDS
    patience: float = PATIENCE_SECONDS

    def save(self, url: str) -> str:
        """Have a page kept now, and give the address of its copy.

        Raises ``ArchiveError`` where it is not kept, takes too long, or where what
        is offered is an older copy; ``FetchError`` where nobody answers.
        """
        asked = self.ask("POST", "/save", {"url": url, "skip_first_archive": "1"})
        answer = read(asked)
        job = answer.get("job_id")
        if not job:
            raise ArchiveError(
                f"It was not taken: {answer.get('message', 'no reason')}"
            )
        gives_up = time.monotonic() + self.patience
        while time.monotonic() < gives_up:
            answer = read(self.ask("GET", f"/save/status/{job}"))
            if answer.get("status") == "success":
                return self.copy(answer, url, since=clock_of(asked))
            if answer.get("status") != "pending":
                raise ArchiveError(
                    f"It was not kept: {answer.get('message', 'no reason')}"
                )
            time.sleep(self.pause)
        raise ArchiveError("It was not kept in time.")

    def ask(
        self, method: str, path: str, data: dict[str, str] | None = None
    ) -> Fetched:
        """Ask with the keys; they go nowhere else, since no redirect is followed."""
        return self.fetcher.ask(
            method,
            f"{self.home}{path}",
            headers={
                "Accept": "application/json",
                "Authorization": f"LOW {self.access_key}:{self.secret_key}",
            },
            data=data,
        )

    def copy(
        self, answer: dict[str, Any], url: str, *, since: datetime.datetime
    ) -> str:
        """Give the address of a copy, if it was taken after it was asked for."""
        stamp = str(answer.get("timestamp", ""))
        try:
            taken = datetime.datetime.strptime(f"{stamp}Z", "%Y%m%d%H%M%S%z")
        except ValueError as error:
            raise ArchiveError("It does not say when its copy was taken.") from error
        if taken < since:
            raise ArchiveError(f"It offers an older copy, of {taken:%Y-%m-%d %H:%M}.")
        return f"{self.home}/web/{stamp}/{answer.get('original_url') or url}"


def read(answer: Fetched) -> dict[str, Any]:
    """Read an answer; raises ``ArchiveError`` for one that is none."""
    if answer.status == 429:
        raise ArchiveError("It takes no more for now: its limit is reached.")
    if answer.status == 401:
        raise ArchiveError("It does not know the keys.")
    try:
        said = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise ArchiveError(f"It answered {answer.status}, and no JSON.") from error
    if not isinstance(said, dict):
        raise ArchiveError(f"It answered {answer.status}, and nothing to go by.")
    return said


def clock_of(answer: Fetched) -> datetime.datetime:
    """Read the time of who answered, whose clock also stamps the copies."""
    try:
        return email.utils.parsedate_to_datetime(answer.headers.get("date", ""))
    except ValueError:
        return datetime.datetime.now(datetime.UTC).replace(microsecond=0)
