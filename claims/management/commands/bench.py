"""``bench``: make a large newsroom up, and measure its record and its desk."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from claims.bench.desk import Run, judge, keep, measure_sizes
from claims.bench.desk_pages import NoClaimsError
from claims.bench.load import WrongAnswerError
from claims.bench.read import measure_reading
from claims.bench.seed import seed
from claims.bench.ways import TooFewClaimsError
from claims.bench.world import ForeignRowsError


class Command(BaseCommand):
    """Fill a database of the benchmark's own, or measure its record or its desk."""

    help = "Make published claims up (seed N), or measure reading them (read, desk)."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        seeding = actions.add_parser(
            "seed", help="Bring an empty database, or one seeded before, to N claims."
        )
        seeding.add_argument("number", type=int, metavar="N")
        reading = actions.add_parser(
            "read", help="Measure pages of 50 beside two other ways."
        )
        reading.add_argument(
            "--seconds", type=float, default=4, help="Of a round; 4 without it."
        )

        desk = actions.add_parser("desk", help="Measure the pages of the desk.")
        desk.add_argument(
            "--sizes",
            type=sizes,
            default=[],
            help="Seed up to each of these in turn, such as 10000,1000000, and hold "
            "the last against the first.",
        )
        desk.add_argument(
            "--keep", type=Path, help="Write what was measured to a file."
        )
        desk.add_argument(
            "--against", type=Path, help="Hold it against what was kept in a file."
        )

    def handle(self, *, action: str, **options: Any) -> None:
        if action == "seed":
            self.seed(options["number"])
        elif action == "desk":
            self.desk(options["sizes"], options["keep"], options["against"])
        else:
            self.read(options["seconds"])

    def seed(self, number: int) -> None:
        """Publish made-up claims, with a progress bar."""
        with tqdm(total=number, unit=" claims", disable=None) as bar:
            try:
                new = seed(number, bar.update)
            except ForeignRowsError as error:
                raise CommandError(str(error)) from error
            except KeyboardInterrupt:
                raise CommandError(
                    "Stopped. The same command goes on with what is missing."
                ) from None
        self.stdout.write(f"{new} claims were published.")

    def read(self, seconds: float) -> None:
        """Measure, and exit 1 where a limit does not hold."""
        try:
            holds = measure_reading(seconds, self.stdout.write)
        except (TooFewClaimsError, WrongAnswerError) as error:
            raise CommandError(str(error)) from error
        if not holds:
            raise CommandError("A limit does not hold.")

    def desk(self, sizes: list[int], kept: Path | None, against: Path | None) -> None:
        """Measure the desk, and exit 1 where it grows slower than it may."""
        before = Run.read(against) if against else None
        with tqdm(unit=" claims", disable=None) as bar:
            try:
                runs = measure_sizes(sizes, bar.update, self.stdout.write)
            except (ForeignRowsError, NoClaimsError, WrongAnswerError) as error:
                raise CommandError(str(error)) from error
        if kept:
            keep(runs, kept)
        if before is None and len(runs) > 1:
            before = runs[0]
        if before and not judge(before, runs[-1], self.stdout.write):
            raise CommandError("A limit does not hold.")


def sizes(text: str) -> list[int]:
    """Read numbers of claims, the smallest first."""
    try:
        return sorted(int(each) for each in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(
            "Give numbers such as 10000,1000000."
        ) from None
