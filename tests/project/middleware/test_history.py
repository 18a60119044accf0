import uuid

import pghistory.models
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from project.middleware import RequestHistoryMiddleware
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
