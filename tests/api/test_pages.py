import base64
import contextlib
import threading
import uuid
from functools import partial
from random import Random
from urllib.parse import parse_qs, urlencode

import pytest
from django.db import OperationalError, connections
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
from claims.bench.seed import seed
from claims.models import Claim, Place
from claims.services.claims import revise_claim
from claims.services.publication import publish_claim, withdraw_claim
from tests import factories
from tests.api.questions import LIST, asked_by, expected, partner_key, walk

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
        bound_to("/a/", {"tag": "a"}, uuid.UUID(int=1), None),
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


def test_cursor_with_any_bit_changed_is_refused():
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
        (bound_to("/a/", {"tag": "a"}, uuid.UUID(int=1), None), number),
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


# The claims to walk, and how many each of eight writers changes meanwhile.
WALKS = [(60, 3), pytest.param(10_000, 60, marks=pytest.mark.drill)]


@pytest.mark.parametrize(("number", "each"), WALKS)
@pytest.mark.parametrize("ordering", ["-published_at", "published_at"])
def test_walk_is_complete_while_eight_people_write(api, people, number, each, ordering):
    seed(number, lambda batch: None)
    claims = list(Claim.objects.order_by("?"))
    editor, done = people["Editor"], threading.Event()

    def patiently(task, *args, **kwargs):
        # Eight at once may wait for the record longer than somebody at a desk would.
        while True:
            with contextlib.suppress(OperationalError):
                return task(*args, **kwargs)

    def write(share):
        try:
            for turn, claim in enumerate(share):
                patiently(
                    publish_claim, factories.ClaimFactory(), revision=1, by=editor
                )
                revision = claim.revision
                if turn % 3:
                    changed = patiently(
                        revise_claim,
                        claim,
                        revision=revision,
                        by=editor,
                        text=f"Else {turn}",
                    )
                    patiently(
                        publish_claim, changed, revision=changed.revision, by=editor
                    )
                else:
                    patiently(
                        withdraw_claim,
                        claim,
                        revision=revision,
                        by=editor,
                        reason="No.",
                        note="No.",
                    )
                    left.append(str(claim.pk))
        finally:
            connections.close_all()

    left: list[str] = []
    shares = [claims[n * each : (n + 1) * each] for n in range(8)]
    writers = [threading.Thread(target=write, args=[share]) for share in shares]
    for writer in writers:
        writer.start()
    walks = []
    while not done.is_set():
        if not any(writer.is_alive() for writer in writers):
            done.set()
        walks.append(
            walk(api, {"ordering": ordering, "page_size": 50 if number > 60 else 7})
        )
    for writer in writers:
        writer.join()

    assert len(left) == 8 * len(range(0, each, 3))
    throughout = {str(claim.pk) for claim in claims} - set(left)
    for seen in walks:
        assert len(seen) == len(set(seen))
        assert throughout <= set(seen)
    assert walks[-1] == expected({"ordering": ordering})


@pytest.mark.parametrize("number", [40, pytest.param(1000, marks=pytest.mark.drill)])
def test_tampered_cursor_is_refused(api, publish, number):
    rng = Random(3)
    for _ in range(3):
        publish()
    page = api.get(f"{LIST}?page_size=1").json()
    address = page["next"].removeprefix("http://127.0.0.1:8000")
    cursor = parse_qs(address.partition("?")[2])["cursor"][0]

    for _ in range(number):
        changed = list(cursor.rstrip("="))
        changed[rng.randrange(len(changed) - 1)] = rng.choice("_é 0Az-~")
        text = "".join(changed)
        if text == cursor.rstrip("="):
            continue
        answer = api.get(f"{LIST}?{urlencode({'cursor': text + '=='})}")
        assert answer.status_code == 400
        assert [each["parameter"] for each in answer.json()["errors"]] == ["cursor"]
    assert api.get(address).status_code == 200


@pytest.mark.parametrize(
    "query", ["tag=a", "ordering=updated_at", "as_of=2", "q=claim", "status=verified"]
)
def test_cursor_is_good_for_its_question_alone(api, publish, query):
    for _ in range(3):
        publish()
    address = api.get(f"{LIST}?page_size=1").json()["next"]
    address = address.removeprefix("http://127.0.0.1:8000")

    assert api.get(f"{address}&{query}").status_code == 400
    assert api.get(f"{address}&fields=id").status_code == 200


def test_cursor_of_a_partner_is_refused_for_others(api, publish):
    for _ in range(3):
        publish()
    own, other = partner_key(), partner_key()
    address = asked_by(api, "?page_size=1", own).json()["next"]
    query = address.partition(LIST)[2]

    answers = [asked_by(api, query, key).status_code for key in (own, other, None)]

    assert answers == [200, 400, 400]
