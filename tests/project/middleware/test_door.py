import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from project.middleware.door import MEGABYTE, DoorMiddleware
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


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
