"""Keeping copies of sources."""

import hashlib

from django.contrib.auth.models import User

from claims.models import Capture, CaptureKind, Source

from .base import acting


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
