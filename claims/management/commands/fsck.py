"""``fsck``: check desk, record and history against one another."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.services.invariants import faults


class Command(BaseCommand):
    """Check every invariant; exit 1 when one does not hold."""

    help = "Check that desk, record and history agree."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for fault in faults():
            found += 1
            self.stderr.write(f"{fault.where} {fault.what}.")
        if found:
            raise CommandError(f"{found} faults.")
        self.stdout.write("Desk, record and history agree.")
