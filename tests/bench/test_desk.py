import json

import pytest

from claims.bench import desk, scans
from claims.bench.desk import Measured, Run, compared, judge, keep
from claims.bench.desk_pages import NoClaimsError, pages


def skip(batch):
    """Progress that nobody looks at."""


def run_of(**medians):
    return Run(
        10, {name: Measured(each, each, 0, 0, 1, []) for name, each in medians.items()}
    )


@pytest.mark.parametrize(
    ("before", "after", "holds"),
    [(0.1, 0.5, True), (0.1, 0.51, False), (0.001, 0.1, True), (0.001, 0.101, False)],
)
def test_page_may_be_so_much_slower_and_no_more(before, after, holds):
    [(words, found), _] = compared(run_of(list=before), run_of(list=after, home=9))

    assert found is holds
    assert ("PASS" if holds else "FAIL") in words


def test_full_read_of_a_big_table_fails():
    small = run_of(list=1)
    large = Run(20, {"list": Measured(1, 1, 0, 0, 1, ["claims_claim: SELECT"])})
    said = []

    assert not judge(small, large, said.append)
    assert said[-1].endswith("FAIL")
    assert judge(small, small, said.append)


def test_run_is_kept_and_read_back(tmp_path):
    path = tmp_path / "kept.json"

    keep([run_of(home=1), run_of(list=2)], path)

    assert Run.read(path) == run_of(list=2)
    assert len(json.loads(path.read_text())["runs"]) == 2


def test_pages_need_claims(committed):
    with pytest.raises(NoClaimsError):
        pages()


def test_desk_is_measured_over_http(committed, monkeypatch):
    monkeypatch.setattr(desk, "VISITS", 2)
    monkeypatch.setattr(desk, "WARM", 1)
    said = []

    [run] = desk.measure_sizes([20], skip, said.append)

    assert run.claims == 20
    assert run.pages.keys() == pages().keys()
    assert all(page.queries and not page.scans for page in run.pages.values())
    assert len(said) == 2 + len(run.pages)


def test_page_that_reads_a_big_table_through_is_named(committed, monkeypatch):
    monkeypatch.setattr(desk, "VISITS", 2)
    monkeypatch.setattr(desk, "WARM", 1)
    monkeypatch.setattr(scans, "BIG", 0)
    said = []

    desk.measure_sizes([20], skip, said.append)

    assert any(" reads all of " in line for line in said)
