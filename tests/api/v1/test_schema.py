import json
import re
from collections import Counter
from io import StringIO

import pytest
import yaml
from django.core.management import call_command
from jsonschema import Draft202012Validator
from playwright.sync_api import sync_playwright

from claims.api.v1.schema import CONTRACT
from tests.api.conftest import committed_contract

SCHEMA = "/api/v1/schema/"
# What comes in other forms than JSON as well.
FORMS = {
    "/api/v1/changes/": {"application/x-ndjson"},
    **{
        f"/api/v1/{path}claims/": {"application/x-ndjson", "text/csv"}
        for path in (
            "",
            "topics/{slug}/",
            "measures/{id}/",
            "agents/{id}/",
            "sources/{id}/",
        )
    },
    "/api/v1/claims/{id}/claimreview/": {"application/ld+json"},
}


def read_yaml(text):
    return yaml.load(text, yaml.CSafeLoader)


def test_committed_contract_is_what_the_code_says():
    generated = StringIO()
    call_command(
        "spectacular",
        validate=True,
        fail_on_warn=True,
        stdout=generated,
        skip_checks=True,
    )

    assert generated.getvalue().strip() == CONTRACT.read_text().strip(), (
        "The API is not what its contract says. If it is meant to change: "
        "uv run manage.py spectacular --file claims/api/v1/openapi.yaml"
    )


def test_contract_is_openapi_3_1(contract):
    assert contract["openapi"] == "3.1.0"


def paths(contract):
    """Give what can be read, beside the desk API, which has tests of its own."""
    return {
        path: operations
        for path, operations in contract["paths"].items()
        if "get" in operations and not path.startswith("/api/v1/desk/")
    }


def test_every_error_of_the_contract_is_a_problem(contract):
    for path, operations in paths(contract).items():
        for status, response in operations["get"]["responses"].items():
            types = set(response.get("content", {}))
            expected = {
                "200": {"application/json", *FORMS.get(path, ())},
                "301": {"application/json"},
                "304": set(),
            }.get(status, {"application/problem+json"})
            assert types == expected


def test_contract_tells_the_statuses_of_each_path(contract):
    always = {"200", "304", "400", "401", "403", "406", "429", "503", "default"}

    assert {
        path: set(operations["get"]["responses"]) - always
        for path, operations in paths(contract).items()
    } == {
        "/api/v1/changes/": set(),
        "/api/v1/claims/": set(),
        "/api/v1/claims/{id}/": {"301", "404", "410"},
        "/api/v1/claims/{id}/citations/": {"301", "404", "410"},
        "/api/v1/claims/{id}/claimreview/": {"301", "404", "410"},
        "/api/v1/claims/{id}/versions/": {"404"},
        "/api/v1/claims/{id}/versions/{version}/": {"404"},
        "/api/v1/claims/{id}/versions/{version}/diff/{other}/": {"404"},
        "/api/v1/licence/": set(),
        "/api/v1/problems/": set(),
        "/api/v1/problems/{name}/": {"404"},
        "/api/v1/agents/": set(),
        "/api/v1/agents/{id}/": {"301", "404"},
        "/api/v1/agents/{id}/claims/": {"301", "404"},
        "/api/v1/measures/": set(),
        "/api/v1/measures/{id}/": {"404"},
        "/api/v1/measures/{id}/claims/": {"404"},
        "/api/v1/measures/{id}/figures/": {"404"},
        "/api/v1/sources/": set(),
        "/api/v1/sources/{id}/": {"301", "404"},
        "/api/v1/sources/{id}/claims/": {"301", "404"},
        "/api/v1/submissions/": set(),
        "/api/v1/submissions/{id}/": {"404"},
        "/api/v1/topics/": set(),
        "/api/v1/topics/{slug}/": {"404"},
        "/api/v1/topics/{slug}/claims/": {"404"},
        "/api/v1/topics/{slug}/figures/": {"404"},
        "/api/v1/webhooks/": set(),
        "/api/v1/webhooks/{id}/": {"404"},
        "/api/v1/webhooks/{id}/deliveries/": {"404"},
    }


def test_examples_agree_with_their_schema(contract, agrees):
    shown = Counter()
    for path, operations in paths(contract).items():
        for status, response in operations["get"]["responses"].items():
            for media_type, content in response.get("content", {}).items():
                for example in content.get("examples", {}).values():
                    agrees(Shown(path, status, media_type, example["value"], response))
                    shown[path, status] += 1

    assert shown["/api/v1/claims/{id}/", "200"] == 1
    assert {status for _, status in shown} >= {"200", "301", "404", "410"}
    for kind, key in NOUNS.items():
        one = f"/api/v1/{kind}/{{{key}}}/"
        assert shown[f"/api/v1/{kind}/", "200"] == shown[one, "200"] == 1
        figures = f"{one}figures/"
        assert shown[figures, "200"] == (figures in contract["paths"])


