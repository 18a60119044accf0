"""Each safeguard taken out makes a test fail; the untouched copy passes them all."""

import shutil

import pytest

from tests.sabotage import (
    MovedError,
    Twin,
    run_tests,
    run_twin,
    run_untouched,
    sabotage,
)
from tests.twins import TWINS
from tests.twins.__main__ import line

BROKEN = """
import pytest

@pytest.fixture
def broken():
    raise RuntimeError

def test_passes():
    pass

def test_fails():
    assert 1 == 2

def test_raises():
    raise RuntimeError

def test_is_not_set_up(broken):
    pass
"""


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.name)
def test_twin_changes_lines_that_are_there(twin, tmp_path):
    copy = tmp_path / twin.file
    copy.parent.mkdir(parents=True)
    shutil.copy(twin.file, copy)
    before = copy.read_text()

    sabotage(twin, tmp_path)

    assert copy.read_text() != before
    if copy.suffix == ".py":
        compile(copy.read_text(), twin.file, "exec")


def test_twin_whose_code_moved_fails_itself(tmp_path):
    (tmp_path / "code.py").write_text("one\none\n")
    twin = Twin("P00", "nothing", "code.py", "one\n", "two\n", ())

    with pytest.raises(MovedError, match="are 2 times"):
        sabotage(twin, tmp_path)


def test_outcome_tells_a_failed_assertion_from_what_is_broken(tmp_path):
    (tmp_path / "test_broken.py").write_text(BROKEN)

    outcome = run_tests(["-p", "no:django", "test_broken.py"], tmp_path)

    assert [each.split("::")[1] for each in outcome.passed] == ["test_passes"]
    assert [each.split("::")[1] for each in outcome.failed] == ["test_fails"]
    assert [each.split("::")[1] for each in outcome.broken] == [
        "test_raises",
        "test_is_not_set_up",
    ]
    assert "P00 nothing" in line("P00 nothing", outcome, 1.5, "caught by 1")


def test_outcome_of_a_file_that_cannot_be_imported_is_broken(tmp_path):
    (tmp_path / "test_broken.py").write_text("import nothing_of_this_name")

    outcome = run_tests(["-p", "no:django", "test_broken.py"], tmp_path)

    assert (outcome.passed, outcome.failed) == ((), ())
    assert outcome.number == 1


@pytest.mark.drill
def test_untouched_copy_passes_the_tests_of_all_twins():
    outcome = run_untouched(TWINS)

    assert outcome.passed
    assert (outcome.failed, outcome.broken) == ((), ()), outcome.output


@pytest.mark.drill
@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.name)
def test_twin_is_caught(twin):
    outcome = run_twin(twin)

    assert outcome.failed, outcome.output
