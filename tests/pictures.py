"""The README's pictures, taken from the running demo: ``python -m tests.pictures``."""

import re
import tempfile
from pathlib import Path

from tests.browser import chromium
from tests.site import PASSWORD, ROOT, Site

FOLDER = ROOT / "fixtures" / "screenshots"
CLAIM = re.compile("autumn 2020 over Nagorno-Karabakh killed more than")


def take_pictures(site: Site) -> None:
    """Log in, open the claim of the war of 2020, and the page of the contract."""
    with chromium() as browser:
        page = browser.new_page(
            base_url=site.base, viewport={"width": 1440, "height": 1100}
        )
        page.goto("/admin/")
        page.get_by_label(re.compile("username", re.I)).fill("admin")
        page.get_by_label(re.compile("password", re.I)).fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Claims").first.wait_for()
        page.goto("/admin/claims/claim/?q=autumn+2020")
        page.get_by_role("link", name=CLAIM).first.click()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=FOLDER / "desk.png")
        page.goto("/api/v1/docs/", wait_until="networkidle")
        page.screenshot(path=FOLDER / "api.png")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder) / "data").start()
        try:
            take_pictures(site)
        finally:
            site.interrupt()
