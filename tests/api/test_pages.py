import uuid
from datetime import UTC, datetime

import pytest
from django.test import RequestFactory

from claims.api.pages import (
    cursor_of,
    key_of,
    next_link,
    page_body,
    page_size,
    place_of,
)
from claims.models import Place


@pytest.mark.parametrize(
    "at",
    [
        datetime.min.replace(tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        datetime(2022, 5, 22, 12, 0, 0, 1, tzinfo=UTC),
        datetime.max.replace(tzinfo=UTC),
    ],
)
def test_cursor_holds_a_place_to_the_microsecond(at):
    place = Place(at, uuid.uuid4(), 7)

    assert place_of(cursor_of(place)) == place


@pytest.mark.parametrize("text", ["1", "50", "200", "007"])
def test_page_size_reads_a_whole_number(text):
    assert page_size(text) == int(text)


@pytest.mark.parametrize("read", [place_of, key_of])
def test_cursor_of_another_make_is_refused(read):
    with pytest.raises(ValueError, match="not a cursor of ours"):
        read("MTIzNDU2")


def test_next_link_is_the_public_address_whatever_the_host(settings):
    settings.PUBLIC_BASE_URL = "https://claims.example.org"
    request = RequestFactory(SERVER_NAME="elsewhere").get(
        "/api/v1/claims/?page_size=2&cursor=old"
    )

    assert next_link(request, "a=&b") == (
        "https://claims.example.org/api/v1/claims/?page_size=2&cursor=a%3D%26b"
    )


def test_page_body_splices_documents():
    assert page_body([], None) == b'{"next":null,"results":[]}'
    assert page_body([b"{}", b"[]"], "x") == b'{"next":"x","results":[{},[]]}'
