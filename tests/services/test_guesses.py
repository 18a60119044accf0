"""Guesses are counted for all processes together, and come back by time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from claims.models import Guess
from claims.services.guesses import (
    ACCOUNT,
    ADDRESS,
    give_back,
    network_of,
    spend_guess,
)

MINUTE = timedelta(minutes=1)
ANN = ACCOUNT.of("ann")


def later(time):
    """Move the clock on, as the rows see it."""
    Guess.objects.update(spent_until=F("spent_until") - time)


@pytest.mark.django_db
def test_purse_holds_ten_and_gets_one_back_every_six_minutes():
    assert [spend_guess([ANN]) for _ in range(12)] == [True] * 10 + [False] * 2

    later(5 * MINUTE)
    assert not spend_guess([ANN])
    later(MINUTE)
    assert spend_guess([ANN])
    assert not spend_guess([ANN])


@pytest.mark.django_db
def test_no_hour_has_more_than_twenty():
    """Try every minute for three hours, and count in every hour of them."""
    taken = []
    for _ in range(180):
        taken.append(sum(spend_guess([ANN]) for _ in range(12)))
        later(MINUTE)

    assert max(sum(taken[start : start + 60]) for start in range(121)) <= 20
    assert sum(taken) == 10 + 29


@pytest.mark.django_db
def test_refused_guess_takes_from_no_purse():
    address = ADDRESS.of("192.0.2.1")
    while spend_guess([ANN]):
        pass
    assert not spend_guess([address, ANN])

    left = 0
    while spend_guess([address]):
        left += 1
    assert left == 30


@pytest.mark.django_db
def test_right_guess_is_given_back_and_the_wrong_ones_stay():
    for _ in range(9):
        spend_guess([ANN])
    for _ in range(5):
        assert spend_guess([ANN])
        give_back([ANN])

    assert spend_guess([ANN])
    assert not spend_guess([ANN])


@pytest.mark.django_db
def test_rows_of_the_past_are_removed():
    Guess.objects.create(key="account:old", spent_until=timezone.now() - MINUTE)

    spend_guess([ANN])

    assert [str(guess) for guess in Guess.objects.all()] == ["account:ann"]


def at_once(number):
    """Spend ``number`` guesses from as many threads, each on a connection of its own."""

    def spend(_):
        try:
            return spend_guess([ANN])
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return sum(pool.map(spend, range(number)))


def test_guesses_at_once_get_no_more_than_the_purse_holds(committed):
    assert at_once(16) == 10


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::", "2001:db8:1:2::"),
    ],
)
def test_network_of_an_address_is_what_one_person_has(address, network):
    assert network_of(address) == network
