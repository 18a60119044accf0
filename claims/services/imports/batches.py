"""A batch of an import: written as a whole, in one transaction, or not at all."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence

from django.db import DataError, IntegrityError, connection, transaction

from claims.intake.claim_reviews import Named, ReviewRead
from claims.models import Counts, Import, ImportBatch, ImportProblem, rating_key
from claims.services.base import acting

from .writing import Item, Writing

# Where pgtrigger.ignore is not set at all, each call of a trigger raises an error and
# catches it, at half a millisecond a time. Here it is set, to nothing. A batch waits
# for others as long as it takes.
READY = """
    SELECT set_config('pgtrigger.ignore', '{}', true),
        set_config('statement_timeout', '0', true)
"""
Problems = list[tuple[str, str]]


def write_batch(imported: Import, number: int, reads: Sequence[ReviewRead]) -> None:
    """Write what was read, unless this batch of the import is written already.

    What the database refuses is listed with its place, and the rest is written.
    """
    with acting(imported.by, "add_import", reason=f"Import: {imported}"):
        batch, is_new = ImportBatch.objects.get_or_create(of=imported, number=number)
        if not is_new:
            return
        with connection.cursor() as cursor:
            cursor.execute(READY)
        problems = [
            (each.place, problem) for each in reads for problem in each.problems
        ]
        items = list(items_of(imported, reads, problems))
        counts = write_items(imported, items, problems)
        ImportProblem.objects.bulk_create(
            ImportProblem(of=imported, place=place, reason=reason[:500])
            for place, reason in problems
        )
        unread = len(reads) - len(items) + counts.unread
        told = counts._replace(unread=unread)._asdict()
        ImportBatch.objects.filter(pk=batch.pk).update(**told)


def items_of(
    imported: Import, reads: Iterable[ReviewRead], problems: Problems
) -> Iterator[Item]:
    """Say what each review is known by; one whose publisher nobody knows is none."""
    for each in reads:
        if (found := each.review) is None:
            continue
        publisher = found.publisher or Named(imported.publisher)
        if not publisher.name:
            problems.append((each.place, "author is missing: name the publisher"))
            continue
        yield Item(
            key=digest(publisher.name, found.url, found.text),
            content=digest(*map(str, vars(found).values())),
            rating=rating_key(found.label),
            place=each.place,
            publisher=publisher,
            found=found,
        )


def digest(*parts: str) -> uuid.UUID:
    """Give a key for texts, none of which holds a NUL."""
    return uuid.UUID(bytes=hashlib.sha256("\0".join(parts).encode()).digest()[:16])


def write_items(imported: Import, items: list[Item], problems: Problems) -> Counts:
    """Write items; where the database refuses them, by halves, to find which it is."""
    writing = Writing(imported, items)
    try:
        with transaction.atomic():
            counts = writing.write()
    except (IntegrityError, DataError) as error:
        if len(items) == 1:
            reason = str(error).partition("\n")[0]
            problems.append((items[0].place, f"the database refuses it: {reason}"))
            return Counts(unread=1)
    else:
        problems += writing.problems
        return counts
    half = len(items) // 2
    first = write_items(imported, items[:half], problems)
    return first.plus(write_items(imported, items[half:], problems))
