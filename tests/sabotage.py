"""Changing a copy of the checkout, and running tests there."""

import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent

# What a failed assertion starts with; an error in setting up is none.
ASSERTIONS = ("AssertionError", "assert ", "Failed: ")


@dataclass(frozen=True)
class Twin:
    """A safeguard taken out: in ``file``, ``old`` becomes ``new``; ``tests`` see it."""

    promise: str
    what: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.promise} {self.what}"


@dataclass(frozen=True)
class Outcome:
    """What came of the tests in a copy, by the ids that pytest gives them."""

    passed: tuple[str, ...]
    failed: tuple[str, ...]
    broken: tuple[str, ...]
    output: str

    @property
    def number(self) -> int:
        return len(self.passed) + len(self.failed) + len(self.broken)


class MovedError(AssertionError):
    """The lines that a twin takes out are not in the code exactly once."""


def files(root: Path) -> Iterator[str]:
    """Name the files of a checkout, also those that wait to be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=True,
        text=True,
    )
    yield from (each for each in listed.stdout.split("\0") if (root / each).is_file())


def copy_checkout(to: Path) -> None:
    """Copy the checkout to a folder, without what lies beside it."""
    for each in files(ROOT):
        (to / each).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / each, to / each)


def sabotage(twin: Twin, root: Path) -> None:
    """Take the safeguard out; raise ``MovedError`` where it is not there just once."""
    path = root / twin.file
    text = path.read_text()
    if (found := text.count(twin.old)) != 1:
        raise MovedError(f"{twin.name}: its lines are {found} times in {twin.file}.")
    path.write_text(text.replace(twin.old, twin.new))


def run_tests(tests: Iterable[str], root: Path) -> Outcome:
    """Run tests of a copy, with a PostgreSQL of its own under the copy."""
    report = root / "report.xml"
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(
            ("CLAIMBOOK_", "COV_", "DATABASE_", "DJANGO_", "PYTEST_")
        )
    }
    done = subprocess.run(
        [
            sys.executable,
            *("-m", "pytest", "-q", "-p", "no:cacheprovider"),
            # What the garbage collector finds would be blamed on any test.
            *("-p", "no:unraisableexception"),
            *("-o", "junit_family=xunit1", f"--junitxml={report}", *tests),
        ],
        cwd=root,
        env=env | {"CLAIMBOOK_DATA_DIR": str(root / ".data")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    passed, failed, broken = [], [], []
    cases = ET.parse(report).iter("testcase") if report.exists() else []
    for case in cases:
        name = f"{case.get('classname')}::{case.get('name')}"
        fault = case.find("failure")
        if fault is not None and fault.get("message", "").startswith(ASSERTIONS):
            failed.append(name)
        elif fault is not None or case.find("error") is not None:
            broken.append(name)
        else:
            passed.append(name)
    return Outcome(tuple(passed), tuple(failed), tuple(broken), done.stdout)


def run_untouched(twins: Sequence[Twin]) -> Outcome:
    """Run the tests of all twins in a copy that nobody changed."""
    tests = dict.fromkeys(test for twin in twins for test in twin.tests)
    with tempfile.TemporaryDirectory(prefix="twin-") as folder:
        copy_checkout(Path(folder))
        return run_tests(tests, Path(folder))


def run_twin(twin: Twin) -> Outcome:
    """Run a twin's tests in a copy without the safeguard."""
    with tempfile.TemporaryDirectory(prefix="twin-") as folder:
        copy_checkout(Path(folder))
        sabotage(twin, Path(folder))
        return run_tests(twin.tests, Path(folder))
