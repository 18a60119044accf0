"""Every address, by what the URL resolver knows: methods, tokens, headers."""

import pytest
from django.test import Client

from tests import factories
from tests.browser import browsing
from tests.routes import routes

DESK = [*routes("/admin/"), *routes("/accounts/")]
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
ELSEWHERE = [
    "/",
    "/healthz",
    "/readyz",
    "/api/v1/x",
    "/nothing",
    "/static/claims/desk.js",
]


@pytest.fixture
def chief(db):
    """A client that is an administrator, that checks tokens, and its token."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(factories.UserFactory(is_superuser=True))
    client.get("/accounts/password/change/")
    return client


def test_resolver_is_read(db):
    assert len(DESK) > 80
    assert "/admin/claims/claim/1/do/1/" in DESK
    assert "/admin/auth/user/1/access/" in DESK
    assert "/accounts/password/reset/key/1-1/" in DESK


def test_unsafe_request_without_a_token_is_403(chief):
    answers = {
        (method, address): chief.generic(method, address).status_code
        for address in DESK
        for method in UNSAFE
    }

    assert {each: code for each, code in answers.items() if code != 403} == {}


def test_unsafe_request_of_a_foreign_page_is_403(chief):
    headers = {
        "X-CSRFToken": chief.cookies["csrftoken"].value,
        "Origin": "https://evil.example",
    }
    answers = {
        (method, address): chief.generic(method, address, headers=headers).status_code
        for address in DESK
        for method in UNSAFE
    }

    assert {each: code for each, code in answers.items() if code != 403} == {}


def test_request_with_a_token_is_let_through(chief):
    headers = {
        "X-CSRFToken": chief.cookies["csrftoken"].value,
        "Origin": "http://testserver",
    }

    response = chief.post("/accounts/sessions/", headers=headers)

    assert response.status_code == 302


def test_desk_answers_to_head_as_to_get_and_not_to_options_or_trace(chief):
    methods = ("GET", "HEAD", "OPTIONS", "TRACE", "TRACK")
    answers = {
        address: [chief.generic(method, address) for method in methods]
        for address in DESK
    }

    for address, (got, head, *others) in answers.items():
        assert head.status_code == got.status_code < 500, address
        assert head.content == b"", address
        assert [each.status_code for each in others] == [405] * 3, address


@pytest.mark.django_db(databases="__all__")
def test_every_answer_has_its_headers(chief):
    """Whatever the status: a page of an error is a page."""
    for address in [*routes(), *ELSEWHERE]:
        response = chief.get(address)
        if response.streaming:
            response.close()
        check_headers(address, response)


def check_headers(address, response):

    given = dict(
        each.strip().split(" ", 1)
        for each in response["Content-Security-Policy"].split(";")
    )
    assert given["default-src"] == "'none'"
    assert given["frame-ancestors"] == "'none'"
    assert given["base-uri"] == "'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.get("X-Frame-Options") == (
        None if address.startswith("/static/") else "DENY"
    )
    desk = address.startswith(("/admin/", "/accounts/"))
    docs = address == "/api/v1/docs/"
    assert ("script-src" in given) is (desk or docs)
    assert "unsafe-inline" not in given.get("script-src", "")
    assert ("unsafe-eval" in given.get("script-src", "")) is desk
    if desk:
        assert response["Cache-Control"]
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Credentials" not in response


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "to"), [("/", "/admin/"), ("/api/v1/claims", "/api/v1/claims/")]
)
def test_address_leads_on(client, path, to):
    response = client.get(path)

    assert response.status_code in (301, 302)
    assert response["Location"] == to


def test_no_page_of_the_desk_breaks_its_policy(committed, people):
    """In a real browser, from the login on, with a passkey set up and used."""
    editor, said = people["Editor"], []
    editor.set_password("correct horse battery")
    editor.save()
    claim = factories.ClaimFactory()
    page_of_claim = f"/admin/claims/claim/{claim.pk}"

    with browsing(said) as (page, base):
        key = page.context.new_cdp_session(page)
        key.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        key.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        page.goto(f"{base}/admin/")
        page.get_by_label("Username").fill(editor.username)
        page.get_by_label("Password").fill("correct horse battery")
        page.get_by_role("button", name="Log in", exact=True).click()
        page.wait_for_url(f"{base}/admin/")
        for address in (
            "/admin/",
            "/admin/claims/claim/",
            "/admin/claims/claim/add/",
            f"{page_of_claim}/change/",
            f"{page_of_claim}/history/",
            f"{page_of_claim}/do/comment/",
            "/accounts/2fa/",
            "/accounts/2fa/totp/activate/",
            "/accounts/password/change/",
            "/accounts/sessions/",
        ):
            answer = page.goto(f"{base}{address}", wait_until="networkidle")
            assert answer.status == 200
            assert page.url == f"{base}{address}"
        page.goto(f"{base}/accounts/2fa/webauthn/add/")
        page.get_by_label("Passwordless").check()
        page.get_by_role("button", name="Add").click()
        page.wait_for_url("**/recovery-codes/")
        page.goto(f"{base}/accounts/logout/")
        page.get_by_role("button", name="Sign Out").click()
        page.wait_for_url("**/login/")
        page.get_by_role("button", name="Log in with a passkey").click()
        page.wait_for_url(f"{base}/admin/")

    assert said == []
