"""The whole way of a claim at the desk, by keyboard alone."""

import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import chromium
from tests.site import Site

pytestmark = pytest.mark.unmeasured

STATEMENT = "The war of autumn 2020 displaced more than 90,000 people."
LINK = "https://news.example/2020/12/displaced?utm_source=feed"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("keyboard") / "data")
    site.start()
    yield site
    site.kill()


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


class Hands:
    """Somebody at the desk without a mouse: Tab, arrows, Enter, and what they type."""

    def __init__(self, browser: Browser, site: Site, username: str) -> None:
        self.page: Page = browser.new_context(base_url=site.base).new_page()
        self.page.goto("/admin/")
        self.type_in(re.compile("username", re.I), username)
        self.type_in(re.compile("password", re.I), site.passwords[username])
        self.page.keyboard.press("Enter")
        self.page.get_by_role("link", name="Claims").first.wait_for()

    def reach(self, target: Locator) -> None:
        """Go on with Tab until the control has the focus; it must be reachable."""
        target.wait_for()
        for _ in range(250):
            if target.evaluate("each => each === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {target}.")

    def type_in(self, label: str | re.Pattern[str], text: str) -> None:
        self.reach(self.page.get_by_label(label).first)
        self.page.keyboard.type(text)

    def type_time(self, label: re.Pattern[str], time: datetime) -> None:
        """Type a date and a time of day into the parts of a box, as in America."""
        self.type_in(label, "")
        self.page.keyboard.type(f"{time:%m%d%Y}", delay=30)
        self.page.keyboard.press("Tab")
        self.page.keyboard.type(f"{time:%I%M%p}", delay=30)

    def choose(self, field: str, asked: str, option: str | re.Pattern[str]) -> None:
        """Choose in a box that searches while one types."""
        box = f".select2-selection[aria-labelledby~='select2-id_{field}-container']"
        self.reach(self.page.locator(box))
        self.page.keyboard.press("Enter")
        self.page.keyboard.type(asked)
        self.page.get_by_role("option", name=option).first.wait_for()
        self.page.keyboard.press("Enter")

    def press(self, name: str, within: Locator | None = None) -> None:
        """Press a button, or follow a link, by its name."""
        place = within or self.page.locator("#main")
        self.reach(
            place.get_by_role("button", name=name, exact=True)
            .or_(place.get_by_role("link", name=name, exact=True))
            .first
        )
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def step(self, name: str) -> None:
        """Take a step from the bar that says where the claim stands."""
        self.press(name, self.page.get_by_label("Where it stands"))

    def open(self, address: str) -> None:
        self.page.goto(address)

    def sees(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()


def stands(site: Site, address: str) -> httpx.Response:
    return httpx.get(f"{site.base}/api/v1/claims/{address.split('/')[-3]}/")


def test_the_whole_way_of_a_claim_by_keyboard_alone(browser, site):
    # Record.
    author = Hands(browser, site, "factchecker")
    author.open("/admin/claims/claim/add/")
    author.type_in(re.compile("^Text"), STATEMENT)
    author.choose("topic", "2020 Nagorno", "2020 Nagorno-Karabakh war")
    author.press("Save and continue editing")
    author.sees("was added successfully")
    claim = author.page.url

    # Cite.
    key = claim.split("/")[-3]
    author.open(f"/admin/claims/citation/add/?claim={key}")
    author.type_in(re.compile("link or citation", re.I), LINK)
    author.press("Cite")
    author.type_in(re.compile("Kind"), "article")
    author.type_in(re.compile("Title"), "Counting the displaced")
    author.press("Record and cite")
    author.sees("is recorded as a new source and cited")

    # Submit.
    author.open(claim)
    author.step("Draft a review")
    author.choose("verdict", "Supported", "Supported by the evidence")
    author.type_in(re.compile("^Summary"), "One count supports it.")
    author.press("Save and continue editing")
    review = author.page.url.partition("?")[0]
    author.step("Submit")

    # Return with a reason.
    editor = Hands(browser, site, "editor")
    editor.open(review)
    editor.step("Return")
    editor.type_in(re.compile("Reason"), "Name the count.")
    editor.press("Return")

    # Resubmit.
    author.open(review)
    author.sees("Name the count.")
    author.type_in(re.compile("^Text"), "The count is the ministry's.")
    author.press("Save and continue editing")
    author.step("Submit")

    # Approve, and schedule.
    editor.open(review)
    editor.step("Approve")
    editor.open(claim)
    editor.step("Publish at …")
    soon = datetime.now(UTC) + timedelta(days=1)
    editor.type_time(re.compile("Publish at"), soon)
    at = editor.page.get_by_label(re.compile("Publish at"))
    expect(at).to_have_value(f"{soon:%Y-%m-%dT%H:%M}")
    editor.press("Publish at …")
    editor.sees("The claim waits for its time.")
    assert stands(site, claim).status_code == 404
    editor.step("Do not publish at …")
    editor.press("Do not publish at …")

    # Publish, correct, withdraw.
    editor.open(claim)
    editor.step("Publish")
    editor.press("Publish")
    editor.sees("Published version 1")
    assert stands(site, claim).json()["status"] == "verified"
    editor.type_in(re.compile("^Place"), "Karabakh")
    editor.press("Save and continue editing")
    editor.step("Correct")
    editor.type_in(re.compile("Public note"), "We name the place.")
    editor.press("Correct")
    editor.sees("Published version 2")
    editor.step("Withdraw")
    editor.type_in(re.compile("Reason"), "The count was taken back.")
    editor.type_in(re.compile("Public note"), "The count was taken back.")
    editor.press("Withdraw")
    editor.sees("Withdrawn by version 3")
    gone = stands(site, claim)
    assert (gone.status_code, gone.json()["note"]) == (410, "The count was taken back.")
