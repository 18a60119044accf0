import json
import resource
import time
from pathlib import Path

import pytest
from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.bodies import BodyError, parse, read_body
from project.urls import *  # noqa: F403 - this module is a URLconf, with more routes
from project.urls import urlpatterns as project_urls


def case(line):
    name, _, body = line.partition(" ")
    # Three of them are too long to be written out.
    return name, eval(body, {"__builtins__": {}})


CASES = dict(
    case(line)
    for line in Path(__file__).with_name("json_cases.txt").read_text().splitlines()
    if not line.startswith("#")
)

# What RFC 8259 lets anybody send and nobody can keep, or read in one way.
REFUSED = {
    "y_object_duplicated_key": "/a",
    "y_object_duplicated_key_and_value": "/a",
    "y_object_escaped_null_in_key": "",
    "y_string_null_escape": "/0",
}
# What it leaves open, and is taken here; everything else of it is refused.
TAKEN = {
    "t_number_1.0": [1.0],
    "t_number_1000000000000000": [10**15],
    "t_number_1e6": [1e6],
    "t_object_key_nfc_nfd": {"é": "NFC", "e\u0301": "NFD"},
    "t_object_key_nfd_nfc": {"e\u0301": "NFD", "é": "NFC"},
}


# As a header of its own the client sends it with no body too.
JSON = {"content_type": "application/json", "CONTENT_TYPE": "application/json"}


class Echo(APIView):
    """Gives back the body it got, read in one of the two ways."""

    way = staticmethod(read_body)

    def post(self, request):
        return Response({"got": self.way(request)})


urlpatterns = [
    *project_urls,
    path("api/v1/echo/", Echo.as_view()),
    path("api/v1/data/", Echo.as_view(way=lambda request: request.data)),
]


def over_http(test):
    """Have the two endpoints, and the database in which requests are counted."""
    return pytest.mark.django_db(pytest.mark.urls(__name__)(test))


@pytest.fixture(params=["echo", "data"])
def post(request, client):
    """Post bytes to an endpoint that gives back what it read."""

    def post(body, content_type="application/json", **headers):
        return client.post(
            f"/api/v1/{request.param}/",
            body,
            content_type=content_type,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )

    return post


def test_suite_is_whole():
    kinds = [name[0] for name in CASES]

    assert {kind: kinds.count(kind) for kind in "ynit"} == {
        "y": 95,
        "n": 188,
        "i": 35,
        "t": 22,
    }


@pytest.mark.parametrize("name", [name for name in CASES if name.startswith("y_")])
def test_json_is_taken_as_it_is(name):
    if name in REFUSED:
        with pytest.raises(BodyError) as refused:
            parse(CASES[name])
        assert refused.value.pointer == REFUSED[name]
    else:
        assert parse(CASES[name]) == json.loads(CASES[name])


@pytest.mark.parametrize("name", [name for name in CASES if name.startswith("n_")])
def test_what_is_no_json_is_refused(name):
    with pytest.raises(BodyError):
        parse(CASES[name])


@pytest.mark.parametrize("name", [name for name in CASES if name[0] in "it"])
def test_what_the_standard_leaves_open_is_decided(name):
    if name in TAKEN:
        assert parse(CASES[name]) == TAKEN[name]
    else:
        with pytest.raises(BodyError):
            parse(CASES[name])


@over_http
def test_every_case_is_answered_over_http(client):
    for name, body in CASES.items():
        response = client.post("/api/v1/echo/", body, **JSON)

        taken = name in TAKEN or (name.startswith("y_") and name not in REFUSED)
        assert response.status_code == (200 if taken else 400), name
        if not taken:
            [fault] = response.json()["errors"]
            assert set(fault) == {"pointer", "detail"}


