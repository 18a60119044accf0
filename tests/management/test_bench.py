from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims.bench import read
from claims.bench.load import WrongAnswerError
from claims.models import PublishedClaim
from tests.factories import ClaimFactory


def test_bench_seed_says_how_many_claims_are_new(committed):
    out = StringIO()

    call_command("bench", "seed", "20", stdout=out)

    assert "20 claims were published." in out.getvalue()
    assert PublishedClaim.objects.standing().count() == 20


def test_bench_seed_refuses_the_database_of_a_newsroom(committed):
    ClaimFactory()

    with pytest.raises(CommandError, match="claims of a newsroom"):
        call_command("bench", "seed", "20")


def test_bench_seed_says_how_to_go_on_after_an_interrupt(committed, monkeypatch):
    def stop(number, progress):
        raise KeyboardInterrupt

    monkeypatch.setattr("claims.management.commands.bench.seed", stop)

    with pytest.raises(CommandError, match="goes on"):
        call_command("bench", "seed", "20")


def test_bench_read_needs_claims(committed):
    with pytest.raises(CommandError, match="Seed at least"):
        call_command("bench", "read")


def test_bench_read_measures_three_ways(committed, monkeypatch):
    monkeypatch.setattr(read, "PAGES", 2)
    monkeypatch.setattr(read, "ROUNDS", 1)
    monkeypatch.setattr(read, "TIMES_STOCK", 10**9)
    call_command("bench", "seed", "110", stdout=StringIO())
    out = StringIO()

    with pytest.raises(CommandError, match="limit"):
        call_command("bench", "read", "--seconds", "0.2", stdout=out)

    first = [line.split()[0] for line in out.getvalue().splitlines()]
    assert first[2:] == ["ours", "bare", "stock", "ours", "ours"]
    assert "FAIL" in out.getvalue()


def test_bench_read_ends_well_where_the_limits_hold(committed, monkeypatch):
    monkeypatch.setattr(read, "PAGES", 2)
    monkeypatch.setattr(read, "ROUNDS", 1)
    monkeypatch.setattr(read, "OF_BARE", 0)
    monkeypatch.setattr(read, "TIMES_STOCK", 0)
    call_command("bench", "seed", "110", stdout=StringIO())
    out = StringIO()

    call_command("bench", "read", "--seconds", "0.1", stdout=out)

    assert "PASS" in out.getvalue()
    assert "FAIL" not in out.getvalue()


def test_compare_refuses_other_bytes():
    ours = read.Way("ours", {"/a": b"1"})

    read.compare(ours, read.Way("bare", {"/b": b"1"}))
    with pytest.raises(WrongAnswerError, match="/a"):
        read.compare(ours, read.Way("bare", {"/b": b"2"}))


def test_limit_holds_from_its_least_ratio_on():
    assert read.Limit("bare", 0.5, 0.5).holds
    assert not read.Limit("bare", 0.49, 0.5).holds
    assert "PASS" in read.Limit("bare", 0.5, 0.5).line()


def test_page_takes_one_query_however_many_claims(committed, client):
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    for number in (10, 1000):
        call_command("bench", "seed", str(number), stdout=StringIO())
        with CaptureQueriesContext(connections["record"]) as queries:
            answer = client.get("/api/v1/claims/?page_size=50")
        assert len(answer.json()["results"]) == min(50, number)
        assert len(queries) == 1


def test_bench_desk_holds_the_last_size_against_the_first(monkeypatch, tmp_path):
    from claims.bench.desk import Measured, Run

    def measured(sizes, progress, say):
        return [
            Run(size, {"list": Measured(size, size, 0, 0, 1, [])}) for size in sizes
        ]

    monkeypatch.setattr("claims.management.commands.bench.measure_sizes", measured)
    path = tmp_path / "kept.json"
    out = StringIO()

    with pytest.raises(CommandError, match="limit"):
        call_command("bench", "desk", "--sizes", "60,10", "--keep", path, stdout=out)
    call_command("bench", "desk", "--sizes", "100", "--against", path, stdout=out)
    with pytest.raises(CommandError, match="limit"):
        call_command("bench", "desk", "--sizes", "301", "--against", path, stdout=out)
    call_command("bench", "desk", "--sizes", "1", stdout=out)

    assert "60 claims against 10:" in out.getvalue()
    assert "FAIL" in out.getvalue()
    assert "PASS" in out.getvalue()


def test_bench_desk_needs_numbers_and_claims(committed):
    with pytest.raises(CommandError, match="Give numbers"):
        call_command("bench", "desk", "--sizes", "many")
    with pytest.raises(CommandError, match="There are no claims"):
        call_command("bench", "desk")
