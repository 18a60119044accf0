"""What people read in a page."""

import httpx
import pytest

from claims.fetching import Fetched
from claims.fetching.pages import page_of

PAGE = """<html><head><title>Toll of the war</title></head><body>
<nav>Home Sport</nav><article><h1>Toll of the war</h1>
<p>The war claimed “more than 6,500” lives, the ministry&rsquo;s statement said on Tuesday.</p>
<p>Another paragraph that is long enough to count as the main text of a page: été.</p>
</article><footer>Write to us</footer></body></html>"""


def fetched(body, media_type="text/html; charset=utf-8"):
    octets = body.encode() if isinstance(body, str) else body
    headers = httpx.Headers({"content-type": media_type})
    return Fetched("https://a.example/", 200, headers, octets)


def test_page_has_title_main_text_and_all_of_it():
    page = page_of(fetched(PAGE))

    assert page.title == "Toll of the war"
    assert "more than 6,500" in page.text
    assert "Sport" not in page.text
    assert "Sport" in page.everything


@pytest.mark.parametrize(
    ("quote", "there"),
    [
        ("more than 6,500", True),
        ('"more than\n 6,500"', True),
        ("the ministry's statement", True),
        ("Home Sport", True),
        ("more than 6,400", False),
        ("more than 6,500 soldiers", False),
    ],
)
def test_page_holds_a_quote(quote, there):
    assert page_of(fetched(PAGE)).holds(quote) is there


@pytest.mark.parametrize("media_type", ["application/pdf", "text/plain", ""])
def test_what_is_no_html_is_no_page(media_type):
    assert page_of(fetched(PAGE, media_type)) is None


@pytest.mark.parametrize("body", ["", "   ", b"\x00\x01\x02"])
def test_page_of_nothing_has_no_text(body):
    page = page_of(fetched(body))

    assert (page.title, page.text.strip()) == ("", "")


def test_page_without_main_text_still_has_its_words():
    page = page_of(fetched("<html><body><p>Six thousand.\x00</p></body></html>"))

    assert page.holds("Six thousand.")
    assert "\x00" not in page.everything
