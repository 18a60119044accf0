"""Quotas: exact over all processes, and cheap."""

import datetime
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.utils import timezone

from claims.models import DailyUse, Quota
from claims.services import quotas
from claims.services.quotas import Purse, Tally, look, spend
from tests.api.test_errors import unreachable
from tests.factories import ApiKeyFactory, QuotaFactory

TEN = Purse("partner:a", "partner", 10)


def later(seconds):
    """Move the clock on, as the rows see it."""
    for row in Quota.objects.all():
        row.ends_at -= datetime.timedelta(seconds=seconds)
        row.save()


@pytest.mark.django_db
def test_purse_holds_so_many_a_window_and_is_full_in_the_next():
    standings = [spend(TEN) for _ in range(12)]

    assert [each.is_open for each in standings] == [True] * 10 + [False] * 2
    assert [each.remaining for each in standings] == [*range(9, -1, -1), 0, 0]
    assert {each.resets_in for each in standings} == {60}
    later(59)
    assert not spend(TEN).is_open
    later(1)
    assert spend(TEN) == (True, 9, 60)


@pytest.mark.django_db
def test_look_takes_nothing():
    assert look(TEN) == (True, 10, 60)
    spend(TEN)

    assert [look(TEN), look(TEN)] == [(True, 9, 60)] * 2
    for _ in range(9):
        spend(TEN)
    assert look(TEN) == (False, 0, 60)
    later(61)
    assert look(TEN) == (True, 10, 60)


@pytest.mark.django_db
def test_purses_are_each_their_own():
    for _ in range(10):
        spend(TEN)

    assert spend(TEN._replace(spender="partner:b")).is_open


@pytest.mark.django_db
def test_limit_that_is_changed_holds_at_once():
    for _ in range(9):
        spend(TEN)

    assert not spend(TEN._replace(limit=5)).is_open
    assert spend(TEN._replace(limit=100)).is_open


def hammer(seconds, threads, purse):
    """Spend from many threads, each on its own connection, for whole windows."""
    end = time.monotonic() + seconds
    barrier = threading.Barrier(threads)

    def one(_):
        try:
            connection.ensure_connection()
            barrier.wait()
            seen = []
            while time.monotonic() < end:
                standing = spend(purse)
                with connection.cursor() as cursor:
                    cursor.execute("SELECT 1")
                seen.append(standing)
                if not standing.is_open:
                    time.sleep(0.01)
            return seen
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, range(threads)))


def test_many_at_once_get_exactly_what_the_purse_holds(committed):
    purse = TEN._replace(limit=100)

    seen = hammer(1.5, 16, purse)

    served = [each for one in seen for each in one if each.is_open]
    assert len(served) == 100
    assert sorted(each.remaining for each in served) == list(range(100))
    for one in seen:
        left = [each.remaining for each in one]
        assert left == sorted(left, reverse=True)


@pytest.mark.drill
def test_64_threads_are_served_what_each_window_holds(committed):
    purse = TEN._replace(limit=500, window=2)

    seen = hammer(10, 64, purse)

    served = sorted(each.remaining for one in seen for each in one if each.is_open)
    windows = served.count(499)
    assert 5 <= windows <= 6
    assert max(served.count(left) for left in range(500)) == windows
    assert len(served) <= 500 * windows


def test_connection_that_had_died_is_made_anew(committed):
    spend(TEN)
    pid = connection.connection.info.backend_pid
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

    assert spend(TEN).remaining == 8


def test_connection_that_dies_within_a_transaction_is_told(committed):
    with pytest.raises(OperationalError), transaction.atomic():
        pid = connection.connection.info.backend_pid
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        spend(TEN)


def test_connection_that_knows_no_prepared_statement_is_asked_the_ordinary_way(
    committed,
):
    spend(TEN)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")

    assert [spend(TEN).remaining, look(TEN).remaining] == [8, 8]


def test_table_costs_no_wait_for_the_disk(committed):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relpersistence FROM pg_class WHERE relname = 'claims_quota'"
        )
        assert cursor.fetchone() == ("u",)


@pytest.mark.django_db
def test_tally_adds_up_a_lone_request_at_once_and_many_together(monkeypatch):
    key, tally = ApiKeyFactory(), Tally()

    tally.count(key.pk, served=True)
    tally.count(key.pk, served=True)
    tally.count(None, served=False)
    assert rows() == {key.pk: (1, 0)}

    tally.next_at = 0
    tally.count(key.pk, served=False)
    assert rows() == {key.pk: (2, 1), None: (0, 1)}
    assert tally.counts == {}


def rows():
    return {
        row.key_id: (row.served, row.refused)
        for row in DailyUse.objects.filter(day=timezone.now().date())
    }


def test_tally_keeps_what_the_database_could_not_be_told(committed):
    key, tally = ApiKeyFactory(), Tally()

    with unreachable("default"):
        tally.count(key.pk, served=True)
    tally.next_at = 0
    tally.count(key.pk, served=True)

    assert rows() == {key.pk: (2, 0)}


@pytest.mark.django_db
def test_windows_of_the_past_are_forgotten():
    hour = datetime.timedelta(hours=1)
    QuotaFactory(spender="address:old", ends_at=timezone.now() - hour)
    QuotaFactory(spender="address:new", ends_at=timezone.now() + hour)

    Tally().count(None, served=True)

    assert [str(row) for row in Quota.objects.all()] == ["address:new"]


@pytest.mark.django_db
def test_use_of_a_partner_is_told_day_by_day():
    key = ApiKeyFactory()
    other = ApiKeyFactory(partner=key.partner)
    today = datetime.date(2026, 11, 24)
    at = timezone.now()
    days = {(key.pk, today): [3, 1, at], (other.pk, today): [2, 0, at]}
    strangers = {(ApiKeyFactory().pk, today): [9, 9, at], (None, today): [7, 7, at]}
    quotas.add_up(
        {**days, **strangers, (key.pk, datetime.date(2026, 11, 1)): [1, 0, at]}
    )

    told = DailyUse.objects.of_partner(key.partner, until=today, days=3)

    assert told == [
        (datetime.date(2026, 11, 22), 0, 0),
        (datetime.date(2026, 11, 23), 0, 0),
        (today, 5, 1),
    ]
    assert str(DailyUse.objects.get(key=other)) == f"{other.pk} on 2026-11-24"
