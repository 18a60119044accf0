import pytest
from django.test import RequestFactory

from claims.api.stored import FOR_EVER, etag_of, stored

ETAG = '"abc"'


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (None, 200),
        ("", 200),
        ('"abc"', 304),
        ('W/"abc"', 304),
        ('"other", "abc"', 304),
        ('"other" , W/"abc"', 304),
        ("*", 304),
        ('"other"', 200),
        ('W/"other"', 200),
        ('"ABC"', 200),
        # Not as the grammar has it: no ETag at all.
        ("abc", 200),
        ('"abc', 200),
        ('w/"abc"', 200),
    ],
)
def test_stored_knows_the_etags_a_client_has(header, status):
    headers = {} if header is None else {"If-None-Match": header}
    request = RequestFactory().get("/", headers=headers)

    response = stored(request, ETAG, b"{}", cache=FOR_EVER)

    assert response.status_code == status
    assert response.content == (b"{}" if status == 200 else b"")
    assert response["ETag"] == ETAG
    assert response["Cache-Control"] == FOR_EVER


@pytest.mark.parametrize(("known", "calls"), [('"other"', 1), (ETAG, 0)])
def test_stored_makes_no_bytes_for_a_client_that_has_them(known, calls):
    made = []
    request = RequestFactory().get("/", headers={"If-None-Match": known})

    response = stored(request, ETAG, lambda: made.append(1) or b"{}")

    assert len(made) == calls
    assert response.content == (b"{}" if calls else b"")


def test_etag_of_depends_on_the_parts_and_their_order():
    etags = {etag_of(parts) for parts in (["a", "b"], ["b", "a"], ["ab"], ["a"], [])}

    assert len(etags) == 5


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ('"abc"', 200),
        ("*", 200),
        ('"other", "abc"', 200),
        ('"other"', 412),
        # Strong comparison: a weak one never matches.
        ('W/"abc"', 412),
        ("", 412),
        ("abc", 412),
    ],
)
def test_stored_answers_412_to_who_wants_another(header, status):
    request = RequestFactory().get(
        "/", headers={"If-Match": header, "If-None-Match": '"else"'}
    )

    assert stored(request, ETAG, b"{}").status_code == status