def test_every_answer_of_the_contract_is_shown(contract):
    silent = [
        (method, path, status, media_type)
        for path, operations in contract["paths"].items()
        for method, operation in operations.items()
        for status, response in operation["responses"].items()
        for media_type, content in resolved(contract, response)
        .get("content", {})
        .items()
        if not content.get("examples")
    ]

    assert silent == []


def resolved(contract, response):
    """Give an answer, also one that is told once for many operations."""
    name = response.get("$ref", "").rpartition("/")[2]
    return contract["components"]["responses"][name] if name else response


def test_contract_says_what_needs_a_key(contract):
    needing = {
        path
        for path, operations in contract["paths"].items()
        for operation in operations.values()
        if {} not in operation["security"]
    }
    needing_none = {
        path
        for path, operations in contract["paths"].items()
        for operation in operations.values()
        if {} in operation["security"]
    }

    first = ("desk", "submissions", "webhooks")
    assert needing == {
        path for path in contract["paths"] if path.split("/")[3] in first
    }
    assert not needing & needing_none


@pytest.mark.parametrize("name", ["tag", "verdict"])
def test_contract_lets_names_of_several_words_through(contract, name):
    parameters = contract["paths"]["/api/v1/claims/"]["get"]["parameters"]
    [schema] = [each["schema"] for each in parameters if each["name"] == name]
    valid = Draft202012Validator(schema["items"]).is_valid

    taken = [valid(text) for text in ("war", "Mostly false", "", " ", "a,b", ",")]

    assert taken == [True, True, False, False, False, False]


NOUNS = {"topics": "slug", "measures": "id", "agents": "id", "sources": "id"}


class Shown(dict):
    """An example, as an answer with every header."""

    def __init__(self, path, status, media_type, body, response):
        super().__init__({**response["headers"], "Content-Type": media_type})
        self.request = {"PATH_INFO": re.sub(r"\{\w+\}", "1", path)}
        self.status_code = status
        self.content = json.dumps(body)


@pytest.mark.parametrize(
    ("accept", "media_type", "read"),
    [
        ("*/*", "application/vnd.oai.openapi", read_yaml),
        ("application/yaml", "application/yaml", read_yaml),
        ("application/json", "application/json", json.loads),
        (
            "application/vnd.oai.openapi+json",
            "application/vnd.oai.openapi+json",
            json.loads,
        ),
    ],
)
def test_schema_is_the_committed_contract(api, accept, media_type, read):
    response = api.get(SCHEMA, headers={"Accept": accept})

    assert response["Content-Type"] == media_type
    assert "Accept" in response["Vary"].split(", ")
    assert read(response.content) == committed_contract()


def test_schema_answers_304_to_whoever_has_it_in_the_same_form(api):
    json_form, yaml_form = (
        {"Accept": "application/json"},
        {"Accept": "application/yaml"},
    )
    etag = api.get(SCHEMA, headers=json_form)["ETag"]

    same = api.get(SCHEMA, headers={**json_form, "If-None-Match": etag})
    other = api.get(SCHEMA, headers={**yaml_form, "If-None-Match": etag})

    assert (same.status_code, other.status_code) == (304, 200)


def test_docs_show_every_path_and_ask_nobody_else(server, settings):
    """Under a name of its own: Swagger UI calls no validator for localhost."""
    settings.ALLOWED_HOSTS = ["claims.test"]
    origin = f"http://claims.test:{server}"
    asked, said = [], []

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[
                "--no-sandbox",
                "--host-resolver-rules=MAP claims.test 127.0.0.1",
                f"--unsafely-treat-insecure-origin-as-secure={origin}",
            ],
        )
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{origin}/api/v1/docs/", wait_until="networkidle")
        page.locator(".opblock-summary-path").first.click()
        paths = page.locator(".opblock-summary-path").all_inner_texts()
        page.get_by_role("button", name="Try it out").click()
        page.get_by_role("button", name="Execute").click()
        tried = page.locator(".live-responses-table td.response-col_status").last
        status = tried.inner_text()
        cookies = page.context.cookies()
        browser.close()

    # A path stands there once a method, and those of one noun together.
    assert {path.replace("\u200b", "") for path in paths} == set(
        committed_contract()["paths"]
    )
    assert status.startswith("200")
    assert cookies == []
    assert said == []
    hosts = {url.split("/")[2].split(":")[0] for url in asked if url.startswith("http")}
    assert hosts == {"claims.test"}
