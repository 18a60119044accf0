"""``evaluate_articles``: how well articles are read, over written examples."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.intake.articles.evaluation import Score, read_examples, score

from .evaluate_figures import line

OURS = settings.BASE_DIR / "fixtures" / "articles"


class Command(BaseCommand):
    """Print what is proposed of each article, and over all."""

    help = "Print how well articles are read: figures, their dates, their order."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, help="Other examples.")

    def handle(self, *, files: list[Path], **options: Any) -> None:
        try:
            examples = read_examples(files or sorted(OURS.glob("*.txt")))
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        total = Score()
        heads = ["wanted", "proposed", "right", "date right", "among first"]
        self.stdout.write(line("article", heads))
        for example in examples:
            one = score(example)
            total.add(one)
            self.stdout.write(line(example.name, cells(one)))
        self.stdout.write(line("all", cells(total)))


def cells(score: Score) -> list[int]:
    """Give a score's numbers in the order of the table."""
    return [score.wanted, score.proposed, score.right, score.dated, score.first]
