"""``verify_record``: check every digest and chain link of the record."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from claims.services.verification import verify_record


class Command(BaseCommand):
    """Verify the record; exit 1 with the first bad entry."""

    help = "Re-compute every digest and chain link of the record."

    def handle(self, *args: Any, **options: Any) -> None:
        fault = verify_record(
            lambda entries: tqdm(entries, unit=" entries", disable=None)
        )
        if fault is not None:
            raise CommandError(f"{fault.where} {fault.what}.")
        self.stdout.write("Every entry is as it was written.")
