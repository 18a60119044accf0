"""Markup and script in every text of the desk, seen by a browser, does nothing.

The pages are drawn first, by the test's own client, and handed to Chromium from
memory: whatever it asks of another host, runs or opens is caught.
"""

import json
import mimetypes
import re
from itertools import cycle, islice, zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import models
from django.urls import reverse
from django.utils.html import escape
from playwright.sync_api import Error, Page, Route, sync_playwright

from claims.models import Claim, Line
from claims.services.claims import revise_claim
from claims.services.comments import comment
from claims.services.jobs import note_failure
from claims.services.publication import publish_claim, withdraw_claim
from tests import factories
from tests.models.rows import rows

pytestmark = pytest.mark.unmeasured

FILE = Path(__file__).parents[1] / "payloads.txt"
PAYLOADS = [
    json.loads(line)
    for line in FILE.read_text().splitlines()
    if line and not line.startswith("#")
]
# One of each kind, for every commit.
FEW = PAYLOADS[::9]
HOST = "http://desk.test"
WATCH = """
    window.ran = [];
    window.x9 = () => { window.ran.push(new Error().stack); };
    for (const name of ["alert", "confirm", "prompt"]) window[name] = window.x9;
"""
# Attributes and elements that a payload would make, and that no page has.
MADE = """() => [
    ...document.querySelectorAll(
        '[onerror],[onload],[onfocus],[onbegin],[ontoggle],[onstart],[onclick*=x9],'
        + '[href*="x9()"],[src*="x9()"],[action*="x9()"],[formaction*="x9()"],'
        + '[x-init*="x9"],[x-effect*="x9"],[x-html*="x9"],[x-text*="x9"],'
        + '[src*="xss.test"],[href^="//xss.test"],[hx-get*="xss.test"],'
        + 'base,marquee,object,embed,frameset,math,xmp,isindex'
    )
].map(element => element.outerHTML.slice(0, 200))"""

MODELS = ["agent", "measure", "source", "tag", "topic", "verdict"]


def packed(payloads: list[str], limit: int, kind: Any) -> list[str]:
    """Put payloads together to texts that a column takes, as many as fit in each."""
    joint = "\n" if kind.lines else " "
    texts, text = [], ""
    for payload in payloads:
        if kind.fault(payload) or len(payload) > limit:
            continue
        if len(text) + len(payload) + 1 > limit:
            texts.append(text)
            text = ""
        text = f"{text}{joint}{payload}" if text else payload
    return [*texts, text]


def free(model: type[models.Model]) -> list[Line]:
    """List the columns of a model that hold words."""
    patterned = {"wikidata", "country", "language", "archive_digest", "colour"}
    return [
        field
        for field in model._meta.fields
        if type(field).__name__ in ("Line", "Prose")
        and field.name not in patterned
        and field.editable
    ]


def values(model: type[models.Model], payloads: list[str]) -> list[dict[str, str]]:
    """Spread payloads over all words of as many rows of a model as it needs."""
    columns = {
        field.name: [
            f"https://a.example/#{'+'.join(text.split())}"
            if field.name in ("url", "site", "archive_url")
            else text
            for text in packed(payloads, field.max_length - 25, field.kind)
        ]
        for field in free(model)
    }
    most = max(map(len, columns.values()))
    spread = [islice(cycle(texts), most) for texts in columns.values()]
    return [
        dict(zip(columns, texts, strict=True))
        for texts in zip_longest(*spread, fillvalue="")
    ]


def made(model: type[models.Model], payloads: list[str], **more: Any) -> list[Any]:
    """Make a model's rows, with what their rules ask besides words."""
    made = []
    for number, words in enumerate(values(model, payloads)):
        given = {**words, **more}
        if "withheld_reason" in given:
            given["is_withheld"] = True
            given["url"] = given["url"].replace("//a.", f"//a{number}.")
        if model._meta.model_name == "tag":
            name = given["name"].replace("#", "").replace(",", "")
            given["name"] = f"a{number} {name}"
        made.append(rows()[model](**given))
    return made


