"""Keeping copies of sources: pasted, or fetched and archived by the worker."""

import gzip
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Model

from claims.fetching import Fetched, Fetcher, FetchError, UnreachableError
from claims.fetching.pages import page_of
from claims.fetching.wayback import Wayback
from claims.models import Capture, CaptureKind, Line, Source, Task
from claims.models.base import URL_LENGTH

from .base import acting
from .queue import enqueue


def keep_text(source: Source, *, text: str, by: User) -> Capture:
    """Keep a source's text as somebody pasted it, for quotes to be found in."""
    octets = text.encode()
    capture = Capture(
        source=source,
        kind=CaptureKind.PASTED,
        text=text,
        digest=hashlib.sha256(octets).hexdigest(),
        size=len(octets),
        by=by,
    )
    with acting(by, "change_source"):
        capture.full_clean()
        capture.save()
    return capture


def request_capture(source: Source, *, by: User) -> None:
    """Have the worker archive a source.

    Raises ``ValidationError`` for one without an address, or that is waited for.
    """
    with acting(by, "change_source"):
        ask_of(source, Task.CAPTURE, {"source": source, "by": by})


def ask_of(source: Source, task: Task, rows: Mapping[str, Model]) -> None:
    """Enqueue what is done with a source's address, one host at a time."""
    if not source.url:
        raise ValidationError({"url": "This source has no address."})
    if not enqueue(task, rows, turn=turn_of(source)):
        raise ValidationError("The worker is at it already.", code="queued")


def turn_of(source: Source) -> str:
    """Name whose turn it is when a source is fetched: its host's."""
    return f"host:{urlsplit(source.url).hostname}"


def capture_source(
    source: Source,
    *,
    by: User,
    fetcher: Fetcher | None = None,
    wayback: Wayback | None = None,
) -> Capture:
    """Keep what stands at a source's address now, here and in the Wayback Machine.

    Without keys, or where the Wayback Machine fails, the copy here stands alone.
    Nothing is written before both have answered. Raises ``FetchError``.
    """
    fetched = (fetcher or Fetcher()).fetch(source.url)
    if not 200 <= fetched.status < 300:
        raise UnreachableError(f"It answered {fetched.status}.")
    archive_url, failure = archived(fetched.url, wayback or wayback_of_settings())
    digest = keep_bytes(fetched.body)
    page = page_of(fetched)
    capture = Capture(
        source=source,
        kind=CaptureKind.FETCHED,
        url=fetched.url if len(fetched.url) <= URL_LENGTH else "",
        media_type=said(fetched.media_type, "media_type"),
        title=said(page.title, "title") if page else "",
        text=said(page.text or page.everything, "text") if page else "",
        digest=digest,
        size=len(fetched.body),
        archive_url=archive_url,
        archive_failure=said(failure, "archive_failure"),
        by=by,
    )
    with acting(by, "change_source"):
        capture.full_clean()
        capture.save()
    return capture


def said(text: str, column: str) -> str:
    """Give what a page says as a column of its capture may hold it."""
    field = Capture._meta.get_field(column)
    assert isinstance(field, Line)  # noqa: S101 - for the type checker
    return field.kind.without_refused(text)[: field.max_length]


def wayback_of_settings() -> Wayback | None:
    """Give the Wayback Machine, where the newsroom has its keys."""
    access, secret = settings.WAYBACK_ACCESS_KEY, settings.WAYBACK_SECRET_KEY
    return Wayback(access, secret) if access and secret else None


def archived(url: str, wayback: Wayback | None) -> tuple[str, str]:
    """Have a page kept in the Wayback Machine: give the copy, or why there is none."""
    if wayback is None:
        return "", ""
    try:
        copy = wayback.save(url)
    except FetchError as error:
        return "", str(error)
    if len(copy) > URL_LENGTH:
        return "", "The address of its copy is too long to keep."
    return copy, ""


def keep_bytes(body: bytes) -> str:
    """Keep bytes in the data folder under their SHA-256, once, and give it."""
    digest = hashlib.sha256(body).hexdigest()
    path = path_of(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f"{path.name}.{os.getpid()}")
        # The time would make files of the same bytes differ.
        new.write_bytes(gzip.compress(body, mtime=0))
        new.replace(path)
    return digest


def path_of(digest: str) -> Path:
    """Say where the bytes of a capture are kept."""
    return Path(settings.CAPTURES_DIR) / digest[:2] / f"{digest}.gz"


def same_bytes(fetched: Fetched, capture: Capture) -> bool:
    """Tell whether what came is, to the byte, what a capture kept."""
    return hashlib.sha256(fetched.body).hexdigest() == capture.digest
