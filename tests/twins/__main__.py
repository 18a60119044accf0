"""Run twins, of the promises named or of all: ``python -m tests.twins [P46 …]``."""

import sys
import time
from collections.abc import Sequence

from tests.sabotage import Outcome, run_twin, run_untouched

from . import TWINS


def line(name: str, outcome: Outcome, seconds: float, verdict: str) -> str:
    """Write what came of a twin: id, number of tests, seconds, result."""
    return f"{name:<70} {outcome.number:>4} tests {seconds:>6.1f} s  {verdict}"


def main(promises: Sequence[str]) -> int:
    """Run the twins of some promises, or of all; return 1 where one is not caught."""
    twins = [each for each in TWINS if each.promise in promises or not promises]
    faults = 0
    start = time.monotonic()
    untouched = run_untouched(twins)
    whole = bool(untouched.passed) and not (untouched.failed or untouched.broken)
    say(
        line(
            "untouched",
            untouched,
            time.monotonic() - start,
            "passes" if whole else "FAILS",
        )
    )
    if not whole:
        say(untouched.output)
        faults += 1
    for twin in twins:
        start = time.monotonic()
        outcome = run_twin(twin)
        caught = bool(outcome.failed)
        verdict = f"caught by {len(outcome.failed)}" if caught else "NOT CAUGHT"
        say(line(twin.name, outcome, time.monotonic() - start, verdict))
        if not caught:
            say(outcome.output)
            faults += 1
    return min(faults, 1)


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
