"""Links that stand, changed, are gone, lost a quote or answer nothing."""

import datetime

import pytest

from claims.fetching import Fetcher
from claims.models import Job, LinkCheck, sources_to_check
from claims.services.captures import capture_source
from claims.services.link_checks import AT_A_TIME, check_link, watch_links
from claims.services.publication import publish_claim
from tests.factories import (
    CaptureFactory,
    CitationFactory,
    LinkCheckFactory,
    SourceFactory,
)
from tests.fetching.fetchers import only
from tests.fetching.servers import say, serving

pytestmark = pytest.mark.django_db

WEEK = datetime.timedelta(days=7)
TEXT = "The war claimed more than 6,500 lives, the ministry said on Tuesday evening."


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    settings.CAPTURES_DIR = tmp_path


def html(text, title="Toll"):
    more = "Another paragraph that is long enough to count as the main text."
    return (
        f"<html><head><title>{title}</title></head><body><article>"
        f"<p>{text}</p><p>{more}</p></article></body></html>"
    ).encode()


class Site:
    """A page whose answer changes from one look to the next."""

    def __init__(self):
        self.status, self.body, self.media_type = 200, html(TEXT), "text/html"

    def __call__(self, request):
        say(request, self.body, self.status, content_type=self.media_type)


@pytest.fixture
def site():
    site = Site()
    with serving(site) as server:
        site.server = server
        yield site


@pytest.fixture
def source(site):
    return SourceFactory(url=f"{site.server.url}/toll")


def check(site, source):
    done = check_link(source, fetcher=only(site.server))
    assert LinkCheck.objects.get() == done
    return done


def test_link_that_stands(site, source):
    CitationFactory(source=source, quote="more than 6,500 lives")

    done = check(site, source)

    assert (done.outcome, done.status, done.url) == ("ok", 200, source.url)
    assert done.words == ""
    assert "As It Was" in str(done).title()


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (404, "gone"),
        (410, "gone"),
        (403, "unreachable"),
        (429, "unreachable"),
        (500, "unreachable"),
        (503, "unreachable"),
    ],
)
def test_link_that_answers_an_error(site, source, status, outcome):
    site.status = status

    done = check(site, source)

    assert (done.outcome, done.status) == (outcome, status)
    assert done.words == f"It answered {status}."


def test_link_that_nobody_answers(source):
    done = check_link(source, fetcher=Fetcher())

    assert (done.outcome, done.status, done.url) == ("unreachable", None, "")
    assert "port" in done.words


def test_quote_that_is_found_no_longer(site, source):
    CitationFactory(source=source, quote="more than 6,500 lives")
    CitationFactory(source=source, quote="at least 7,000 lives")

    done = check(site, source)

    assert done.outcome == "quote_missing"
    assert done.words == "“at least 7,000 lives”"


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (html(TEXT), "ok"),
        (html(TEXT, title="Another title"), "ok"),
        (html(TEXT.replace(" ", "\n ")), "ok"),
        (html(TEXT.replace("6,500", "6,800")), "changed"),
    ],
)
def test_page_is_held_against_its_newest_fetched_copy(
    site, source, newsroom, body, outcome
):
    capture_source(source, by=newsroom.author, fetcher=only(site.server))
    CaptureFactory(source=source, text="Pasted, and so no measure.")
    site.body = body

    done = check(site, source)

    assert done.outcome == outcome
    assert bool(done.words) is (outcome == "changed")


@pytest.mark.parametrize(("body", "outcome"), [(b"%PDF 1", "ok"), (b"%PDF", "changed")])
def test_what_is_no_page_is_held_against_the_bytes(
    site, source, newsroom, body, outcome
):
    site.body, site.media_type = b"%PDF 1", "application/pdf"
    capture_source(source, by=newsroom.author, fetcher=only(site.server))
    CitationFactory(source=source, quote="not looked for")
    site.body = body

    assert check(site, source).outcome == outcome


def test_address_that_no_column_holds_is_left_out(source, site):
    class Long(Fetcher):
        def fetch(self, url):
            fetched = only(site.server).fetch(url)
            return type(fetched)(
                url + "x" * 2048, fetched.status, fetched.headers, fetched.body
            )

    assert check_link(source, fetcher=Long()).url == ""


def published(newsroom, *urls):
    claim = newsroom.claim()
    sources = [SourceFactory(url=url) for url in urls]
    for source in sources:
        CitationFactory(claim=claim, source=source)
    publish_claim(claim, revision=claim.revision, by=newsroom.editor)
    return sources


def age(check, **span):
    LinkCheck.objects.filter(pk=check.pk).update(
        created_at=datetime.datetime.now(datetime.UTC) - datetime.timedelta(**span)
    )


def test_sources_to_check_are_those_of_published_claims_longest_ago_first(newsroom):
    fresh, old, older, never, _ = published(
        newsroom, *(f"https://a.example/{n}" for n in range(4)), ""
    )
    CitationFactory(source=SourceFactory(url="https://a.example/draft"))
    SourceFactory(url="https://a.example/uncited")
    for source, days in ((fresh, 1), (old, 8), (older, 9)):
        age(LinkCheckFactory(source=source), days=30)
        age(LinkCheckFactory(source=source), days=days)

    assert list(sources_to_check(WEEK)) == [never, older, old]


def test_watch_links_asks_for_one_a_host(newsroom):
    first, second, third = published(
        newsroom, "https://a.example/1", "https://a.example/2", "https://b.example/"
    )

    assert watch_links() == 2
    assert {job.args["source"] for job in Job.objects.all()} == {
        str(first.pk),
        str(third.pk),
    }
    assert watch_links() == 0
    check_link(first)
    assert watch_links() == 1
    assert Job.objects.filter(args__source=str(second.pk)).exists()


def test_watch_links_asks_for_a_few_at_a_time(newsroom):
    published(newsroom, *(f"https://h{n}.example/" for n in range(AT_A_TIME + 3)))

    assert watch_links() == AT_A_TIME
