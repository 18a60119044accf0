from datetime import UTC, datetime, timedelta

import pytest
from drf_spectacular.generators import SchemaGenerator

from claims.api import deprecations
from claims.api.deprecations import DEPRECATED, Deprecation

SINCE = datetime(2026, 11, 1, tzinfo=UTC)
GOING = Deprecation(
    SINCE, SINCE + timedelta(days=400), "https://claims.example.org/guide"
)


@pytest.fixture
def going(monkeypatch):
    """Deprecate one operation, for this test alone."""
    monkeypatch.setattr(deprecations, "DEPRECATED", {"GET TopicList": GOING})


@pytest.mark.parametrize("method", ["get", "head"])
def test_what_will_go_says_so(api, going, method):
    response = getattr(api, method)("/api/v1/topics/")

    assert response["Deprecation"] == "@1793491200"
    assert response["Sunset"] == "Mon, 06 Dec 2027 00:00:00 GMT"
    assert '<https://claims.example.org/guide>; rel="deprecation"' in response["Link"]


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/api/v1/claims/"),
        ("options", "/api/v1/topics/"),
        ("get", "/api/v1/nothing/"),
    ],
)
def test_what_stays_says_nothing(api, going, method, address):
    response = getattr(api, method)(address)

    assert not {"Deprecation", "Sunset"} & set(response.headers)
    assert 'rel="deprecation"' not in response["Link"]


def test_contract_marks_what_will_go(going):
    contract = SchemaGenerator(api_version="v1").get_schema(public=True)

    marked = [
        (path, method)
        for path, operations in contract["paths"].items()
        for method, operation in operations.items()
        if operation.get("deprecated")
    ]

    assert marked == [("/api/v1/topics/", "get")]


@pytest.mark.parametrize("days", [-1, 0, 364])
def test_nothing_goes_within_a_year(days):
    with pytest.raises(ValueError, match="a year at least"):
        Deprecation(SINCE, SINCE + timedelta(days=days), "")


def test_nothing_goes_before_it_is_deprecated():
    for each in [*DEPRECATED.values(), GOING]:
        assert each.sunset >= each.since
