"""A client that follows the record, as the README shows it."""

import json
from collections.abc import Callable
from typing import Any

START = "/api/v1/changes/?after=0"


class Follower:
    """Holds what it was told of the record, by claim, and where it goes on."""

    def __init__(self, get: Callable[[str], Any], start: str = START) -> None:
        self.get = get
        self.next = start
        self.held: dict[str, dict[str, Any]] = {}
        self.seen: list[int] = []

    def ask(self) -> bool:
        """Ask once; tell whether there is more already."""
        page = json.loads(self.get(self.next).content)
        for line in page["results"]:
            self.seen.append(line["sequence"])
            if line["event"] in ("withdrawn", "unavailable"):
                self.held.pop(line["claim"], None)
            else:
                self.held[line["claim"]] = line["document"]
        self.next = page["next"]
        return page["more"]

    def catch_up(self) -> None:
        """Ask until everything is there."""
        while self.ask():
            pass
