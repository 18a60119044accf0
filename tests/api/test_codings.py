import gzip
import zlib

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from claims.api.codings import LEAST, GzipMiddleware, takes_gzip
from claims.api.stored import stored

LONG = b'{"a":"' + b"many words " * LEAST + b'"}'


@pytest.mark.parametrize(
    ("accepted", "taken"),
    [
        ("gzip", True),
        ("GZIP", True),
        ("gzip, deflate, br", True),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", True),
        ("gzip ; q=0.5", True),
        ("", False),
        ("identity", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip;q=0.0, *", False),
        ("xgzip", False),
        ("gzip;level=9", False),
        ("*", False),
    ],
)
def test_takes_gzip(accepted, taken):
    assert takes_gzip(accepted) is taken


def ask(view, accepted="gzip", **headers):
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    request = RequestFactory().get("/", headers={"Accept-Encoding": accepted, **given})
    return GzipMiddleware(view)(request)


def document(request):
    return stored(request, '"abc"', LONG)


def test_gzip_gives_the_same_bytes_under_an_etag_of_its_own():
    plain, squeezed = ask(document, ""), ask(document)

    assert gzip.decompress(squeezed.content) == plain.content == LONG
    assert squeezed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
    assert (plain["ETag"], squeezed["ETag"]) == ('"abc"', '"abc-gzip"')
    assert squeezed["Content-Length"] == str(len(squeezed.content))
    assert ask(document).content == squeezed.content


@pytest.mark.parametrize("accepted", ["", "gzip"])
@pytest.mark.parametrize(
    ("known", "status", "etag"),
    [
        ('"abc"', 304, '"abc"'),
        ('"abc-gzip"', 304, '"abc-gzip"'),
        ('W/"abc-gzip"', 304, '"abc-gzip"'),
        ('"x-gzip", "abc"', 304, '"abc"'),
        ('"x-gzip"', 200, None),
    ],
)
def test_client_that_has_it_in_either_coding_is_answered_304(
    accepted, known, status, etag
):
    response = ask(document, accepted, If_None_Match=known)

    assert response.status_code == status
    if etag:
        assert response["ETag"] == etag


def test_precondition_goes_by_the_etag_without_its_coding():
    seen = []

    def view(request):
        seen.append(request.headers["If-Match"])
        return HttpResponse()

    ask(view, If_Match='"abc-gzip", "x"')

    assert seen == ['"abc", "x"']


def test_what_is_short_or_coded_already_is_left():
    short = ask(lambda request: HttpResponse(b"a" * (LEAST - 1)))
    coded = ask(lambda request: HttpResponse(LONG, headers={"Content-Encoding": "br"}))

    assert "Content-Encoding" not in short
    assert (coded["Content-Encoding"], coded.content) == ("br", LONG)


def test_answer_without_an_etag_gets_none():
    response = ask(lambda request: HttpResponse(LONG))

    assert response["Content-Encoding"] == "gzip"
    assert "ETag" not in response


def test_stream_is_compressed_as_it_comes():
    def lines():
        for n in range(1000):
            yield b'{"a":%d}\n' % n * 50

    response = ask(lambda request: StreamingHttpResponse(lines()))
    got = list(response.streaming_content)

    assert len(got) > 1
    assert zlib.decompress(b"".join(got), 31) == b"".join(lines())


@pytest.mark.parametrize("method", ["get", "head"])
def test_answers_of_the_api_are_compressed_for_whoever_takes_it(api, world, method):
    answer = getattr(api, method)(
        "/api/v1/claims/", headers={"Accept-Encoding": "gzip"}
    )

    assert answer["Content-Encoding"] == "gzip"
    assert answer["ETag"].endswith('-gzip"')
