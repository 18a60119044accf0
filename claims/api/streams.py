"""Whole lists as streams: a line a claim, in JSON or as a table, without a ceiling."""

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import replace

from django.http import StreamingHttpResponse
from rest_framework.renderers import BaseRenderer, JSONRenderer

from claims.documents.sparse import sparse
from claims.documents.tables import columns_of, heading, line
from claims.models import Allowed, Entry, PublishedClaim, PublishedRow, Wanted

BLOCK = 1 << 16

Members = frozenset[str] | None
Lines = Callable[[Iterator[PublishedRow], Members], Iterator[bytes]]


class StreamRenderer(BaseRenderer):
    """A media type to choose by; the view writes it itself."""

    charset = None


class LinesRenderer(StreamRenderer):
    """JSON, a document a line."""

    media_type = "application/x-ndjson"
    format = "ndjson"


class TableRenderer(StreamRenderer):
    """A table, a claim a line."""

    media_type = "text/csv"
    format = "csv"


RENDERERS = [JSONRenderer, LinesRenderer, TableRenderer]


def rows_of(wanted: Wanted, allowed: Allowed) -> Iterator[PublishedRow]:
    """Read everything that is wanted, as the record stands at this moment.

    One database is asked, also where several could answer: another may not have come
    as far.
    """
    alias = PublishedClaim.objects.db
    moment = wanted.as_of or Entry.objects.using(alias).last_moment()
    if moment is None:
        return iter(())
    claims = PublishedClaim.objects.using(alias)
    return claims.each(replace(wanted, as_of=moment), allowed=allowed)


def json_lines(rows: Iterator[PublishedRow], members: Members) -> Iterator[bytes]:
    """Write a document a line."""
    for row in rows:
        yield sparse(row.document, members) + b"\n"


def table_lines(rows: Iterator[PublishedRow], members: Members) -> Iterator[bytes]:
    """Write a claim a line, below the names of the columns."""
    columns = columns_of(members)
    yield heading(columns).encode()
    for row in rows:
        document = json.loads(row.document)
        yield line(each.read(document) for each in columns).encode()


LINES: dict[str, Lines] = {
    LinesRenderer.media_type: json_lines,
    TableRenderer.media_type: table_lines,
}


def stream(
    rows: Iterator[PublishedRow], members: Members, media_type: str
) -> StreamingHttpResponse:
    """Answer with rows as they are read."""
    response = streamed(LINES[media_type](rows, members), media_type)
    response["Cache-Control"] = "no-store"
    return response


def streamed(lines: Iterator[bytes], media_type: str) -> StreamingHttpResponse:
    """Answer with lines as they are made.

    The first are made before the answer begins, which may then still be an error.
    """
    blocks = in_blocks(lines)
    first = list(itertools.islice(blocks, 1))
    return StreamingHttpResponse(
        itertools.chain(first, blocks), content_type=media_type
    )


def in_blocks(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Put lines together, so that each write to the client is worth it."""
    block = bytearray()
    for each in lines:
        block += each
        if len(block) >= BLOCK:
            yield bytes(block)
            block.clear()
    if block:
        yield bytes(block)
