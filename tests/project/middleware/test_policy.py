import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from project.middleware import PolicyMiddleware

pytestmark = pytest.mark.django_db


def test_nonce_is_in_the_policy_where_a_page_uses_one():
    def view(request):
        return HttpResponse(str(request.csp_nonce))

    request = RequestFactory().get("/admin/")
    response = PolicyMiddleware(view)(request)
    without = PolicyMiddleware(lambda request: HttpResponse())(
        RequestFactory().get("/admin/")
    )

    nonce = f"'nonce-{response.content.decode()}'"
    assert nonce in response["Content-Security-Policy"]
    assert "nonce" not in without["Content-Security-Policy"]
