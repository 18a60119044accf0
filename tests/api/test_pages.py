import base64
import uuid
from functools import partial

import pytest
from django.test import RequestFactory

from claims.api.pages import (
    bound_to,
    cursor_after,
    cursor_of,
    keys_of,
    next_link,
    page_body,
    page_size,
    place_of,
)
from claims.models import Place

BOUND = bound_to("/a/", {"tag": "a"}, None, None)
PLACE = Place(5, 7)


@pytest.mark.parametrize("place", [Place(1, 1), Place(5, 7), Place(2**62, 2**63 - 1)])
def test_cursor_holds_a_place(place):
    assert place_of(cursor_of(place, BOUND), BOUND) == (place, 0)
    assert place_of(cursor_of(place, BOUND, 5), BOUND) == (place, 5)


@pytest.mark.parametrize(
    "other",
    [
        bound_to("/b/", {"tag": "a"}, None, None),
        bound_to("/a/", {"tag": "b"}, None, None),
        bound_to("/a/", {"status": "a"}, None, None),
        bound_to("/a/", {"tag": "a", "ordering": "updated_at"}, None, None),
        bound_to("/a/", {"tag": "a"}, uuid.uuid4(), None),
        bound_to("/a/", {"tag": "a"}, None, 1),
    ],
)
def test_cursor_of_another_list_or_reader_is_refused(other):
    cursor = cursor_of(PLACE, BOUND)

    with pytest.raises(ValueError, match="not a cursor of ours"):
        place_of(cursor, other)


def test_cursor_outlives_what_may_change_from_page_to_page():
    asked = {"cursor": "x", "tag": "a", "page_size": "7", "fields": "id", "expand": ""}

    assert bound_to("/a/", asked, None, None) == BOUND


def test_tampered_cursor_is_refused():
    sealed = base64.urlsafe_b64decode(cursor_of(PLACE, BOUND))

    for place in range(len(sealed)):
        for bit in (1, 128):
            changed = bytearray(sealed)
            changed[place] ^= bit
            with pytest.raises(ValueError, match="not a cursor of ours"):
                place_of(base64.urlsafe_b64encode(changed).decode(), BOUND)


@pytest.mark.parametrize("number", [1, 2])
def test_cursor_holds_keys_for_one_list_and_reader(number):
    keys = tuple(uuid.uuid4() for _ in range(number))
    cursor = cursor_after(BOUND, *keys)

    assert keys_of(cursor, BOUND, number) == keys
    for bound, read_as in (
        (bound_to("/b/", {"tag": "a"}, None, None), number),
        (bound_to("/a/", {"tag": "a"}, uuid.uuid4(), None), number),
        (BOUND, 3 - number),
    ):
        with pytest.raises(ValueError, match="not a cursor of ours"):
            keys_of(cursor, bound, read_as)


@pytest.mark.parametrize("text", ["1", "50", "200", "007"])
def test_page_size_reads_a_whole_number(text):
    assert page_size(text) == int(text)


@pytest.mark.parametrize(
    "read",
    [
        partial(place_of, bound=BOUND),
        partial(keys_of, bound=BOUND),
        partial(keys_of, bound=BOUND, number=2),
    ],
)
@pytest.mark.parametrize("cursor", ["", "x", "MTIzNDU2", "é", "A" * 5000, "=" * 8])
def test_cursor_of_another_make_is_refused(read, cursor):
    with pytest.raises(ValueError, match="not a cursor of ours"):
        read(cursor)


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
