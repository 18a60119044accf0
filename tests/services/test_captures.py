import gzip
import hashlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.fetching import FetchError, UnreachableError
from claims.fetching.wayback import ArchiveError
from claims.models import Capture, CaptureKind, Job
from claims.services.captures import (
    capture_source,
    keep_text,
    path_of,
    request_capture,
    wayback_of_settings,
)
from claims.services.link_checks import request_check
from tests.factories import CaptureFactory, SourceFactory
from tests.fetching.fetchers import only
from tests.fetching.servers import say, serving

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


PAGE = """<html><head><title>Toll</title></head><body><article>
<p>The war claimed more than 6,500 lives, the ministry said on Tuesday evening.</p>
<p>Another paragraph that is long enough to count as the main text of a page.</p>
</article></body></html>"""


@pytest.fixture
def kept(settings, tmp_path):
    settings.CAPTURES_DIR = tmp_path / "captures"
    return settings.CAPTURES_DIR


def page(request):
    say(request, PAGE.encode(), content_type="text/html; charset=utf-8")


def capture_of(answer, newsroom, **options):
    with serving(answer) as server:
        source = SourceFactory(url=f"{server.url}/a")
        return capture_source(
            source, by=newsroom.author, fetcher=only(server), **options
        )


def test_capture_source_keeps_the_bytes_and_the_words(kept, newsroom):
    capture = capture_of(page, newsroom)

    assert capture.source.captures.get() == capture
    assert capture.kind == CaptureKind.FETCHED
    assert (capture.title, capture.media_type) == ("Toll", "text/html")
    assert "more than 6,500 lives" in capture.text
    assert capture.url == capture.source.url
    assert (capture.by, capture.archive_url) == (newsroom.author, "")
    assert capture.digest == hashlib.sha256(PAGE.encode()).hexdigest()
    assert capture.size == len(PAGE.encode())
    assert gzip.decompress(path_of(capture.digest).read_bytes()) == PAGE.encode()
    assert path_of(capture.digest).is_relative_to(kept)


def test_capture_source_keeps_the_same_bytes_once(kept, newsroom):
    first = capture_of(page, newsroom)
    written = path_of(first.digest).stat().st_mtime_ns

    second = capture_of(page, newsroom)

    assert second.digest == first.digest
    assert path_of(first.digest).stat().st_mtime_ns == written
    assert [path for path in kept.rglob("*") if path.is_file()] == [
        path_of(first.digest)
    ]


def test_capture_source_of_what_is_no_page_has_no_text(kept, newsroom):
    capture = capture_of(
        lambda request: say(request, b"%PDF", content_type="application/pdf"), newsroom
    )

    assert (capture.text, capture.title) == ("", "")
    assert capture.media_type == "application/pdf"


def test_capture_source_leaves_out_an_address_that_no_column_holds(kept, newsroom):
    def long(request):
        if len(request.path) > 10:
            page(request)
        else:
            say(request, b"", 302, location="/" + "x" * 2100)

    assert capture_of(long, newsroom).url == ""


@pytest.mark.parametrize("status", [404, 500, 304])
def test_capture_source_of_an_error_keeps_nothing(kept, newsroom, status):
    with pytest.raises(FetchError, match=f"answered {status}"):
        capture_of(lambda request: say(request, b"", status), newsroom)

    assert not Capture.objects.exists()
    assert not kept.exists()


def test_capture_source_by_somebody_without_the_right_keeps_no_row(kept, people):
    with serving(page) as server, pytest.raises(PermissionDenied):
        capture_source(
            SourceFactory(url=server.url),
            by=people["Partner manager"],
            fetcher=only(server),
        )

    assert not Capture.objects.exists()


class Keeper:
    """Stands for the Wayback Machine's client, which has tests of its own."""

    def __init__(self, copy):
        self.copy = copy

    def save(self, url):
        if isinstance(self.copy, Exception):
            raise self.copy
        return self.copy


COPY = "https://web.archive.org/web/20261124000000/https://a.example/"


@pytest.mark.parametrize(
    ("copy", "told", "failure"),
    [
        (COPY, COPY, ""),
        (ArchiveError("Its limit is reached."), "", "Its limit is reached."),
        (UnreachableError("It took too long."), "", "It took too long."),
        (COPY + "x" * 2048, "", "The address of its copy is too long to keep."),
        (None, "", ""),
    ],
)
def test_capture_source_stands_alone_where_the_archive_fails(
    kept, newsroom, copy, told, failure
):
    capture = capture_of(page, newsroom, wayback=copy and Keeper(copy))

    assert (capture.archive_url, capture.archive_failure) == (told, failure)
    assert "6,500" in capture.text


@pytest.mark.parametrize(
    ("access", "secret", "there"),
    [("", "", False), ("a", "", False), ("", "b", False), ("a", "b", True)],
)
def test_archive_is_used_with_both_keys(settings, access, secret, there):
    settings.WAYBACK_ACCESS_KEY, settings.WAYBACK_SECRET_KEY = access, secret

    wayback = wayback_of_settings()

    assert (wayback is not None) is there
    assert not there or (wayback.access_key, wayback.secret_key) == ("a", "b")


@pytest.mark.parametrize(
    ("request_it", "task"),
    [(request_capture, "capture_source"), (request_check, "check_link")],
)
def test_request_is_one_job_until_it_is_done(newsroom, request_it, task):
    source = SourceFactory(url="https://A.example/1")

    request_it(source, by=newsroom.author)
    with pytest.raises(ValidationError, match="at it already"):
        request_it(source, by=newsroom.author)

    job = Job.objects.get()
    assert (job.task_name, job.lock) == (task, "host:a.example")
    assert job.args["source"] == str(source.pk)


@pytest.mark.parametrize("request_it", [request_capture, request_check])
def test_request_needs_an_address(newsroom, request_it):
    with pytest.raises(ValidationError) as refused:
        request_it(SourceFactory(), by=newsroom.author)

    assert set(refused.value.error_dict) == {"url"}
    assert not Job.objects.exists()
