"""The live server asked at random, by schemathesis, and held against its contract."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.access import Newsroom
from tests.serving import granian
from tests.site import ROOT

pytestmark = pytest.mark.unmeasured

# Nobody asks in ignorance of what was put there: an id is taken from an answer.
PHASES = "examples,coverage,fuzzing,stateful"
EVERYTHING = 1_000_000
FEW = 3
GENERATION = {True: "--generation-deterministic", False: "--generation-database=none"}


@pytest.fixture
def keys(committed):
    """Give a partner's key for all it may do, and a token for all of the desk."""
    newsroom = Newsroom()
    return {
        "public": newsroom.headers["p"]["Authorization"],
        "desk": newsroom.headers["S"]["Authorization"],
    }


def asked(part: str, authorization: str, examples: int, folder: Path) -> str:
    """Run schemathesis on a part of the API; give what it printed, once it found none.

    Few examples are the same each time, so that a commit is not stopped by chance.
    """
    which = "--exclude-path-regex" if part == "public" else "--include-path-regex"
    with granian(workers=2, API_RATE_LIMIT=str(EVERYTHING)) as (base, _):
        done = subprocess.run(
            [
                f"{Path(sys.executable).parent}/schemathesis",
                f"--config-file={ROOT}/tests/schemathesis.toml",
                "run",
                f"{base}/api/v1/schema/",
                f"--header=Authorization: {authorization}",
                f"{which}=/desk/",
                "--checks=all",
                f"--phases={PHASES}",
                f"--max-examples={examples}",
                GENERATION[examples == FEW],
                "--continue-on-failure",
                "--no-color",
            ],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("examples", [FEW, pytest.param(100, marks=pytest.mark.drill)])
@pytest.mark.parametrize("part", ["public", "desk"])
def test_server_answers_as_the_contract_says(keys, part, examples, tmp_path):
    printed = asked(part, keys[part], examples, tmp_path)

    assert "Stateful" in printed
