"""A file imported: batch by batch, taken up where it was interrupted."""

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.utils import timezone

from claims.intake.claim_reviews import ReviewRead, read_claim_reviews
from claims.models import STEPS, Import, ImportState, Topic, TopicKind
from claims.services.base import acting
from claims.services.rows import record_row

from .batches import write_batch

BATCH = 1000
TOPIC = {
    "name": "Fact-checks of others",
    "slug": "fact-checks-of-others",
    "kind": TopicKind.SUBJECT,
}

Progress = Callable[[int], Any]
Numbered = Iterator[tuple[int, list[ReviewRead]]]


def import_claim_reviews(
    path: Path,
    *,
    by: User,
    name: str = "",
    topic: Topic | None = None,
    publisher: str = "",
    publish: bool = False,
    jobs: int = 1,
    progress: Progress = lambda octets: None,
) -> Import:
    """Import a file of ClaimReviews as reviews of those who published them.

    Each review stands on a claim of its own, a draft under ``topic``, public at once
    with ``publish``; ``publisher`` is whose the reviews are that name nobody. A
    review is known by publisher, address and claim: one that is there is left as it
    is, and one that says something else by now is brought up to date.

    Interrupted, the same call goes on where it was and ends as if it had not been.
    ``jobs`` batches are written at once; ``progress`` is told of octets as they are
    read. Raises ``PermissionDenied``, and ``OSError`` for what cannot be opened.
    """
    digest = digest_of(path)
    with acting(by, "add_import"):
        if publish and not by.has_perm(f"claims.{STEPS['publish_claim'].permission}"):
            raise PermissionDenied(f"{by} lacks the permission publish_claim.")
        imported = start_import(
            file_name=name or path.name,
            digest=digest,
            topic=topic or topic_of_imports(by),
            publisher=publisher,
            publishes=publish,
            by=by,
        )
    with path.open("rb") as stream:
        batches = numbered(stream, progress)
        if jobs == 1:
            for number, reads in batches:
                write_batch(imported, number, reads)
        else:
            write_at_once(imported, batches, jobs)
    Import.objects.filter(pk=imported.pk, state=ImportState.RUNNING).update(
        state=ImportState.DONE, finished_at=timezone.now()
    )
    imported.refresh_from_db()
    return imported


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def start_import(**told: Any) -> Import:
    """Begin an import, or take up the one of the same file that did not end."""
    same = {name: value for name, value in told.items() if name != "file_name"}
    interrupted = Import.objects.filter(state=ImportState.RUNNING, **same).first()
    if interrupted is not None:
        return interrupted
    imported = Import(**told)
    imported.full_clean()
    imported.save()
    return imported


def topic_of_imports(by: User) -> Topic:
    """Give the topic of claims that nobody has filed yet; the first import makes it."""
    found = Topic.objects.filter(slug=TOPIC["slug"]).first()
    return found or record_row(Topic(), by=by, **TOPIC)


def numbered(stream: IO[bytes], progress: Progress) -> Numbered:
    """Read a file in batches, which are the same each time."""
    reads = read_claim_reviews(stream)
    at = number = 0
    while batch := list(islice(reads, BATCH)):
        number += 1
        yield number, batch
        progress(stream.tell() - at)
        at = stream.tell()


def write_at_once(imported: Import, batches: Numbered, jobs: int) -> None:
    """Write several batches at a time, and read no more than are waited for.

    The first that fails ends it; those under way come to their end.
    """
    running: set[Future[None]] = set()
    with ThreadPoolExecutor(jobs) as pool:
        for number, reads in batches:
            running.add(pool.submit(write_apart, imported, number, reads))
            if len(running) > jobs:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for each in done:
                    each.result()
        for each in running:
            each.result()


def write_apart(imported: Import, number: int, reads: list[ReviewRead]) -> None:
    """Write a batch on a connection of its own."""
    try:
        write_batch(imported, number, reads)
    finally:
        connections.close_all()
