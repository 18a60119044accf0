import json

from tests.api.test_errors import unreachable

SEARCH = "/v1alpha1/claims:search"


def error_of(response, code):
    """Give an error in Google's shape, and hold it to that."""
    assert response.status_code == code, response.content
    assert response["Content-Type"] == "application/json"
    assert response["Cache-Control"] == "no-store"
    body = json.loads(response.content)
    assert body.keys() == {"error"}
    error = body["error"]
    assert error.keys() == {"code", "message", "status"}
    assert error["code"] == code
    return error


def test_address_that_is_none_is_answered_in_the_shape_of_google(api):
    assert error_of(api.get("/v1alpha1/claims:none"), 404)["status"] == "NOT_FOUND"


def test_method_that_is_none_is_answered_in_the_shape_of_google(api):
    for method in ("post", "put", "patch", "delete"):
        response = getattr(api, method)(SEARCH)

        assert error_of(response, 405)["status"] == "INVALID_ARGUMENT"
        assert "GET" in response["Allow"]


def test_too_many_requests_are_answered_in_the_shape_of_google(api, settings):
    settings.API_ANONYMOUS_RATE_LIMIT = 1

    answers = [api.get(SEARCH, {"query": "a"}) for _ in range(2)]

    assert answers[0].status_code == 200
    assert error_of(answers[1], 429)["status"] == "RESOURCE_EXHAUSTED"
    assert int(answers[1]["Retry-After"]) > 0
    assert "RateLimit" in answers[1]


def test_database_that_is_away_is_answered_in_the_shape_of_google(api):
    with unreachable("record"):
        response = api.get(SEARCH, {"query": "a"})

    assert error_of(response, 503)["status"] == "UNAVAILABLE"
    assert response["Retry-After"]


def test_wrong_precondition_is_answered_in_the_shape_of_google(api):
    response = api.get(SEARCH, {"query": "a"}, headers={"If-Match": '"x"'})

    assert error_of(response, 412)["status"] == "FAILED_PRECONDITION"


def test_errors_of_our_own_shape_stay_as_they_are(api):
    response = api.get("/api/v1/nowhere/")

    assert response["Content-Type"] == "application/problem+json"
