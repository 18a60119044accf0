import uuid

import pghistory.models
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from project.middleware import MEGABYTE, DoorMiddleware, RequestHistoryMiddleware
from tests.factories import ClaimFactory, UserFactory

pytestmark = pytest.mark.django_db


def contexts(method, user, path="/admin/x/"):
    """Let a view write a claim twice, and give what the history knows of it."""

    def view(request):
        ClaimFactory()
        ClaimFactory()
        return HttpResponse()

    request = getattr(RequestFactory(), method)(path)
    request.user = user
    RequestHistoryMiddleware(view)(request)
    events = pghistory.models.Events.objects.tracks(*Claim.objects.all())
    return [each.pgh_context for each in events]


def test_write_is_known_by_its_request_user_and_address():
    user = UserFactory()

    one, two = contexts("post", user)

    assert one["user"] == user.pk
    assert one["url"] == "/admin/x/"
    assert uuid.UUID(one["request"])
    assert one["request"] == two["request"]


def test_two_requests_are_told_apart():
    user = UserFactory()

    assert contexts("post", user)[0]["request"] != contexts("post", user)[-1]["request"]


def test_write_of_nobody_has_no_user():
    assert contexts("post", AnonymousUser())[0]["user"] is None


def test_read_asks_nothing():
    request = RequestFactory().get("/")
    request.user = None

    with CaptureQueriesContext(connection) as queries:
        RequestHistoryMiddleware(lambda request: HttpResponse())(request)

    assert len(queries) == 0


def door(user=None, path="/admin/claims/claim/", length=0, query=""):
    """Knock with a request; give what comes back, ``None`` when it is let in."""
    request = RequestFactory().get(path, headers={"host": "localhost"})
    request.META |= {"QUERY_STRING": query, "CONTENT_LENGTH": str(length)}
    request.user = user or AnonymousUser()
    return DoorMiddleware(lambda request: None)(request)


@pytest.mark.parametrize(
    "query",
    ["q=%00", "%00=1", "q=a%00b", "q=%ff", "%ED%A0%80=1", "q=%ED%A0%80", "q=\0"],
)
def test_door_refuses_a_query_that_is_no_text(query):
    response = door(query=query)

    assert response.status_code == 400
    assert b"Nothing was saved." in response.content


@pytest.mark.parametrize("path", ["/admin/%00/", "/admin/claims/claim/a%00/change/"])
def test_door_refuses_a_path_with_nul(path):
    assert door(path=path).status_code == 400


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/admin/claims/claim/", "q=%E2%80%AE+%F0%9F%92%A9+%25"),
        ("/admin/%ff/", ""),
        # The API names the parameter at fault.
        ("/api/v1/claims/", "cursor=%00"),
    ],
)
def test_door_lets_other_addresses_in(path, query):
    assert door(path=path, query=query) is None


@pytest.mark.parametrize(
    ("known", "path", "length", "status"),
    [
        (False, "/admin/login/", MEGABYTE, None),
        (False, "/admin/login/", MEGABYTE + 1, 413),
        (True, "/admin/login/", MEGABYTE + 1, None),
        (True, "/admin/login/", 12 * MEGABYTE, None),
        (True, "/admin/login/", 12 * MEGABYTE + 1, 413),
        (True, "/admin/login/", "", None),
        (True, "/admin/login/", "-1", None),
        (False, "/api/v1/claims/", MEGABYTE + 1, 413),
    ],
)
def test_door_refuses_a_body_larger_than_a_form(known, path, length, status):
    response = door(UserFactory() if known else None, path, length)

    assert (response and response.status_code) == status
    if response:
        assert f"{12 if known else 1} MB" in response.content.decode()
