"""``import_claimreview``: other publishers' reviews from a file or an address."""

import tempfile
import time
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from claims.fetching import Fetcher, FetchError
from claims.models import Import, ImportedReview, Topic
from claims.services.imports import import_claim_reviews

from .create_partner import add_by, person_named

# So many problems and labels are printed; the desk shows them all.
SHOWN = 20


class Command(BaseCommand):
    """Import ClaimReviews and say what became of them."""

    help = "Import ClaimReviews: JSON-LD, a feed, JSON lines or HTML, gzipped or not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="FILE|URL")
        parser.add_argument(
            "--publish", action="store_true", help="Have the reviews go out at once."
        )
        parser.add_argument(
            "--publisher",
            default="",
            metavar="NAME",
            help="Whose the reviews are that name nobody.",
        )
        parser.add_argument(
            "--topic", metavar="SLUG", help="What the claims are filed under."
        )
        parser.add_argument(
            "--jobs", type=int, default=1, help="Batches written at once; 1 without it."
        )
        add_by(parser)

    def handle(self, *, source: str, by: str, topic: str | None, **told: Any) -> None:
        given = {name: told[name] for name in ("publish", "publisher", "jobs")}
        if topic:
            given["topic"] = Topic.objects.filter(slug=topic).first()
            if given["topic"] is None:
                raise CommandError(f"There is no topic {topic!r}.")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(source)
            if source.startswith(("https://", "http://")):
                path = fetched(source, Path(folder))
            started = time.monotonic()
            try:
                with tqdm(
                    total=path.stat().st_size, unit="B", unit_scale=True, disable=None
                ) as bar:
                    imported = import_claim_reviews(
                        path,
                        by=person_named(by),
                        name=source[-500:],
                        progress=bar.update,
                        **given,
                    )
            except (OSError, PermissionDenied) as error:
                raise CommandError(str(error)) from error
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            except KeyboardInterrupt:
                raise CommandError(
                    "Stopped. The same command goes on with what is missing."
                ) from None
        self.tell(imported, time.monotonic() - started)

    def tell(self, imported: Import, seconds: float) -> None:
        """Print what became of the items, and what people have to look at."""
        counts = imported.counts
        said = ", ".join(f"{n} {name}" for name, n in counts._asdict().items())
        number = counts.new + counts.changed + counts.unchanged + counts.unread
        pace = number / max(seconds, 0.001)
        self.stdout.write(f"{said}; {seconds:.1f} s, {pace:.0f} reviews a second.")
        self.stdout.write(f"To take it back: undo_import {imported.pk}")
        for problem in imported.problems.all()[:SHOWN]:
            self.stdout.write(f"{problem}")
        more = imported.problems.count() - SHOWN
        if more > 0:
            self.stdout.write(f"… and {more} more.")
        of_it = ImportedReview.objects.filter(last_import=imported)
        for label in of_it.unmapped()[:SHOWN]:
            self.stdout.write(
                f"Unmapped: {label['name']} says {label['label']!r} "
                f"of {label['reviews']}."
            )


def fetched(url: str, folder: Path) -> Path:
    """Fetch a file through the guard, for one that is not too large."""
    try:
        answer = Fetcher().fetch(url)
    except FetchError as error:
        raise CommandError(str(error)) from error
    if answer.status != 200:
        raise CommandError(f"{url} answers {answer.status}.")
    path = folder / "fetched"
    path.write_bytes(answer.body)
    return path
