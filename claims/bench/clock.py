"""A clock of the benchmark's own, so that one seed gives the same rows every time."""

import uuid
from datetime import UTC, datetime, timedelta
from random import Random

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
SECONDS_BETWEEN_ENTRIES = 60


class Clock:
    """Goes on by about a minute an entry, and makes UUIDv7 keys in order."""

    def __init__(self, rng: Random, now: datetime = EPOCH) -> None:
        self.rng = rng
        self.now = now
        self.keys = 0

    def tick(self) -> datetime:
        """Let some time go by and tell the time."""
        self.now += timedelta(seconds=self.rng.expovariate(1 / SECONDS_BETWEEN_ENTRIES))
        self.keys = 0
        return self.now

    def key(self) -> uuid.UUID:
        """Make a UUIDv7 (RFC 9562): this millisecond, a counter, random bits."""
        milliseconds = int(self.now.timestamp() * 1000)
        # Twelve bits count the keys of a millisecond; what overflows is carried.
        count = (milliseconds << 12) + self.keys
        self.keys += 1
        high = (count >> 12) << 16 | 7 << 12 | count & 0xFFF
        return uuid.UUID(int=high << 64 | 2 << 62 | self.rng.getrandbits(62))
