"""``evaluate_figures``: how well figures are read, over sentences marked by hand."""

from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.intake.figures.evaluation import ASPECTS, Score, Sentence, read_set, score

OURS = settings.BASE_DIR / "fixtures" / "figures"


class Command(BaseCommand):
    """Print precision and recall a language and part, and over all."""

    help = (
        "Print precision and recall of the figure reader for span, value, comparator."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files",
            nargs="*",
            type=Path,
            help="Other sets, each named by its language, such as en.txt.",
        )
        parser.add_argument(
            "--misses", action="store_true", help="Show what is not read as marked."
        )

    def handle(self, *, files: list[Path], misses: bool, **options: Any) -> None:
        try:
            sentences = list(read_set(files or sorted(OURS.glob("*.txt"))))
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        heads = [f"{name} P/R" for name in ASPECTS]
        self.stdout.write(line("language, part", ["sentences", "figures", *heads]))
        for (language, part), each in groupby(sentences, lambda one: one[:2]):
            self._print(f"{language}, {part}", list(each), misses=misses)
        parts = sorted({one.part for one in sentences})
        for part in parts:
            self._print(f"all, {part}", [one for one in sentences if one.part == part])
        self._print("all", sentences)

    def _print(
        self, name: str, sentences: list[Sentence], *, misses: bool = False
    ) -> None:
        total = Score()
        missed = list(score(sentences, total))
        rates = [
            f"{total.precision(aspect):.3f} {total.recall(aspect):.3f}"
            for aspect in ASPECTS
        ]
        self.stdout.write(line(name, [total.sentences, total.marked, *rates]))
        for miss in missed if misses else ():
            found = "; ".join(f"{one.words} = {one.figure}" for one in miss.found)
            self.stdout.write(f"    {miss.sentence.text}\n        read: {found}")


def line(name: str, cells: list[Any]) -> str:
    """Set a row of the table."""
    return f"{name:<18}" + "".join(f"{cell!s:>16}" for cell in cells)
