"""``rebuild_record``: make what is public now again from the log alone."""

from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from claims.services.rebuild import rebuild_record


class Command(BaseCommand):
    """Rebuild the projections and say how many rows differed."""

    help = "Rebuild what is public now from the record's log alone."

    def handle(self, *args: Any, **options: Any) -> None:
        differed = rebuild_record(
            lambda parts: tqdm(parts, unit=" thousand entries", disable=None)
        )
        self.stdout.write(f"{differed} rows differed.")
