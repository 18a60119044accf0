"""``worker``: do what the desk has asked for, and what is due by the clock."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from claims.jobs.worker import end_with, run_worker


class Command(BaseCommand):
    """Run jobs until SIGTERM or Ctrl-C."""

    help = "Publish at a time, archive sources, check links: run until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--parent",
            type=int,
            metavar="PID",
            help="End with this process, which started the worker.",
        )

    def handle(self, *, parent: int | None, **options: Any) -> None:
        if parent:
            end_with(parent)
        run_worker()
