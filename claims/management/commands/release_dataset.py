"""``release_dataset``: write what is public as files that others can cite."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from claims.models import Entry, PublishedClaim, Wanted
from claims.services.releases import release_dataset


class Command(BaseCommand):
    """Release the record as it stands, and say where it is."""

    help = "Write what is public as JSON lines, CSV and Parquet, with a manifest."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--out",
            type=Path,
            default=settings.DATA_DIR / "releases",
            help="The folder for releases (default: %(default)s).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # One database is asked for both: another may not have come as far.
        claims = PublishedClaim.objects.using(PublishedClaim.objects.db)
        moment = Entry.objects.using(claims.db).last_moment()
        if moment is None:
            raise CommandError("Nothing was published yet.")
        standing = claims.each(Wanted(as_of=moment))
        rows = tqdm(standing, unit=" claims", disable=None)
        release = release_dataset(rows, moment, options["out"])
        done = "released to" if release.is_new else "are there already:"
        self.stdout.write(f"{release.claims} claims {done} {release.folder}")
