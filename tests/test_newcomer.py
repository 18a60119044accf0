"""The main job, as a newcomer does it: in a browser at the desk, then over HTTP."""

import re

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium
from tests.site import Site

pytestmark = pytest.mark.unmeasured

CLAIM = "The war of autumn 2020 over Nagorno-Karabakh killed more than 6,500 people."
FIGURES = ("between 7,300 and 7,700", "about 6,000", "less than 5,000", "3,712")
NOTE = "Checked again: the armies' own counts stand."


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("new comer") / "data")
    site.start()
    yield site
    site.kill()


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


def log_in(browser: Browser, site: Site, username: str) -> Page:
    page = browser.new_context(base_url=site.base).new_page()
    page.goto("/admin/")
    page.get_by_label(re.compile("username", re.I)).fill(username)
    page.get_by_label(re.compile("password", re.I)).fill(site.passwords[username])
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Claims").first).to_be_visible()
    return page


def open_claim(page: Page) -> None:
    page.goto("/admin/claims/claim/?q=autumn+2020")
    page.get_by_role("link", name=CLAIM).first.click()


def step(page: Page, name: str) -> None:
    """Press a button or follow a link of the claim's own bar."""
    bar = page.get_by_label("Where it stands")
    bar.get_by_role("button", name=name, exact=True).or_(
        bar.get_by_role("link", name=name, exact=True)
    ).click()


def draft(page: Page, summary: str) -> str:
    """Write a review of the claim; return the address of its page."""
    step(page, "Draft a review")
    page.locator("#select2-id_verdict-container").click()
    page.keyboard.type("Supported by")
    page.get_by_role("option", name="Supported by the evidence").click()
    page.get_by_label(re.compile("^Summary")).fill(summary)
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    return page.url.partition("?")[0]


def test_a_review_goes_out_on_two_persons_word(browser, site):
    author = log_in(browser, site, "factchecker")
    open_claim(author)
    for figure in FIGURES:
        expect(author.get_by_text(figure).locator("visible=true").first).to_be_visible()
    review = draft(author, "Both armies' counts hold.")
    step(author, "Submit")
    assert author.goto(
        f"{review.removesuffix('change/')}do/approve_review/"
    ).status == (403)

    editor = log_in(browser, site, "editor")
    editor.goto(review)
    step(editor, "Approve")
    step(editor, "Publish")
    editor.get_by_label(re.compile("Public note")).fill(NOTE)
    editor.get_by_role("button", name="Publish").click()
    expect(editor.get_by_text("Published version 2")).to_be_visible()

    listed = httpx.get(f"{site.base}/api/v1/claims/").json()["results"]
    [claim] = [each for each in listed if each["text"] == CLAIM]
    answer = httpx.get(claim["url"])
    assert (claim["version"], claim["note"]) == (2, NOTE)
    assert answer.json()["reviews"][0]["summary"] == "Both armies' counts hold."
    known = httpx.get(claim["url"], headers={"If-None-Match": answer.headers["ETag"]})
    assert known.status_code == 304
    first = httpx.get(f"{claim['url']}versions/1/").json()
    assert first["version"] == 1
    assert first["reviews"][0]["summary"] != "Both armies' counts hold."
    assert {each["text"] for each in listed}.isdisjoint(
        {
            "The European Union leads the process of normalising relations between "
            "Armenia and Azerbaijan.",
            "Azerbaijan lost 2,906 servicemen in the war of autumn 2020.",
        }
    )


def test_an_editor_cannot_approve_words_of_their_own(browser, site):
    editor = log_in(browser, site, "editor")
    editor.goto("/admin/claims/claim/?q=civilians")
    editor.get_by_role("link", name=re.compile("at least 146 civilians")).first.click()
    review = draft(editor, "One count.")
    step(editor, "Submit")
    editor.goto(review)
    step(editor, "Approve")

    expect(editor.get_by_text("somebody else approves it")).to_be_visible()
    editor.goto(review)
    expect(editor.get_by_text("Submitted", exact=True).first).to_be_visible()
