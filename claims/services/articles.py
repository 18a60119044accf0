"""Taking an article in: a source with its text, and the passages worth checking."""

from typing import NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from claims.intake.articles import Candidate, candidates_of
from claims.intake.figures import language_of
from claims.models import Agent, AgentKind, Capture, Source, SourceKind

from .base import acting
from .captures import keep_text
from .rows import record_row
from .sources import known_source


class Ingested(NamedTuple):
    """An article's source, whether it was known before, and what is proposed of it."""

    source: Source
    was_known: bool
    candidates: list[Candidate]


def ingest_article(
    text: str,
    *,
    by: User,
    title: str = "",
    url: str = "",
    publisher: str = "",
    published: str = "",
    language: str = "",
) -> Ingested:
    """Keep an article as a source with its text, and read its passages.

    A source known by its address, or without one by its title and publisher, is
    reused, and its text is kept again only where it differs from the newest copy.
    Raises ``ValidationError`` for an article without words.
    """
    with acting(by, "add_source"):
        text = Capture._meta.get_field("text").clean(text, None)
        if not text.strip():
            raise ValidationError({"text": "There are no words in it."})
        first_line = text.strip().partition("\n")[0].strip()
        title = title or first_line[: Source._meta.get_field("title").max_length]
        language = language or language_of(text)
        known = known_source(url or f"“{title}” {publisher}")
        source = known or record_row(
            Source(),
            by=by,
            kind=SourceKind.ARTICLE,
            title=title,
            url=url,
            publisher=_publisher(publisher, by=by),
            published=published,
            language=language,
        )
        newest = Capture.objects.kept_of(source).newest()
        if newest is None or newest.text != text:
            keep_text(source, text=text, by=by)
        return Ingested(source, known is not None, candidates_of(text, language))


def _publisher(name: str, *, by: User) -> Agent | None:
    if not name:
        return None
    known = Agent.objects.filter(name=name).order_by("id").first()
    return known or record_row(Agent(), by=by, name=name, kind=AgentKind.MEDIA)
