"""``bench``: make a large newsroom up, and measure how fast its record is read."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from claims.bench.load import WrongAnswerError
from claims.bench.read import TooFewClaimsError, measure_reading
from claims.bench.seed import seed
from claims.bench.world import ForeignRowsError


class Command(BaseCommand):
    """Fill a database of the benchmark's own, or measure reading it."""

    help = "Make published claims up (seed N), or measure reading them (read)."

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

    def handle(self, *, action: str, **options: Any) -> None:
        if action == "seed":
            self.seed(options["number"])
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