class Site:
    """Pages of the desk by their addresses, as they were drawn."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.pages: dict[str, tuple[int, str, bytes]] = {}
        self.visited: list[str] = []

    def draw(self, url: str) -> None:
        response = self.client.get(url)
        assert response.status_code == 200, url
        self.pages[url] = (200, response["Content-Type"], response.content)
        self.visited.append(url)

    def serve(self, route: Route) -> None:
        """Answer the browser: a page drawn, a static file, or nothing."""
        parts = urlsplit(route.request.url)
        url = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if parts.path.startswith("/static/"):
            found = finders.find(parts.path.removeprefix("/static/"))
            kind = mimetypes.guess_type(parts.path)[0] or "application/octet-stream"
            route.fulfill(body=Path(found).read_bytes(), content_type=kind)
        elif url in self.pages:
            status, kind, body = self.pages[url]
            route.fulfill(status=status, content_type=kind, body=body)
        else:
            route.fulfill(status=404, body="")


def filled(client: Any, payloads: list[str]) -> Site:
    """Write payloads into every text of the desk and draw every page that shows some."""
    editor = factories.UserFactory(
        is_superuser=True, first_name=payloads[0][:100], last_name=payloads[-1][:100]
    )
    client.force_login(editor)
    site = Site(client)
    by_name = {model.__name__.lower(): model for model in rows()}
    kept = {name: made(by_name[name], payloads) for name in MODELS}
    for name, each in kept.items():
        site.draw(reverse(f"admin:claims_{name}_changelist"))
        for page in ("change", "history"):
            site.draw(reverse(f"admin:claims_{name}_{page}", args=[each[0].pk]))
    claims = made(
        Claim,
        payloads,
        topic=kept["topic"][-1],
        claimant=kept["agent"][-1],
        measure=kept["measure"][-1],
        comparator="about",
        value=30_000,
        assignee=editor,
    )
    sources = kept["source"]
    for source in sources:
        source.is_withheld, source.withheld_reason = False, ""
        source.revision += 1
        source.save()
    for claim in claims:
        claim.tags.set(kept["tag"][:20])
        texts = values(by_name["citation"], payloads)
        for source, words in zip(cycle(sources), texts, strict=False):
            factories.CitationFactory(claim=claim, source=source, **words)
            break
        factories.ReviewFactory(
            claim=claim,
            author=editor,
            verdict=kept["verdict"][0],
            **{
                name: text
                for name, text in values(by_name["review"], payloads)[0].items()
                if name != "label"
            },
        )
    first = claims[0]
    for number, words in enumerate(values(by_name["citation"], payloads)):
        more = {"withheld_reason": "", "url": f"https://b{number}.example/"}
        factories.CitationFactory(
            claim=first,
            source=factories.SourceFactory(
                **values(by_name["source"], payloads)[0] | more
            ),
            **words,
        )
    for words in values(by_name["comment"], payloads):
        comment(first, text=words["text"], by=editor)
    reasons = packed(payloads, 2000, by_name["comment"]._meta.get_field("text").kind)
    for reason in reasons:
        first.refresh_from_db()
        revise_claim(
            first,
            revision=first.revision,
            by=editor,
            reason=reason,
            place=reason[:150]
            .replace("\n", " ")
            .replace("\u2028", "")
            .replace("\u2029", ""),
        )
    first.refresh_from_db()
    publish_claim(first, revision=first.revision, by=editor, note=reasons[0])
    first.refresh_from_db()
    for action in ("correct_claim", "withdraw_claim", "comment", "assign"):
        site.draw(reverse("admin:claims_claim_step", args=[first.pk, action]))
    withdraw_claim(
        first, revision=first.revision, by=editor, reason=reasons[-1], note=reasons[-1]
    )
    second = claims[-1]
    for page in ("preview", "history"):
        site.draw(reverse(f"admin:claims_claim_{page}", args=[second.pk]))
    site.draw(
        f"{reverse('admin:claims_claim_merge', args=[second.pk])}?other={first.pk}"
    )
    # The first has a chart, comments, checks and a time line: its page has a panel.
    site.draw(reverse("admin:claims_claim_preview", args=[first.pk]))
    site.draw(reverse("admin:claims_comment_changelist"))
    for source, reason in zip(sources, cycle(reasons), strict=False):
        job = factories.JobFactory(args={"source": str(source.pk)}, status="failed")
        note_failure(job.pk, reason)
        site.draw(reverse("admin:claims_job_change", args=[job.pk]))
    site.draw(reverse("admin:claims_job_changelist"))
    site.draw(reverse("admin:index"))
    site.draw(reverse("admin:claims_claim_changelist"))
    site.draw(reverse("admin:claims_review_changelist"))
    site.draw(reverse("admin:claims_entry_changelist"))
    site.draw(f"{reverse('admin:claims_claim_changelist')}?q={'x9'}")
    for page in ("change", "history"):
        site.draw(reverse(f"admin:claims_claim_{page}", args=[first.pk]))
        review = first.reviews.get()
        site.draw(reverse(f"admin:claims_review_{page}", args=[review.pk]))
    for entry in first.entries.using("default"):
        site.draw(reverse("admin:claims_entry_change", args=[entry.pk]))
    site.draw(
        reverse("admin:autocomplete")
        + "?app_label=claims&model_name=claim&field_name=topic&term=x9"
    )
    return site


def raw(site: Site, payloads: list[str]) -> list[str]:
    """Name payloads with markup that stand in a page as they were typed."""
    marked = [each for each in payloads if "<" in each and "x9" in each]
    return [
        f"{url}: {payload}"
        for url, (_, kind, body) in site.pages.items()
        if kind.startswith("text/html")
        for payload in marked
        if payload in body.decode()
    ]


def harm(site: Site) -> tuple[list[str], int]:
    """Open every page in Chromium; tell what ran, opened or left, and what was shown."""
    done: list[str] = []
    shown = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        context = browser.new_context()
        context.add_init_script(WATCH)
        context.route("**/*", lambda route: guarded(route, site, done))
        page = context.new_page()
        page.on(
            "dialog",
            lambda dialog: (done.append(f"dialog on {page.url}"), dialog.dismiss()),
        )
        page.on("popup", lambda popup: done.append(f"popup on {page.url}"))
        for url in site.visited:
            try:
                shown += seen(page, url, done)
            except Error as error:
                done.append(f"{url} led away: {error.message[:100]}")
        browser.close()
    return done, shown


def guarded(route: Route, site: Site, done: list[str]) -> None:
    """Let nothing out: what is not the desk's is noted."""
    if route.request.url.startswith(f"{HOST}/"):
        site.serve(route)
    else:
        done.append(f"asked for {route.request.url[:80]}")
        route.abort()


