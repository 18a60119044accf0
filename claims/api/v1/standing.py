"""What every address about one claim starts from: what stands, or how it went.

A caller who may see only some topics or languages sees a claim when what is said of
it now, or was said last, is among them, and of its versions those that were
themselves. Everything else is answered as what never was.
"""

import json
import uuid
from collections.abc import Callable

from django.http import Http404, HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from claims.api import errors
from claims.api.access import allowed_to
from claims.api.stored import moved
from claims.documents import address, key_at
from claims.models import (
    Entry,
    Event,
    FeedEntry,
    Moment,
    Version,
    version_of,
)


class Gone(errors.Problem):
    """What is left of a withdrawn claim: its note, and where its versions stand."""

    note = serializers.CharField(help_text="Why it was withdrawn, for readers.")
    version = serializers.IntegerField()
    versions = serializers.URLField(help_text="Every version it ever had.")


def if_it_stands(
    request: Request,
    claim_id: uuid.UUID,
    answer: Callable[[Version], HttpResponse],
    *,
    below: str = "",
    as_of: Moment | None = None,
) -> HttpResponse:
    """Answer with the version of a claim that stands now, or stood ``as_of``.

    A withdrawn claim is 410 with its note; one that was merged into another leads
    to the address ``below`` that one. Raises ``Http404`` where nothing was public,
    or nothing that the caller may see.
    """
    found = version_of(claim_id, as_of=as_of, allowed=allowed_to(request))
    if found is None:
        raise Http404
    if found.event != Event.WITHDRAWN:
        return answer(found)
    if (to := successor_of(found)) and not names_hidden(request, found):
        return moved(request, f"{to}{below}", bytes(found.document))
    return errors.answer(
        410,
        "This claim was withdrawn.",
        note=found.note,
        version=found.version,
        versions=address(claim_id, "versions"),
    )


def numbered(request: Request, claim_id: uuid.UUID, number: int) -> Version:
    """Read a version of a claim, also of a withdrawn one.

    Raises ``Http404`` where there is none that the caller may see.
    """
    found = version_of(claim_id, number=number, allowed=allowed_to(request))
    if found is None or names_hidden(request, found):
        raise Http404
    return found


def names_hidden(request: Request, version: Version | Entry | FeedEntry) -> bool:
    """Tell whether a withdrawal names a claim that the caller may not see."""
    allowed = allowed_to(request)
    if allowed.is_all or not (to := successor_of(version)):
        return False
    return version_of(key_at(to), allowed=allowed) is None


def successor_of(version: Version | Entry | FeedEntry) -> str | None:
    """Give the address of the claim that stands for a merged one."""
    if version.event != Event.WITHDRAWN or version.document is None:
        return None
    return json.loads(bytes(version.document)).get("merged_into")
