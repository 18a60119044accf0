import hashlib

import pytest

from claims.models import CaptureKind
from claims.services.captures import keep_text
from tests.factories import CaptureFactory, SourceFactory

pytestmark = pytest.mark.django_db


def test_keep_text_keeps_what_was_pasted(newsroom):
    source = SourceFactory()
    CaptureFactory(source=source)

    capture = keep_text(source, text="Плюс «6 500»", by=newsroom.author)

    assert source.captures.newest() == capture
    assert capture.kind == CaptureKind.PASTED
    assert str(capture).startswith("Pasted 20")
    assert capture.digest == hashlib.sha256("Плюс «6 500»".encode()).hexdigest()
    assert capture.size == len("Плюс «6 500»".encode())
