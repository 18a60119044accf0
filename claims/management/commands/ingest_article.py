"""``ingest_article``: keep an article as a source and print what is worth checking."""

import json
from pathlib import Path
from typing import Any

import httpx
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.fetching import Fetched
from claims.fetching.pages import page_of
from claims.intake.articles import Candidate
from claims.services.articles import ingest_article

from .create_partner import add_by, person_named


class Command(BaseCommand):
    """Store a file's article and print its candidates, best first."""

    help = "Keep an article, plain text or HTML, and print the claims it may hold."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--url", default="")
        parser.add_argument("--publisher", default="")
        parser.add_argument("--published", default="", help="As EDTF: 2022-06-09.")
        parser.add_argument("--json", action="store_true", help="Print JSON.")
        add_by(parser)

    def handle(self, *, file: Path, by: str, json: bool, **options: Any) -> None:
        person = person_named(by)
        given = {name: options[name] for name in ("url", "publisher", "published")}
        try:
            title, text = article_in(file.read_bytes())
            ingested = ingest_article(text, by=person, title=title, **given)
        except OSError as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if json:
            self.stdout.write(as_json(ingested.candidates))
            return
        known = "known" if ingested.was_known else "new"
        self.stdout.write(f"{ingested.source} ({known} source {ingested.source.pk})")
        for one in ingested.candidates:
            self.stdout.write(as_lines(one))


def article_in(content: bytes) -> tuple[str, str]:
    """Give the title and text of a file; HTML is told by its first character."""
    if not content.lstrip().startswith(b"<"):
        return "", content.decode(errors="replace")
    headers = httpx.Headers({"content-type": "text/html"})
    page = page_of(Fetched("", 200, headers, content))
    return (page.title, page.text or page.everything) if page else ("", "")


def as_lines(one: Candidate) -> str:
    """Show a candidate, and what its points are made of."""
    points = ", ".join(f"{name} {worth}" for name, worth in one.points.items())
    told = {
        "figure": f"{one.figure.words} = {one.figure.figure}" if one.figure else "",
        "measure": one.measure,
        "event": one.event,
        "date": one.date,
        "place": one.place,
        "claimant": one.claimant,
    }
    rows = [f"  {name}: {value}" for name, value in told.items() if value]
    return "\n".join([f"{one.score} ({points})", f"  {one.statement}", *rows])


def as_json(candidates: list[Candidate]) -> str:
    """Give candidates as JSON; places are code points of the kept text."""
    return json.dumps([_document(one) for one in candidates], ensure_ascii=False)


def _document(one: Candidate) -> dict[str, Any]:
    found = one.figure
    return {
        "statement": one.statement,
        "score": one.score,
        "points": one.points,
        "start": one.start,
        "end": one.end,
        "quote": {"exact": one.statement, "prefix": one.prefix, "suffix": one.suffix},
        "figure": found
        and {
            "words": found.words,
            "comparator": found.figure.comparator.value,
            "value": str(found.figure.value),
            "upper": None if found.figure.upper is None else str(found.figure.upper),
            "unit": found.unit,
            "is_vague": found.is_vague,
            "start": one.start + found.start,
            "end": one.start + found.end,
        },
        "measure": one.measure,
        "event": one.event,
        "date": one.date,
        "place": one.place,
        "claimant": one.claimant,
    }