@over_http
@pytest.mark.parametrize(
    ("body", "pointer", "says"),
    [
        (b" ", "", "Expecting value: line 1, column 2."),
        (b'{"a": 1,\n "b"}', "", "Expecting ':' delimiter: line 2, column 5."),
        (b'{"a": [1, {"b~/c": 1, "b~/c": 2}]}', "/a/1/b~0~1c", "twice"),
        (b'{"a": [0, "x\\u0000"]}', "/a/1", "U+0000"),
        (b'{"a": {"b": "\\ud800"}}', "/a/b", "halves of characters"),
        (b'{"a": {"\\udfff": 1}}', "/a", "In a name"),
        (b'{"a": {"%b": 1}}' % (b"n" * 201), "/a", "over 200"),
        (b'{"a": NaN}', "/a", "NaN is not JSON."),
        (b'{"a": [-Infinity]}', "/a/0", "-Infinity is not JSON."),
        (b'{"a": 9007199254740992}', "/a", "as a string"),
        (b'{"a": -9007199254740992}', "/a", "as a string"),
        (b'{"a": %b}' % (b"9" * 5000), "/a", "as a string"),
        (b'{"a": 1e400}', "/a", "as a string"),
        (b'{"a": 1e-400}', "/a", "as a string"),
        (b'{"a": 0.12345678901234567890}', "/a", "as a string"),
        (b'{"a": 0.%b}' % (b"1" * 5000), "/a", "as a string"),
        (b'"\xff"', "", "Byte 2 is not UTF-8."),
        (b"\n" + b"[" * 33, "", "More than 32 deep: line 2, column 33."),
        (b"[%b1]" % (b"1," * 5000), "", "More than 5000 values: line 1, column 9999."),
    ],
)
def test_refusal_names_the_place(post, body, pointer, says):
    response = post(body)

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    [fault] = response.json()["errors"]
    assert fault["pointer"] == pointer
    assert says in fault["detail"]


@over_http
@pytest.mark.parametrize(
    "value",
    [
        2**53 - 1,
        -(2**53) + 1,
        -0.1,
        123.456,
        1e300,
        0.0,
        "]{,[" * 100,
        'a"b\\',
        "\u202e\ufeff\x01",
        [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]],
        list(range(4999)),
        {"n" * 200: 1},
    ],
)
def test_what_can_be_kept_comes_back_as_it_was(post, value):
    response = post(json.dumps(value).encode())

    assert response.json() == {"got": value}


@over_http
@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 200),
        ("Application/JSON; charset=UTF-8", 200),
        ("application/json; charset=utf8", 200),
        ("application/json; charset=latin-1", 415),
        ("application/json; charset=utf-16", 415),
        ("application/merge-patch+json", 415),
        ("application/*", 415),
        ("*/*", 415),
        ("text/json", 415),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("", 415),
        ("\x7f;;=", 415),
    ],
)
def test_content_type(post, content_type, status):
    response = post(b'{"a": 1}', content_type)

    assert response.status_code == status


@over_http
@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "identity, gzip", "x"])
def test_compressed_body_is_refused(post, coding):
    assert post(b"{}", Content_Encoding=coding).status_code == 415


@over_http
def test_identity_is_no_coding(post):
    assert post(b"{}", Content_Encoding="Identity").status_code == 200


@over_http
def test_body_of_no_known_length_is_411(client):
    response = client.post("/api/v1/echo/", HTTP_TRANSFER_ENCODING="chunked", **JSON)

    assert response.status_code == 411
    assert response["Content-Type"] == "application/problem+json"


MEGABYTE = 2**20


@over_http
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"[" * 10**5, 400),
        (b'{"a":' * 10**5, 400),
        (b"[" + b"[]," * (MEGABYTE // 3 - 1) + b"1]", 400),
        (b"{" + b'"a":1,' * (MEGABYTE // 6 - 1) + b'"b":1}', 400),
        (b"9" * MEGABYTE, 400),
        (b"0." + b"9" * (MEGABYTE - 2), 400),
        (b"1e" + b"9" * (MEGABYTE - 2), 400),
        (b'"' + b"\\" * (MEGABYTE - 1), 400),
        (b'"' * MEGABYTE, 400),
        (b'"' + b"\\u0041" * (MEGABYTE // 6 - 1) + b'"', 200),
        (b" " * MEGABYTE, 400),
        (b'"' + b"a" * (MEGABYTE - 2) + b'"', 200),
        (b'"' + b"a" * (MEGABYTE - 1) + b'"', 413),
    ],
    ids=range(13),
)
def test_bomb_is_answered_cheaply(client, body, status):
    before, start = peak(), time.process_time()

    response = client.post("/api/v1/echo/", body, "application/json")

    assert response.status_code == status
    assert time.process_time() - start < 1
    assert peak() - before < 50 * 1024


@over_http
def test_form_of_many_fields_is_refused_unread(client):
    response = client.post("/api/v1/echo/", {f"field{n}": "x" for n in range(1000)})

    assert response.status_code == 415


def peak():
    """Give the most memory this process ever had, in kB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
