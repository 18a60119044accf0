"""The short way to the API leaves out nothing that its answers need."""

import pytest
from django.conf import settings
from django.utils.module_loading import import_string


def test_nothing_on_the_short_way_looks_at_views():
    """The handler of that way calls no such hook, so none may be waiting for it."""
    for name in settings.API_MIDDLEWARE:
        middleware = import_string(name)
        for hook in ("process_view", "process_exception", "process_template_response"):
            assert not hasattr(middleware, hook), name


@pytest.mark.parametrize(
    ("path", "to_the_api"), [("/api/v1/docs/", True), ("/healthz", False)]
)
def test_requests_for_the_api_have_no_session(client, db, path, to_the_api):
    request = client.get(path).wsgi_request

    assert hasattr(request, "session") is not to_the_api
    assert hasattr(request, "access") is to_the_api


def test_answers_of_the_api_have_the_headers_of_all_answers(client, db):
    api, other = client.get("/api/v1/docs/"), client.get("/healthz")

    names = set(other.headers) - {"Vary", "Content-Length"}
    assert names <= set(api.headers)


def test_address_without_its_slash_leads_to_the_one_with(client, db):
    response = client.get("/api/v1/claims")

    assert (response.status_code, response["Location"]) == (301, "/api/v1/claims/")