def seen(page: Page, url: str, done: list[str]) -> int:
    """Open a page, go over it as a person would, and count the payloads it shows."""
    page.goto(f"{HOST}{url}", wait_until="load")
    if "autocomplete" not in url:
        page.mouse.move(300, 300)
        page.keyboard.press("Tab")
    page.wait_for_timeout(50)
    done += [f"{url} ran: {each[:200]}" for each in page.evaluate("window.ran")]
    done += [f"{url} has {each}" for each in page.evaluate(MADE)]
    if urlsplit(page.url).path != urlsplit(url).path:
        done.append(f"{url} led to {page.url}")
    return page.evaluate("document.documentElement.outerHTML.split('x9').length")


@pytest.mark.django_db
def test_payloads_do_nothing(client):
    check(client, FEW, re.compile("/(claim|topic|job|autocomplete)/|/admin/$"))


@pytest.mark.drill
@pytest.mark.django_db
def test_every_payload_does_nothing(client):
    assert len(PAYLOADS) >= 150
    check(client, PAYLOADS, re.compile(""))


def check(client: Any, payloads: list[str], visited: re.Pattern[str]) -> None:
    """Show that payloads are kept, shown and do nothing on the pages visited."""
    site = filled(client, payloads)
    site.visited = list(filter(visited.search, site.visited))

    done, shown = harm(site)

    assert not raw(site, payloads)
    assert not done, "\n".join(sorted(set(done))[:40])
    # Every payload stands somewhere, and most of them on many pages.
    assert shown > 10 * len(payloads), shown
    text = b"".join(body for _, _, body in site.pages.values()).decode()
    missing = [each for each in payloads if escape(each) not in text]
    assert not missing
