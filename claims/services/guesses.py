"""Slowing guesses down: a small purse for each guesser that fills up again by time."""

import ipaddress
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import F
from django.db.models.functions import Now

from claims.models import Guess

# One statement reads, decides and counts, so that of any number of guesses at once
# as many are let through as the purse holds, whichever process they come to.
SPEND = """
INSERT INTO claims_guess AS guess (key, spent_until)
VALUES (%(key)s, statement_timestamp() + %(every)s)
ON CONFLICT (key) DO UPDATE
SET spent_until = greatest(guess.spent_until, statement_timestamp()) + %(every)s
WHERE guess.spent_until <= statement_timestamp() + %(every)s * (%(at_once)s - 1)
"""


class Purse(NamedTuple):
    """How many guesses may come at once, and how long each takes to come back."""

    kind: str
    at_once: int
    every: timedelta

    def of(self, whose: object) -> "Spending":
        return Spending(f"{self.kind}:{whose}", self.at_once, self.every)


class Spending(NamedTuple):
    """A purse of somebody's."""

    key: str
    at_once: int
    every: timedelta


# At most at_once + an hour's worth in any hour: 20 an account, 60 an address.
ACCOUNT = Purse("account", 10, timedelta(minutes=6))
DEVICE = Purse("device", 10, timedelta(minutes=6))
CODE = Purse("code", 10, timedelta(minutes=6))
ADDRESS = Purse("address", 30, timedelta(minutes=2))
MAIL = Purse("mail", 5, timedelta(minutes=12))


@lru_cache(maxsize=4096)
def network_of(address: str) -> str:
    """Name what one person has of the net: an IPv4 address, or 64 bits of an IPv6."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network(f"{ip}/64", strict=False).network_address)
    return str(ip)


def spend_guess(purses: Sequence[Spending]) -> bool:
    """Take a guess out of every purse; ``False`` where one of them is empty.

    Call it before the guess is looked at, and ``give_back`` the guess that was
    right: then no number of guesses at once gets more looked at than is allowed.
    """
    _forget()
    for number, purse in enumerate(purses):
        with connection.cursor() as cursor:
            cursor.execute(SPEND, purse._asdict())
            if cursor.rowcount == 0:
                give_back(purses[:number])
                return False
    return True


def give_back(purses: Sequence[Spending]) -> None:
    """Put back what a right guess took; wrong ones before it stay counted."""
    for purse in purses:
        Guess.objects.filter(key=purse.key).update(
            spent_until=F("spent_until") - purse.every
        )


def _forget() -> None:
    old = Guess.objects.filter(spent_until__lt=Now()).select_for_update(
        skip_locked=True
    )
    Guess.objects.filter(pk__in=old.values("pk")[:100]).delete()
