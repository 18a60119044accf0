"""Releases of the record as a dataset: JSON lines, a table, Parquet and a manifest."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pyarrow as pa
from django.conf import settings
from pyarrow import parquet

from claims.documents import timestamp
from claims.documents.tables import COLUMNS, NUMBERS, heading, line
from claims.models import Moment, PublishedRow

LINES, TABLE, PARQUET = "claims.jsonl", "claims.csv", "claims.parquet"
MANIFEST = "manifest.json"
# Rows of a group of the Parquet file: what is held in memory at a time.
GROUP = 5_000

SCHEMA = pa.schema(
    [
        (each.name, pa.int64() if each.name in NUMBERS else pa.string())
        for each in COLUMNS
    ]
)


class Release(NamedTuple):
    """A release: its folder, how many claims it has, and whether it was made now."""

    folder: Path
    claims: int
    is_new: bool


class Writer(Protocol):
    """A file of a release that claims are written to, one after another."""

    def __call__(self, stored: bytes, values: list[Any]) -> None: ...


def release_dataset(rows: Iterable[PublishedRow], moment: Moment, out: Path) -> Release:
    """Write what was public as of a moment into a folder named after it.

    The folder is there once all of it is; the same moment is released once, and a
    second time changes nothing. The three files tell the same claims in one order,
    and memory does not grow with them.
    """
    folder = out / f"claims-{moment.at:%Y-%m-%d}-{moment.sequence}"
    if folder.exists():
        manifest = json.loads((folder / MANIFEST).read_text())
        return Release(folder, manifest["claims"], is_new=False)
    making = out / f".{folder.name}"
    # What a release that was cut off has left.
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    claims = write_files(rows, making)
    manifest = manifest_of(making, moment, claims)
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (making / MANIFEST).write_text(text)
    making.rename(folder)
    return Release(folder, claims, is_new=True)


def write_files(rows: Iterable[PublishedRow], folder: Path) -> int:
    """Write claims into every file at once, and say how many there were."""
    claims = 0
    with ExitStack() as stack:
        writers = [stack.enter_context(each(folder)) for each in (lines, table, groups)]
        for row in rows:
            document = json.loads(row.document)
            values = [column.read(document) for column in COLUMNS]
            for write in writers:
                write(row.document, values)
            claims += 1
    return claims


@contextmanager
def lines(folder: Path) -> Iterator[Writer]:
    """Write each document as it is stored, a line each."""
    with (folder / LINES).open("wb") as file:

        def write(stored: bytes, values: list[Any]) -> None:
            file.write(stored + b"\n")

        yield write


@contextmanager
def table(folder: Path) -> Iterator[Writer]:
    """Write the table that the API gives, in which no cell is a formula."""
    with (folder / TABLE).open("wb") as file:
        file.write(heading(COLUMNS).encode())

        def write(stored: bytes, values: list[Any]) -> None:
            file.write(line(values).encode())

        yield write


@contextmanager
def groups(folder: Path) -> Iterator[Writer]:
    """Write the same columns as Parquet, as they are, a group of rows at a time."""
    with parquet.ParquetWriter(folder / PARQUET, SCHEMA, compression="zstd") as file:
        waiting: list[list[Any]] = []

        def flush() -> None:
            columns = [
                pa.array(column, kind)
                for column, kind in zip(
                    zip(*waiting, strict=True), SCHEMA.types, strict=True
                )
            ]
            file.write_table(pa.Table.from_arrays(columns, schema=SCHEMA))
            waiting.clear()

        def write(stored: bytes, values: list[Any]) -> None:
            waiting.append(values)
            if len(waiting) == GROUP:
                flush()

        yield write
        if waiting:
            flush()


def manifest_of(folder: Path, moment: Moment, claims: int) -> dict[str, Any]:
    """Say what a release holds, of when, on what terms, and how to know it again."""
    at = timestamp(moment.at)
    return {
        "name": f"{settings.NEWSROOM_NAME}: published claims",
        "url": f"{settings.PUBLIC_BASE_URL}/",
        "as_of": at,
        "last_sequence": moment.sequence,
        "claims": claims,
        "licence": {"terms": settings.LICENCE_TERMS, "url": settings.LICENCE_URL},
        "citation": f"{settings.DATASET_CITATION} As of {at}, entry {moment.sequence}.",
        "csv": "A text that a spreadsheet could run has an apostrophe in front: take "
        "one away from a cell that starts with any number of them and then, after "
        "spaces or none, = + - @ or a form of these, or at once a tab, a line break "
        "or NUL.",
        "files": [
            {
                "name": name,
                "bytes": os.path.getsize(folder / name),
                "sha256": digest_of(folder / name),
            }
            for name in (LINES, TABLE, PARQUET)
        ],
    }


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
